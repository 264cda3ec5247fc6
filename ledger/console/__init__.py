"""What every command shares: its settings, how it speaks, how its line is read, and how it ends."""
