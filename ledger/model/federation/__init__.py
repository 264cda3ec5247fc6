"""A federation, its consolidated projects, and how far each of them is booked."""
