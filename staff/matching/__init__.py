"""つなぐ: what people of the areas need, what others can do, and the coordinators who bring them together."""
