"""What is asked of a funder, and what became of it."""
