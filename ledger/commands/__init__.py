"""Groups of commands that ``cli.py`` puts together: parse, call `ledger.app`, print, exit."""
