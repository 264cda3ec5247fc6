"""Books: where facts are kept. One protocol, one contract suite; memory and SQLite."""
