"""Actuals from CSV, and what they share with worksheets."""
