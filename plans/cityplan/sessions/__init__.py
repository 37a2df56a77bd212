"""推進委員会の会議: the committees of the plan meet, say what they think of its progress, and the city answers."""
