"""Pages of the city's offices: fetch through visibility, ask, act, answer."""
