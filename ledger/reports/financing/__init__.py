"""Who pays, by whatever is asked."""
