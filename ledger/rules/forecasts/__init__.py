"""What will have been spent, and by whom paid, when the year or the project is over."""
