"""Pages of the plans: fetch through visibility, ask, act, answer."""
