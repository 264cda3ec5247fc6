"""Facts: frozen records of what was decided, spent and agreed. Nothing here computes a result."""
