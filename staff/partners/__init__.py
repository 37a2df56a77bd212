"""外の支え手: people who are not the city's own and have narrow rights in their areas for a time."""
