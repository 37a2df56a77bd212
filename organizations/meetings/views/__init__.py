"""Pages of meetings: for everybody, for who signed up, for who keeps the meeting, and for the room of a workshop."""
