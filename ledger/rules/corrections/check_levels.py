"""Levels of check: which come before one, which entries have not passed one, and who may not check an entry."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.model.audit.check_level import CheckStage
    from ledger.model.corrections.marks import Marks
    from ledger.model.project import Project

ATTEST = ""
"""The attestation, which is the first level where a project wants it."""


def before(project: Project, level: str) -> tuple[str, ...]:
    """Return the levels that an entry must have passed before one: those that the project requires."""
    known = [each.id for each in project.check_levels]
    first = (ATTEST,) if project.attest else ()
    earlier = project.check_levels[: known.index(level)]
    return (*first, *(each.id for each in earlier if each.required))


def required(project: Project, stage: CheckStage) -> tuple[str, ...]:
    """Return the levels that entries must have passed before a stage."""
    return tuple(each.id for each in project.check_levels if each.required is stage)


def unchecked(numbers: Iterable[int], marks: Marks, level: str) -> tuple[int, ...]:
    """Return the entries that have not passed a level."""
    return tuple(number for number in numbers if marks.checked_by(level, number) is None)


def checked_by_person(numbers: Iterable[int], marks: Marks, levels: Iterable[str], person: str) -> tuple[int, ...]:
    """Return the entries that a person has checked at one of some levels, and may not check at another one.

    A name that has been taken out counts as the person's own, for nobody can tell any more. Names are compared without
    regard to case and spaces around them.
    """
    same = {_folded(person), ""}
    wanted = tuple(levels)
    return tuple(number for number in numbers if any(_folded(who) in same for who in _who(marks, wanted, number)))


def _who(marks: Marks, levels: Iterable[str], number: int) -> Iterator[str]:
    found = (marks.checked_by(level, number) for level in levels)
    return (who for who in found if who is not None)


def _folded(name: str) -> str:
    return name.strip().casefold()
