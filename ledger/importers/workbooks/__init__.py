"""Worksheets, read safely."""
