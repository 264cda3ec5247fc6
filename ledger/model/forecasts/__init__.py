"""What will have been spent, as people have typed it: forecasts, commitments, comments."""
