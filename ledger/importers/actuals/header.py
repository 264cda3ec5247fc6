"""The header row of an actuals file: which column stands where, and what stands in for columns that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import reduce

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.core.words import label
from ledger.importers.actuals.actuals import COLUMN_NAMES
from ledger.importers.actuals.actuals import COLUMNS
from ledger.importers.actuals.actuals import TWO_SIDES
from ledger.importers.actuals.actuals import hints
from ledger.importers.actuals.cells import cleaned
from ledger.importers.actuals.map_file import ActualsMap
from ledger.rules.imports.suggest_columns import letters

_NEEDED = ("date", "amount")
_PROBLEMS_MAX = 100
"""How many problems with a header row are told one by one: a sheet may have sixteen thousand columns."""


@frozen(kw_only=True)
class Header:
    """Where the columns stand.

    A record is read together with a tail, which holds what is constant in the file, so every column has a place.

    Attributes:
        headings: As the file writes them.
        places: Place in a record with its tail, by our name of the column.
        tail: What is added to each record.
        unnamed: Places of columns without heading, which must be empty.
    """

    headings: tuple[str, ...]
    places: Mapping[str, int]
    tail: tuple[str, ...]
    unnamed: tuple[int, ...] = ()

    @property
    def in_two(self) -> bool:
        """Whether the amount stands in a column for debits or one for credits, or in the one or the other."""
        return not TWO_SIDES.keys().isdisjoint(self.places)

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.headings)

    @property
    def constant(self) -> Mapping[str, str]:
        """Our names of the columns that the file does not have, and what stands in for them in every row."""
        return {column: self.tail[at - self.width] for column, at in self.places.items() if at >= self.width}

    def heading(self, column: str) -> str:
        """Return what the file calls a column, or our name of a column that it does not have."""
        place = self.places[column]
        return self.headings[place] if place < self.width else column

    def is_repeated_by(self, record: Sequence[str]) -> bool:
        """Whether a row holds the headings once more; one of credits has been given a minus by then."""
        cells = (cell.removeprefix("\ufeff").strip() for cell in record)
        return all(cell in (name, f"-{name}") for cell, name in zip(cells, self.headings, strict=True))

    def place_of(self, heading: str) -> int:
        """Return the place of a column by its folded heading, or by our name of it."""
        by_heading = {folded(name): at for at, name in enumerate(self.headings)}
        return by_heading[heading] if heading in by_heading else self.places[heading]


def known_headings(headings: Sequence[str], rules: ActualsMap) -> list[tuple[str, ...]]:
    """Return for each heading which of our columns it is: none, one, or several if a map file says so."""
    ours = [rules.columns.get(folded(name)) or COLUMN_NAMES.get(folded(name), ()) for name in headings]
    return _with_usual(headings, ours, rules) if rules.usual else ours


def _with_usual(headings: Sequence[str], ours: list[tuple[str, ...]], rules: ActualsMap) -> list[tuple[str, ...]]:
    """Return the columns with those that other programs' headings stand for; none where two could be the same."""
    taken = {column for columns in ours for column in columns}
    taken |= {"amount"} if taken & TWO_SIDES.keys() else set()
    taken |= TWO_SIDES.keys() if "amount" in taken else set()
    usual = [
        "" if columns else rules.usual.get(letters(name), "") for name, columns in zip(headings, ours, strict=True)
    ]
    return [
        (column,) if column and column not in taken and usual.count(column) == 1 else columns
        for column, columns in zip(usual, ours, strict=True)
    ]


def needed_among(headings: Sequence[str], rules: ActualsMap) -> bool:
    """Whether some headings have the columns that every file needs, or the map file says what stands in them."""
    known = {column for columns in known_headings(headings, rules) for column in columns}
    known |= {"amount"} if known & TWO_SIDES.keys() else set()
    return known.issuperset(set(_NEEDED) - rules.constants.keys())


