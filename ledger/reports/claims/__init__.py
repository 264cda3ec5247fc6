"""Claims, money received, and what is outstanding."""
