"""アンケート for a future plan: asked on the web without a name, or on paper that somebody types in."""
