"""How surely a figure that others have set is known."""

from __future__ import annotations

from enum import StrEnum


class Knowledge(StrEnum):
    """How surely a figure that others have set is known."""

    FOUND = "found"
    """Read in the law or on the authority's own pages."""
    SECONDARY = "secondary"
    """Read with somebody who cites the authority."""
    INFERRED = "inferred"
    """Reckoned from figures that were read."""
    UNVERIFIED = "unverified"
    """General knowledge, read in no source; look it up before you rely on it."""
