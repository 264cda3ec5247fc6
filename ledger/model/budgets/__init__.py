"""Budget versions, and transfers between categories."""
