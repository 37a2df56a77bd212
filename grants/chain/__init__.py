"""将来計画から評価まで: what became of a measure's projects, seen from either end, to the yen."""
