"""Funders' own workbooks, and the maps by which they are filled."""
