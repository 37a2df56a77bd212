"""What people type about grants."""
