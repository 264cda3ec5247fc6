"""A funder's own workbook and the map by which it is filled."""
