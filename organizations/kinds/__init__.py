"""団体の種類 as the city's own data, where a body came from, and what it is made of."""
