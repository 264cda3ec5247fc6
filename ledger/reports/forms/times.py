"""The times of a form's axis: which years or phases a project has, and which of them the form has a place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.model.forms.grid import Axis
from ledger.rules import budget as rules
from ledger.rules.budget import WHOLE
from ledger.rules.budget import Slot

if TYPE_CHECKING:
    from ledger.reports.forms.subject import Subject


def slots(axis: Axis, subject: Subject) -> tuple[Slot, ...]:
    """Return the times of an axis: first those that it asks for, then others, the whole project last."""
    if axis is Axis.WHOLE:
        return (WHOLE,)
    found = rules.slots(subject.dossier.project, subject.lines)
    return tuple(sorted(found, key=lambda slot: (slot == WHOLE, not fits(axis, slot))))


def fits(axis: Axis, slot: Slot) -> bool:
    """Whether a form with this axis has a place for amounts of such a time."""
    return slot == WHOLE or axis is Axis.WHOLE or (slot.year if axis is Axis.YEARS else slot.phase) is not None


def slot_key(slot: Slot) -> str:
    """Return the key of a year, a phase or the whole project."""
    return slot.phase or str(slot.year or "whole")
