"""A funder's own workbook: which cell is meant, and what it takes."""
