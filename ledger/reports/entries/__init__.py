"""The entries themselves, the workbook they are typed into, and the conditions that a figure sums them by."""
