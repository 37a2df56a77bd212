"""What the city types about itself."""
