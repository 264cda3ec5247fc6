"""Forms as data: layouts, the tables in them, and their words."""
