"""A funder's own workbook: what its cells hold, and what differs from the book."""
