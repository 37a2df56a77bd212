"""アンケート for a future plan, or the city's own: asked without a name, on the web or on paper that is typed in."""
