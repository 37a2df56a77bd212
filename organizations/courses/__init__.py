"""講座: a series of meetings for which one applies once; who came often enough gets a certificate."""
