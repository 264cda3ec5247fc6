"""What will have been spent, typed into a book: forecasts, comments, orders."""
