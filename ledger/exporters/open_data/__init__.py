"""Projects as open data."""
