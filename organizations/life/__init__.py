"""What happens to a body at work: guidance, suspension, dissolution with its remaining money, 告示."""
