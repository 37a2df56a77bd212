"""The city's own name, looks and words: one page that makes the portal a city's."""
