"""What is kept of an imported file beside its entries: how it travelled, what it covers, the map it went by."""
