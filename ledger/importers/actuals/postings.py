"""Where an entry belongs: the cells for project, kind, category, source, part and phase, read together.

They decide over each other: which categories there are depends on the project, whether one is needed on the kind. A
file has few different combinations of them, so each is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from itertools import chain
from itertools import repeat
from operator import mul
from types import MappingProxyType
from typing import NamedTuple

from ledger.core.money import Currency
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.core.words import label
from ledger.importers.actuals.actuals import KINDS
from ledger.importers.actuals.actuals import POSTING
from ledger.importers.actuals.actuals import Hint
from ledger.importers.actuals.actuals import Lookup
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.actuals import hints
from ledger.importers.actuals.actuals import lookup_by_names
from ledger.importers.actuals.cells import CellError
from ledger.importers.actuals.cells import Memo
from ledger.importers.actuals.cells import Problem
from ledger.importers.actuals.cells import amounts_in
from ledger.importers.actuals.cells import refused
from ledger.importers.actuals.map_file import Signs
from ledger.model.entry_kind import CREDITS
from ledger.model.entry_kind import NEEDS_CATEGORY
from ledger.model.entry_kind import NEEDS_SOURCE
from ledger.model.entry_kind import EntryKind
from ledger.model.imports.bulk import Starts
from ledger.model.scheme import CategoryRole
from ledger.rules.imports.reimport import BETWEEN

_CHOICES = {"kind": "choices.entry_kind"}
"""Columns that take words of medfin's own, and the label that lists them with what they mean."""
_IDS_SHOWN = 12
_PLACES_MAX = 1 << 18
_KIND_AT = 2
"""Where the kind stands in the first columns of an entry's row."""
_TURNED: Mapping[Signs, frozenset[EntryKind]] = {
    Signs.KIND: frozenset(),
    Signs.DEBIT: CREDITS,
    Signs.CREDIT: frozenset(EntryKind) - CREDITS,
}
"""Kinds of entry whose amounts a file has with another sign than medfin."""


Start = tuple[str | int | None, ...]

Amounts = Callable[[Sequence[str]], list[int]]
"""Reads amounts in a currency: some cells to minor units."""


class Posting(NamedTuple):
    """Where an entry belongs.

    Attributes:
        start: The first columns of the entry's row: project, number 0, kind, category, source, part, phase.
        place: Their place among those of the file.
        currency: The project's currency.
        amounts: Reads amounts in it.
        sign: 1, or −1 where the file has such amounts with another sign than medfin.
    """

    start: Start
    place: int
    currency: Currency
    amounts: Amounts
    sign: int


Values = Mapping[str, Mapping[str, str]]
"""By column: what another program writes, folded, and what we write for it."""


class _Named(NamedTuple):
    """A project that rows name.

    Attributes:
        target: The project as rows can be booked on it.
        offers: Number of the names that it offers to rows; projects that offer the same have the same.
        amounts: Reads amounts in its currency.
    """

    target: Target
    offers: int
    amounts: Amounts


class _Places(dict[tuple[str, ...], int]):
    """Places of the first columns of rows that have one project's cell, by their other cells."""

    def __init__(self, read: Callable[[tuple[str, ...]], int], same: Memo) -> None:
        """Get ready to read cells when they are first met; `same` gives cells for equal ones, to be shared."""
        super().__init__()
        self._read, self._same = read, same

    def __missing__(self, cells: tuple[str, ...]) -> int:
        place = self[self._same[cells]] = self._read(cells)
        return place


