"""The city's own words: what its liaisons and its partners from outside are called, and by which themes it brings
people together."""
