"""Budget versions: in force, side by side, by time."""