class Postings(Memo):
    """The postings of a file by their six cells, in the order of `POSTING`.

    Attributes:
        starts: First columns of entries.
        at: Postings by the place of their first columns.
        facts: By that place, the project and the other first columns as one text, for rows' fingerprints. Nearly all
            rows share a few objects, where a text for each place would be thousands.
    """

    def __init__(
        self,
        targets: Mapping[str, Target],
        project: str | None,
        values: Values,
        signs: Signs = Signs.KIND,
        constant: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Get ready for a file.

        Args:
            targets: The projects that rows may be booked on, by id.
            project: The one that was asked for; rows that name another are refused.
            values: What the map file says of other programs' cells.
            constant: Cells of the columns of `POSTING` that are the same in all rows.
            signs: With which sign the file has its amounts. In a general ledger's or a bank's a row that names no kind
                is income where its category is one of income, for there nothing else tells them apart.
        """
        super().__init__(self._posting)
        self.starts = Starts()
        self.at: dict[int, Posting] = {}
        self.facts: tuple[list[str], list[str]] = ([], [])
        currencies = {target.project.currency for target in targets.values()}
        self._amounts = {currency: amounts_in(currency) for currency in currencies}
        self._hint = hints()
        self._ids = lookup_by_names((id_, (target.project.name,)) for id_, target in targets.items())
        self._targets, self._asked, self._values, self._signs = targets, project, values, signs
        self._by_role, self._turned = signs is not Signs.KIND, _TURNED[signs]
        self._projects = Memo(self._named)
        self._offers: dict[tuple[int, ...], int] = {}
        self._texts = Memo(lambda cells: tuple(map(self._text, POSTING[1:], cells)))
        self._known_others: dict[tuple[int, tuple[str, ...]], Start] = {}
        self._told = Memo(lambda others: BETWEEN.join(str(name or "") for name in others))
        # Places by the project's cell and then by those of the other columns that the file has: there are few of each,
        # but thousands of both together, more than a processor's cache holds.
        self._constant = constant
        self._given = [column for column in POSTING[1:] if column not in constant]
        self._completed = Memo(self._complete)
        same = Memo(lambda cells: cells)
        self._places = Memo(lambda project: _Places(partial(self._place, project), same))
        self._met = 0

    def together(self, columns: Sequence[Sequence[str]]) -> tuple[list[int], Amounts]:
        """Return the places of some rows' first columns, and what reads their amounts.

        Args:
            columns: Their six cells, column by column.

        Raises:
            CellError: A cell cannot be read, or they are of several currencies.
        """
        of_projects = map(self._places.__getitem__, columns[0])
        given = [column for name, column in zip(POSTING[1:], columns[1:], strict=True) if name in self._given]
        others: Iterable[tuple[str, ...]] = zip(*given, strict=True) if given else repeat(())
        places = list(map(_Places.__getitem__, of_projects, others))
        amounts = set(self._amounts.values())
        if len(amounts) > 1:
            amounts = {self.at[place].amounts for place in places}
        if len(amounts) > 1:
            raise CellError
        return places, next(iter(amounts))

    def signed(self, places: Sequence[int], minors: list[int]) -> list[int]:
        """Return amounts of some rows with medfin's sign, minor units."""
        if self._signs is Signs.KIND:
            return minors
        return list(map(mul, minors, (self.at[place].sign for place in places)))

    def _place(self, project: str, given: tuple[str, ...]) -> int:
        """Return the place of the first columns that a project's cell and those of the other columns stand for."""
        if self._met >= _PLACES_MAX:
            self._places.clear()
            self._met = 0
        self._met += 1
        return self._posting((project, *self._completed[given])).place

    def _complete(self, given: tuple[str, ...]) -> tuple[str, ...]:
        """Return all cells but the project's for those that the file has."""
        cells = {**self._constant, **dict(zip(self._given, given, strict=True))}
        return tuple(cells[column] for column in POSTING[1:])

    def _posting(self, cells: tuple[str, ...]) -> Posting:
        named: _Named = self._projects[cells[0]]
        project = named.target.project
        start: Start = (project.id, 0, *self._others_of(named, self._texts[cells[1:]]))
        place = self.starts.place(start)
        sign = -1 if start[_KIND_AT] in self._turned else 1
        posting = self.at[place] = Posting(start, place, project.currency, named.amounts, sign)
        projects, others = self.facts
        if place == len(projects):
            projects.append(project.id)
            others.append(self._told[start[_KIND_AT:]])
        return posting

    def _text(self, column: str, cell: str) -> str:
        """Return a cell without the blanks around it, or what the map file says for it."""
        said = self._values.get(column)
        return said.get(folded(cell), cell.strip()) if said else cell.strip()

    def _named(self, cell: str) -> _Named:
        """Return the project that a cell names.

        Raises:
            CellError: It names none that rows may be booked on.
        """
        text = self._text("project", cell) or self._asked or ""
        target = self._targets[_project(text, self._asked, self._ids, self._hint)]
        offers = (target.scheme, target.categories, target.sources, target.parts, target.phases)
        number = self._offers.setdefault(tuple(map(id, offers)), len(self._offers))
        return _Named(target, number, self._amounts[target.project.currency])

    def _others_of(self, named: _Named, texts: tuple[str, ...]) -> Start:
        """Return kind, category, source, part and phase; read once for all projects that offer the same names."""
        at = named.offers, texts
        others = self._known_others.get(at)
        if others is None:
            cells = dict(zip(POSTING[1:], texts, strict=True))
            others = _others(cells, named.target, self._hint, by_role=self._by_role)
            if len(self._known_others) >= _PLACES_MAX:
                self._known_others.clear()
            self._known_others[at] = others
        return others


def _project(text: str, asked: str | None, names: Lookup, hint: Hint) -> str:
    if not text:
        raise refused("CSV-102", "project")
    found = _find("project", text, names, hint)
    if asked is not None and found != asked:
        raise refused("CSV-112", "project", found=found, asked=asked)
    return found


def _others(texts: Mapping[str, str], target: Target, hint: Hint, *, by_role: bool) -> Start:
    """Return the first columns of the entry's row after project and number."""
    problems: list[Problem] = []

    def take(column: str, names: Lookup) -> str | None:
        try:
            return _find(column, texts[column], names, hint) if texts[column] else None
        except CellError as error:
            problems.extend(error.problems)
            return None

    named = take("kind", KINDS)
    category, source = take("category", target.categories), take("source", target.sources)
    kind = EntryKind(named or (_kind_of(target, category) if by_role else EntryKind.COST))
    if not problems:
        problems.extend(_kind_rules(kind, texts))
    part, phase = take("part", target.parts), take("phase", target.phases)
    if problems:
        raise CellError(*problems)
    return (kind.value, category, source, part, phase)


def _kind_of(target: Target, category: str | None) -> EntryKind:
    """Return what a row of a ledger is that names no kind: income on a category of income, else cost."""
    found = target.scheme.category(category) if category else None
    return EntryKind.INCOME if found and found.role is CategoryRole.INCOME else EntryKind.COST


def _kind_rules(kind: EntryKind, texts: Mapping[str, str]) -> list[Problem]:
    """Return what a kind of entry lacks, or has and cannot have."""
    problems = []
    of_kind: tuple[tuple[str, Words], ...] = (("kind", label(f"actuals.kind.{kind.value}")),)
    if kind in NEEDS_CATEGORY and not texts["category"]:
        problems.append(Problem("CSV-113", "category", of_kind))
    if kind not in NEEDS_CATEGORY and texts["category"]:
        problems.append(Problem("CSV-114", "category", of_kind))
    if kind in NEEDS_SOURCE and not texts["source"]:
        problems.append(Problem("CSV-115", "source", of_kind))
    return problems


def _find(column: str, text: str, names: Lookup, hint: Hint) -> str:
    """Return the one id that a text stands for.

    Raises:
        CellError: It stands for none, or for several.
    """
    found = names.get(text) or names.get(folded(text), ())
    if len(found) == 1:
        return found[0]
    if found:
        raise refused("CSV-117", column, text=text, what=label(f"actuals.column.{column}"), ids=", ".join(found))
    raise unknown(column, text, names, hint)


def unknown(column: str, text: str, names: Lookup, hint: Hint) -> CellError:
    """Return that a text stands for nothing in a column."""
    what = label(f"actuals.column.{column}")
    known = label(_CHOICES[column]) if column in _CHOICES else _known(names)
    return refused("CSV-116", column, text=text, what=what, known=known, hint=hint(folded(text), names))


def _known(names: Lookup) -> Words:
    """Return the first ids that a lookup knows, in its order."""
    ids: list[str] = []
    for id_ in chain.from_iterable(names.values()):
        if id_ in ids:
            continue
        if len(ids) == _IDS_SHOWN:
            return ", ".join((*ids, "…"))
        ids.append(id_)
    return ", ".join(ids) or label("actuals.none")
