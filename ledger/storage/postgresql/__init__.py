"""A book on a PostgreSQL server."""
