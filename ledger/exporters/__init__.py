"""Facts written to files of other kinds."""
