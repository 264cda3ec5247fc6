"""Funders' forms filled in, as tables."""
