"""Use cases: what a command or a program asks of a book. The only joiner of files, stores, rules and renderers."""
