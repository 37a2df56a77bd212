"""The pages of 決裁: one proposal with everything that can be done to it, and the box of what waits for somebody."""
