"""Problems in data are values: what, how bad, where, with which figures. Their texts stand in the label files."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ledger.core.record import frozen
from ledger.core.words import Label
from ledger.core.words import Value
from ledger.core.words import Words


class Severity(StrEnum):
    """How bad a finding is; the user may set another for a code."""

    OFF = "off"
    NOTE = "note"
    WARN = "warn"
    STOP = "stop"


@frozen(kw_only=True)
class Place:
    """Where a problem lies; only what is known is set.

    Attributes:
        file: Name of the file as the user gave it.
        line: Line in the file, from 1.
        column: Name of the column, or the cell's address in a workbook.
        project: Project id.
        key: Key or address within the project, such as ``budget.1.stated.cost.2020``.
        entry: Number of the entry in the project.
    """

    file: str | None = None
    line: int | None = None
    column: str | None = None
    project: str | None = None
    key: str | None = None
    entry: int | None = None


NOWHERE = Place()


@frozen(kw_only=True)
class Finding:
    """A problem in data.

    Attributes:
        code: Stable code, as listed in ``docs/findings.md``; its text is the label ``finding.CODE``.
        severity: How bad it is; only `Severity.STOP` keeps a command from booking.
        place: Where it lies.
        values: Pairs of slot and value for the text.
    """

    code: str
    severity: Severity
    place: Place = NOWHERE
    values: tuple[tuple[str, Words | Value], ...] = ()

    @property
    def stops(self) -> bool:
        """Whether nothing may be booked while this stands."""
        return self.severity is Severity.STOP

    @property
    def told(self) -> bool:
        """Whether it is told at all: it has not been turned off."""
        return self.severity is not Severity.OFF

    @property
    def words(self) -> Label:
        """The finding's text; what it suggests may name the project in which it lies."""
        project = self.place.project
        lies = (("project", project),) if project and all(slot != "project" for slot, _ in self.values) else ()
        return Label(f"finding.{self.code}", (*self.values, *lies))


def note(code: str, place: Place = NOWHERE, **values: Words | Value) -> Finding:
    """Return a finding worth knowing."""
    return Finding(code=code, severity=Severity.NOTE, place=place, values=tuple(values.items()))


def warning(code: str, place: Place = NOWHERE, **values: Words | Value) -> Finding:
    """Return a finding that somebody should look into."""
    return Finding(code=code, severity=Severity.WARN, place=place, values=tuple(values.items()))


def stop(code: str, place: Place = NOWHERE, **values: Words | Value) -> Finding:
    """Return a finding that keeps a command from booking."""
    return Finding(code=code, severity=Severity.STOP, place=place, values=tuple(values.items()))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of their lines, file by file in the order in which files are first named.

    What lies in no file, or on no line, keeps its order, the latter before the file's lines.
    """
    told = tuple(findings)
    files = {file: at for at, file in reversed(tuple(enumerate(each.place.file for each in told)))}
    return tuple(sorted(told, key=lambda each: (files[each.place.file], (each.place.file and each.place.line) or 0)))
