"""Levels of check beyond the attestation: a controller's, a second level's, each under the name that its terms give."""

from __future__ import annotations

from enum import StrEnum

from ledger.core.record import frozen


class CheckStage(StrEnum):
    """What may not be done before entries have passed a level."""

    CLAIM = "claim"
    """Submitting the claim that takes them in."""
    CLOSURE = "closure"
    """Closing the project."""


@frozen(kw_only=True)
class CheckLevel:
    """A level of check, after the attestation and after the levels before it in the project's file.

    Attributes:
        id: Unique in its project.
        name: What the terms call it, such as "Kontrollant på första nivån".
        required: Before what entries must have passed it; None where it checks a sample, or what it wishes.
    """

    id: str
    name: str
    required: CheckStage | None = None
