"""What the auditors see: the list of a year, and one grant station by station, to the yen."""
