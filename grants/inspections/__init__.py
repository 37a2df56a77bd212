"""検査: before the amount is confirmed the city looks closely at some grants, drawn by lot and chosen for a reason."""