def read_header(
    headings: Sequence[str], place: Place, *, rules: ActualsMap, project: str | None
) -> tuple[Header, tuple[Finding, ...]]:
    """Read a header row.

    Args:
        headings: Its cells.
        place: File and line.
        rules: The map file, or an empty map.
        project: Project id for rows that name none.

    Returns:
        The header and all problems; if one of them stops, the header cannot be used.
    """
    names = tuple(cleaned(heading)[0].strip() for heading in headings)
    ours = known_headings(names, rules)
    places: dict[str, int] = {}
    findings: list[Finding] = []
    for at, columns in enumerate(ours):
        for column in columns:
            if column in places:
                findings.append(_stop("CSV-005", place, names[at], first=names[places[column]]))
            places.setdefault(column, at)
    findings.extend(_sides(names, places, place))
    given = frozenset(places)
    findings.extend(_unknown(names, ours, place, rules))
    findings.extend(_missing(given, place, rules, project))
    findings.extend(_map_differs(names, given, place, rules))
    absent = [column for column in COLUMNS if column not in given]
    places.update({column: len(names) + at for at, column in enumerate(absent)})
    header = Header(
        headings=names,
        places=places,
        tail=tuple(rules.constants.get(column, "") for column in absent),
        unnamed=tuple(at for at, name in enumerate(names) if not name),
    )
    more = len(findings) - _PROBLEMS_MAX
    if more > 0:
        findings[_PROBLEMS_MAX:] = [stop("CSV-017", place, count=more)]
    return header, tuple(findings)


def _sides(names: Sequence[str], places: dict[str, int], place: Place) -> Iterator[Finding]:
    """Let the first of debit and credit hold the amount; yield a finding if there is a column for it beside them."""
    for side in TWO_SIDES.keys() & places.keys() if "amount" in places else ():
        yield stop("CSV-014", place, name=names[places[side]], amount=names[places["amount"]])
    for side in TWO_SIDES:
        if side in places:
            places.setdefault("amount", places[side])


def _stop(code: str, place: Place, heading: str, **values: str) -> Finding:
    return stop(code, evolve(place, column=heading), name=heading, **values)


def _unknown(
    names: Sequence[str], ours: Sequence[tuple[str, ...]], place: Place, rules: ActualsMap
) -> Iterator[Finding]:
    """Yield what is to be said of columns that are not called as ours.

    A user's own file with an unknown column is most likely mistyped. In another program's file there are always more
    columns than anybody needs.
    """
    unknown = [name for name, columns in zip(names, ours, strict=True) if name and not columns]
    if rules.columns and unknown:
        yield note("CSV-010", place, names=", ".join(unknown))
        return
    yield from _understood(names, ours, place, rules)
    unknown = [name for name in unknown if rules.usual.get(letters(name)) != ""]
    hint = hints()
    for name in unknown:
        yield stop("CSV-004", evolve(place, column=name), name=name, hint=hint(folded(name), COLUMN_NAMES))


def _understood(
    names: Sequence[str], ours: Sequence[tuple[str, ...]], place: Place, rules: ActualsMap
) -> Iterator[Finding]:
    """Yield a note of the headings that are not ours and were taken for our columns, and of those left unread."""
    told: list[Words] = [
        label("heading.read", name=name, column=(COLUMNS | TWO_SIDES)[columns[0]])
        for name, columns in zip(names, ours, strict=True)
        if columns and folded(name) not in COLUMN_NAMES and folded(name) not in rules.columns
    ]
    told += [label("heading.unread", name=name) for name in names if rules.usual.get(letters(name)) == ""]
    if told:
        yield note(
            "CSV-015", place, columns=reduce(lambda one, other: label("heading.and", one=one, other=other), told)
        )


def _missing(given: frozenset[str], place: Place, rules: ActualsMap, project: str | None) -> Iterator[Finding]:
    for column in _NEEDED:
        if column not in given and column not in rules.constants:
            yield stop("CSV-006", place, sv=COLUMNS[column].sv, en=COLUMNS[column].en)
    # Where no row says its kind, all are costs, and a cost has a category; a split may give it one.
    if not rules.splits and {"category", "kind"}.isdisjoint({*given, *rules.constants}):
        yield stop("CSV-016", place)
    named = rules.constants.get("project")
    if "project" not in given and named is None and project is None:
        yield stop("CSV-012", place)
    if project is not None and named not in (None, project):
        yield stop("CSV-011", place, named=named, asked=project)


def _map_differs(names: Sequence[str], given: frozenset[str], place: Place, rules: ActualsMap) -> Iterator[Finding]:
    """Yield what the map file says of columns that is not so in this file."""
    headings = {folded(name) for name in names}
    for heading in rules.columns:
        if heading not in headings:
            yield stop("MAP-007", place, name=heading)
    for column in dict.fromkeys((*(split.column for split in rules.splits), *rules.only)):
        if column not in headings and column not in given:
            yield stop("MAP-007", place, name=column)
    for column in rules.constants:
        if column in given:
            yield stop("MAP-008", place, name=column)
