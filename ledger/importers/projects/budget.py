"""The ``[[budget]]`` tables of a project file: versions with lines of cost and of financing, and printed totals."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.importers.fields import take_span
from ledger.importers.projects.names import TOTAL
from ledger.importers.projects.names import YEAR
from ledger.importers.projects.names import take_time
from ledger.importers.projects.names import words_beyond_figure
from ledger.importers.projects.parts import read_parts
from ledger.importers.projects.parts import read_phases
from ledger.importers.projects.parts import read_transfers
from ledger.importers.projects.sources import read_sources
from ledger.importers.projects.units import check_product
from ledger.importers.projects.units import take_units
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.budgets.budget import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.core.section import Section
    from ledger.importers.projects.names import Names
    from ledger.importers.projects.sources import Promise
    from ledger.model.budgets.budget import Units
    from ledger.model.project import Part
    from ledger.model.project import Phase
    from ledger.model.source import Source

APPROXIMATE = "approximate"


@frozen(kw_only=True)
class _Cell:
    """An amount in the file, with the year or phase that it is for; neither means the whole project."""

    section: Section
    key: str
    amount_minor: int
    approximate: bool
    year: int | None = None
    phase: str | None = None
    part: str | None = None
    note: str | None = None
    units: Units | None = None

    @property
    def when(self) -> str:
        return str(self.year) if self.year else self.phase or TOTAL


class _Version:
    """A version while it is read: which cells are taken, and the lines that they make."""

    def __init__(self) -> None:
        self.cost: list[CostLine] = []
        self.financing: list[FinancingLine] = []
        self._taken: dict[tuple[str, str, str, str | None], set[str | None]] = {}

    def add_cost(self, category: str, cell: _Cell) -> None:
        """Add a line of cost."""
        self.take("cost", category, cell)
        self.cost.append(CostLine(category=category, **_shared(cell)))

    def add_financing(self, source: str, cell: _Cell) -> None:
        """Add a line of financing."""
        self.take("financing", source, cell)
        self.financing.append(FinancingLine(source=source, **_shared(cell)))

    def add_promise(self, promise: Promise) -> None:
        """Add a promise written with its source."""
        if ("financing", promise.line.source, TOTAL, None) in self._taken:
            promise.section.report("PRJ-015", name=promise.line.source, when=TOTAL)
        self.financing.append(promise.line)

    def take(self, view: str, name: str, cell: _Cell) -> None:
        """Report a cell that has been given before, unless both lines have notes that tell them apart."""
        notes = self._taken.setdefault((view, name, cell.when, cell.part), set())
        if notes and (cell.note is None or not notes.isdisjoint((cell.note, None))):
            cell.section.report("PRJ-015", cell.key, name=name, when=cell.when)
        notes.add(cell.note)


def read_budgets(root: Section, names: Names, promises: Sequence[Promise]) -> tuple[BudgetVersion, ...]:
    """Read the budget versions, oldest first.

    Args:
        root: The file's outermost table.
        names: What lines may refer to.
        promises: What is promised with the sources; financing of the first version, a draft if the file has none.
    """
    versions = [_version(section, names, promises if first else ()) for first, section in _firsts(root)]
    if promises and not versions:
        return (BudgetVersion(state=BudgetState.DRAFT, financing=tuple(promise.line for promise in promises)),)
    return tuple(versions)


def _firsts(root: Section) -> Iterator[tuple[bool, Section]]:
    return ((number == 0, section) for number, section in enumerate(root.tables("budget")))


def _version(section: Section, names: Names, promises: Sequence[Promise]) -> BudgetVersion:
    version = _Version()
    parts, phases = tuple(read_parts(section, names.parties)), tuple(read_phases(section))
    names = evolve(names, parts=_ids(names.parts, parts), phases=_ids(names.phases, phases))
    sources, own_promises = read_sources(section, names)
    names = evolve(names, sources=_ids(names.sources, sources))
    _read_rows(section, names, version)
    for inner in section.tables("line"):
        _read_line(inner, names, version)
    for promise in (*promises, *own_promises):
        version.add_promise(promise)
    start, end = take_span(section)
    budget = BudgetVersion(
        state=section.choice("state", BudgetState, needed=True) or BudgetState.DRAFT,
        submitted=section.day("submitted"),
        decided=section.day("decided"),
        applies_from=section.day("applies_from"),
        reason=section.text("reason"),
        cost=tuple(version.cost),
        financing=tuple(version.financing),
        stated=_stated(section, names, version),
        start=start,
        end=end,
        kind=section.choice("kind", BudgetKind) or BudgetKind.BUDGET,
        decided_by=names.parties.refer(section, "decided_by"),
        transfers=tuple(read_transfers(section, names)),
        sources=sources,
        parts=parts,
        phases=phases,
    )
    section.close()
    return budget


def _ids(known: tuple[str, ...], more: Iterable[Part | Phase | Source]) -> tuple[str, ...]:
    """Return the ids of a project and those that a version adds."""
    return tuple(dict.fromkeys((*known, *(each.id for each in more))))


def _read_rows(section: Section, names: Names, version: _Version) -> None:
    """Read the compact tables: a row for each category and each source."""
    for category, cell in _rows(section.table("cost"), names, names.categories, "PRJ-004"):
        version.add_cost(category, cell)
    for source, cell in _rows(section.table("financing"), names, names.sources, "PRJ-005"):
        version.add_financing(source, cell)


def _rows(
    table: Section | None, names: Names, known: tuple[str, ...] | None, unknown: str
) -> Iterator[tuple[str, _Cell]]:
    """Yield the cells of a compact table with the name of their row; names that are not known are reported."""
    for name in table.keys() if table else ():
        if table and known is not None and name not in known:
            table.report_unknown(unknown, name, name, known)
        for cell in _cells(table, name, names):
            yield name, cell


def _cells(table: Section | None, name: str, names: Names) -> Iterator[_Cell]:
    """Yield the cells of a row: an amount for each year, each phase or the total."""
    row = table.table(name) if table else None
    if row is None:
        return
    approximate = row.flag(APPROXIMATE)
    columns = row.keys()
    for key in columns:
        if key == APPROXIMATE:
            continue
        year, phase = _when(row, key, names)
        cell = _cell(row, key, names)
        if cell:
            yield evolve(cell, year=year, phase=phase, approximate=approximate or cell.approximate)


def _when(row: Section, key: str, names: Names) -> tuple[int | None, str | None]:
    """Return the year or the phase that a column is for; neither for the total."""
    if YEAR.fullmatch(key):
        return int(key), None
    if key != TOTAL and key not in names.phases:
        row.report_unknown("PRJ-007", key, key, (*names.phases, TOTAL))
    return None, None if key == TOTAL else key


def _cell(section: Section, key: str, names: Names, *, needed: bool = False) -> _Cell | None:
    amount = names.amount(section, key, needed=needed)
    if amount is None:
        return None
    note = words_beyond_figure(section, key, amount)
    return _Cell(section=section, key=key, amount_minor=amount.minor, approximate=amount.approximate, note=note)


def _read_line(section: Section, names: Names, version: _Version) -> None:
    """Read a ``[[budget.line]]``, of cost if it has a category, of financing if it has a source."""
    category, source = _subject(section, names)
    cell = _line_cell(section, names)
    section.close()
    if cell and category and not source:
        version.add_cost(category, cell)
    elif cell and source and not category:
        version.add_financing(source, cell)


def _subject(section: Section, names: Names) -> tuple[str | None, str | None]:
    if bool(section.text("category")) is bool(section.text("source")):
        section.report("PRJ-020")
    known = names.categories
    category = section.text("category") if known is None else section.member("category", known, "PRJ-004")
    return category, section.member("source", names.sources, "PRJ-005")


def _line_cell(section: Section, names: Names) -> _Cell | None:
    year, phase = take_time(section, names)
    part, note = section.member("part", names.parts, "PRJ-006"), section.text("note")
    approximate = section.flag(APPROXIMATE)
    units = take_units(section, names)
    cell = _cell(section, "amount", names, needed="quantity" not in section)
    if cell and units:
        check_product(section, units, cell.amount_minor, names)
    elif units and "amount" not in section:
        cell = _Cell(section=section, key="price", amount_minor=units.amount_minor, approximate=False)
    if cell is None:
        return None
    cell = evolve(cell, units=units)
    approximate = approximate or cell.approximate
    return evolve(cell, year=year, phase=phase, part=part, note=note or cell.note, approximate=approximate)


def _stated(section: Section, names: Names, version: _Version) -> tuple[Stated, ...]:
    """Read the printed totals: of cost, where ``total`` is the whole project's, and of support."""
    table = section.table("stated")
    if table is None:
        return ()
    stated: list[Stated] = []
    for key, view in (("cost", "cost"), (TOTAL, "cost"), ("support", "support")):
        for cell in _stated_cells(table, key, names):
            version.take("stated", view, cell)
            total = Stated(view=view, amount_minor=cell.amount_minor, approximate=cell.approximate)
            stated.append(evolve(total, year=cell.year, phase=cell.phase))
    table.close()
    return tuple(stated)


def _stated_cells(table: Section, key: str, names: Names) -> Iterator[_Cell]:
    """Yield the amounts of a printed total: one for the whole project, or a row by year or phase."""
    if key != TOTAL and table.holds_table(key):
        yield from _cells(table, key, names)
        return
    cell = _cell(table, key, names)
    if cell:
        yield cell


def _shared(cell: _Cell) -> dict[str, Any]:
    """Return what lines of cost and of financing have in common."""
    return {
        "amount_minor": cell.amount_minor,
        "approximate": cell.approximate,
        "year": cell.year,
        "phase": cell.phase,
        "part": cell.part,
        "note": cell.note,
        "units": cell.units,
    }
