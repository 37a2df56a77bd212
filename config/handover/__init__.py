"""引継書: what is open, what is due when and where things lie, on paper, from the same data as the home pages."""
