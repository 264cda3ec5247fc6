"""What a board reads of a federation."""
