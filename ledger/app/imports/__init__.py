"""Files of actuals on their way into a book, and back out."""
