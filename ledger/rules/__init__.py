"""Calculations over facts: pure functions that open nothing and ask no clock."""
