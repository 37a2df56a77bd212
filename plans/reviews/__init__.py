"""中間見直し of a future plan: what became of each measure, what is to become of it, and the next version from it."""
