"""What later facts say of entries, and up to which day books are closed."""
