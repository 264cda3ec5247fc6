"""What a file adds to a book, and whether the two agree."""
