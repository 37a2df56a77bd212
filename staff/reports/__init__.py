"""地域の報告: what a liaison or a partner from outside saw and heard, written in three minutes on a phone."""
