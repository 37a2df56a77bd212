"""事業のひな形: projects from which a row of a plan can be taken, each with where it comes from."""
