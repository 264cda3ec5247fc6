"""Claims and what they go by: rhythm, terms of payment, retention, exchange rates, value added tax."""
