"""A federation's whole: members, contributions, elimination, capital."""
