"""Map files: how another program's columns and words become ours, and which rows are split by percent."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from ledger.core.finding import Finding
from ledger.core.rate import parse_rate
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.section import Section
from ledger.core.toml_file import read_whole
from ledger.core.words import folded
from ledger.errors import RateError
from ledger.importers.actuals.actuals import COLUMN_NAMES
from ledger.importers.actuals.actuals import COLUMNS
from ledger.importers.actuals.actuals import POSTING
from ledger.importers.actuals.actuals import TWO_SIDES

_SPLIT_FIELDS = ("project", "category", "source", "part", "phase")


class Signs(StrEnum):
    """With which sign a file has its amounts."""

    KIND = "kind"
    """As medfin has them: each kind of entry positive in the ordinary case."""
    DEBIT = "debit"
    """As a general ledger has them: costs positive, income and money received negative."""
    CREDIT = "credit"
    """As a bank has them: costs negative, income and money received positive."""


@frozen
class Slice:
    """A part of a row.

    Attributes:
        share: What part of the row's amount it takes; 1 is the whole.
        cells: Pairs of column and cell, in the place of the row's own cells.
    """

    share: Fraction
    cells: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class Split:
    """A rule that splits rows.

    Attributes:
        column: Heading of the column that it looks at, or our name of it, folded.
        value: What the cell must be, folded.
        slices: The parts of the row; what they do not add up to stays outside the book.
    """

    column: str
    value: str
    slices: tuple[Slice, ...]


@frozen(kw_only=True)
class ActualsMap:
    """How another program's file is read.

    Attributes:
        organisation: Whose books the file comes from: organisation number or name.
        sheet: Name of the sheet that is read of a workbook, folded; empty for the one that fits.
        columns: Their heading, folded, to our names of columns.
        constants: Our name of a column to what stands in it on every row.
        values: Our name of a column to their value, folded, to ours.
        splits: Rules that split rows, in order; the first that fits a row holds.
        only: Heading of a column, folded, or our name of it, to the cells, folded, of rows that are read; rows with
            others are left out.
        usual: Headings of other programs, by their letters, to our name of a column, or to nothing where they are not
            read; they hold where no heading of the file is that column's by the map or by our name of it.
        signs: With which sign the file has its amounts; where it is not told, a general ledger's if debit and credit
            stand in two columns, else medfin's.
    """

    organisation: str = ""
    sheet: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(factory=dict)
    constants: Mapping[str, str] = field(factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(factory=dict)
    splits: tuple[Split, ...] = ()
    only: Mapping[str, frozenset[str]] = field(factory=dict)
    usual: Mapping[str, str] = field(factory=dict)
    signs: Signs | None = None


def read_map_file(text: str, file: str) -> tuple[ActualsMap | None, tuple[Finding, ...]]:
    """Read a map file.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The map, None if anything in the file stops; and all problems.
    """
    return read_whole(text, file, _map)


def _map(section: Section) -> ActualsMap:
    columns = _columns(section.table("columns"))
    return ActualsMap(
        organisation=section.text("organisation") or "",
        sheet=folded(section.text("sheet") or ""),
        columns=columns,
        constants=_constants(section.table("constants"), columns),
        values=_values(section.table("values")),
        splits=_splits(section),
        only=_only(section.table("only")),
        signs=section.choice("signs", Signs),
    )


def _columns(section: Section | None) -> dict[str, tuple[str, ...]]:
    """Read their heading = our name, or several of ours with commas between."""
    columns: dict[str, tuple[str, ...]] = {}
    if section is None:
        return columns
    taken: dict[str, str] = {}
    headings = section.keys()
    for heading in headings:
        names = (section.text(heading, needed=True) or "").split(",")
        ours = (_our_name(section, heading, name) for name in names if name.strip())
        columns[folded(heading)] = tuple(name for name in ours if name and _is_free(section, heading, name, taken))
    return columns


def _our_name(section: Section, key: str, name: str) -> str | None:
    """Return our name of a column; what is none is reported."""
    found = COLUMN_NAMES.get(folded(name))
    if found is None:
        section.report_unknown("MAP-001", key, name.strip(), (*COLUMNS, *TWO_SIDES))
        return None
    return found[0]


def _is_free(section: Section, heading: str, name: str, taken: dict[str, str]) -> bool:
    """Whether no earlier heading gave the same column; else that is reported."""
    first = taken.setdefault(name, heading)
    if first != heading:
        section.report("MAP-002", heading, name=name, first=first)
    return first == heading


def _constants(section: Section | None, columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Read our name = what stands there on every row."""
    constants: dict[str, str] = {}
    if section is None:
        return constants
    from_file = {name for names in columns.values() for name in names}
    keys = section.keys()
    for key in keys:
        name = _our_name(section, key, key)
        value = section.text(key, needed=True)
        if name in from_file:
            section.report("MAP-003", key, name=name)
        elif name and value:
            constants[name] = value
    return constants


def _values(section: Section | None) -> dict[str, dict[str, str]]:
    """Read a table for each column that names something: their value = ours."""
    values: dict[str, dict[str, str]] = {}
    if section is None:
        return values
    for column in POSTING:
        table = section.table(column)
        if table is not None:
            words = table.keys()
            values[column] = {folded(word): table.text(word, needed=True) or "" for word in words}
    section.close()
    return values


def _only(section: Section | None) -> dict[str, frozenset[str]]:
    """Read heading = the cells of the rows that are read."""
    if section is None:
        return {}
    return {folded(column): frozenset(map(folded, section.texts(column))) for column in tuple(section.keys())}


def _splits(section: Section) -> tuple[Split, ...]:
    splits: list[Split] = []
    for each in section.tables("split"):
        column, value = each.text("column", needed=True), each.text("value", needed=True)
        slices = read_slices(each, "part")
        each.close()
        if not slices:
            each.report("MAP-005")
        if column and value:
            splits.append(Split(column=folded(column), value=folded(value), slices=slices))
            if any((other.column, other.value) == (folded(column), folded(value)) for other in splits[:-1]):
                each.report("MAP-006", None, column=column, value=value)
    return tuple(splits)


def read_slices(section: Section, key: str) -> tuple[Slice, ...]:
    """Read the parts that a row is split into; parts that are more than the row are reported."""
    slices = tuple(filter(None, map(_slice, section.tables(key))))
    if sum(part.share for part in slices) > 1:
        section.report("MAP-004", None, sum=sum(part.share for part in slices))
    return slices


def _slice(section: Section) -> Slice | None:
    share = section.parsed("percent", _share)
    cells = tuple((name, section.text(name)) for name in _SPLIT_FIELDS)
    section.close()
    return None if share is None else Slice(share, tuple((name, cell) for name, cell in cells if cell))


def _share(text: str) -> Fraction:
    """Read a percent above nothing, whose sign may be left out: ``40`` or ``40 %``."""
    share = parse_rate(f"{text} %" if text.strip()[-1:].isdecimal() and "/" not in text else text)
    if not share:
        raise RateError(text=text)
    return share
