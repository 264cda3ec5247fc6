"""A federation, and the reports on it."""
