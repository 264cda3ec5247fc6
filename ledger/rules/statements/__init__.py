"""Statements of hours and unit costs."""
