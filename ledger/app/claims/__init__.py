"""Claims and receipts."""
