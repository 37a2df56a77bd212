"""Reading figures from the tables that cities publish: whatever the layout, a cell says who, where, when, how many."""
