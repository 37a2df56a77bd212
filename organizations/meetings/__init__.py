"""会議: announced, signed up for without an account, held with a quorum, minuted, and followed up; workshops' notes."""
