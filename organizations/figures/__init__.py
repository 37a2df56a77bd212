"""What is counted in areas: indicators, figures by base date, reading them from files, and what follows from them."""
