"""What lies where, and what fills it."""
