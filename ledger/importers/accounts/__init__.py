"""Accounts and objects of a general ledger as projects, categories and sources."""
