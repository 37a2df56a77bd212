"""内示: what each organization will get at most, told before it applies; one 起案 for all of a scheme."""
