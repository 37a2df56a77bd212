"""試算: a scheme's formula with other numbers, for everybody at once. Nothing is kept until somebody says so."""
