"""Random lives of a grant by the real verbs and tables, and what must never come of them (domain 3, invariants)."""
