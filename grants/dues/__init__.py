"""Deadlines of grants: what is due when, who is reminded and when, and what follows where somebody is late."""
