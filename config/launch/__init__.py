"""What starts the portal on a bare machine. Only the standard library is imported here: nothing is installed yet."""
