"""Statements of contributions in kind."""
