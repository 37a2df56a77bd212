"""備品: what was bought with a grant, where it is, and that nobody parts with it before its time without asking."""
