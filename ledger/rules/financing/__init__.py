"""Who pays for what: the co-financing engine."""
