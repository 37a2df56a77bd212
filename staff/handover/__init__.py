"""春の引継ぎ: who moves to which post on a day. Duties are dated, so the day itself does the work."""
