"""Budget versions: how one is made of another, and how two differ."""
