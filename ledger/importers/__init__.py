"""Foreign files read into facts and findings. Nothing is booked here."""
