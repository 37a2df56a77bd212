"""声と要望: what citizens and areas ask of the city, from the day it came to the day on which they know the answer."""
