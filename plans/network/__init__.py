"""ほかの地域の取組: organizations see each other's plans and cases, ask each other, and take a project over."""
