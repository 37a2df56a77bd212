"""How a city divides itself: systems of areas, their boundaries and maps, neighbours, merges and splits."""
