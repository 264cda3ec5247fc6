"""What is done with entries once they are booked."""
