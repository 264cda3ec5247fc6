"""Statements of what is given in kind."""
