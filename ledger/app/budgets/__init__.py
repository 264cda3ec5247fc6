"""Budget versions of a book."""
