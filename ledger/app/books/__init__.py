"""A book as a whole: its chains, its roles, copied, backed up, saved when it is damaged."""
