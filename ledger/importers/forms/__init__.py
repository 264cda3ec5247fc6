"""Layouts of forms."""
