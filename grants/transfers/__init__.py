"""総合振込: what a bank is told to pay, as the banks' own file of fixed width, kept as it was sent."""
