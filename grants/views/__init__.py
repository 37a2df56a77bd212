"""Pages of grants and schemes: fetch through visibility, ask, act, answer."""
