"""Two budget versions side by side: what changed in cost, financing, days, sources and parts, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any

from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.budgets.compare_terms import term_rows
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules import budget
from ledger.rules.budgets.difference import Difference
from ledger.rules.budgets.difference import LineChange
from ledger.rules.budgets.difference import difference

NAME = "compare"

Change = LineChange[Any]


def compare(dossier: Dossier, pair: tuple[BudgetVersion, BudgetVersion], view: View) -> Table:
    """Return the exact difference between two versions of a project's budget.

    Lines that are the same in both stand together on one row, so that the sums are those of the versions.

    Args:
        dossier: The project.
        pair: The one version and the other, both among the project's.
        view: The day of the question.
    """
    first, second = pair
    found = difference(first, second)
    currency = dossier.project.currency
    made = _Made(dossier=dossier, pair=pair, view=view, sums=Sums(currency))
    numbers = [budget.number(dossier.versions, version) for version in pair]
    columns = (
        Column(key="name", words=label("column.what_changed"), wide=True),
        Column(key="time", words=label("column.when")),
        money_column("before", currency, label("column.version", number=numbers[0])),
        money_column("after", currency, label("column.version", number=numbers[1])),
        money_column("change", currency),
        Column(key="was", words=label("column.was"), wide=True),
        Column(key="now", words=label("column.now"), wide=True),
    )
    return Table(
        name=NAME,
        title=label("report.compare_versions", first=numbers[0], second=numbers[1]),
        columns=columns,
        rows=(
            *made.lines("cost", found.cost),
            *made.lines("financing", found.financing),
            *_terms(dossier, pair, found),
        ),
        currency=currency,
        about=heading.about((dossier,), view, second),
        notes=tuple(_notes(found)),
    )


def _notes(found: Difference) -> Iterator[Words]:
    if found.is_nothing:
        yield label("note.same_version")


def _terms(dossier: Dossier, pair: tuple[BudgetVersion, BudgetVersion], found: Difference) -> Iterator[Row]:
    """Yield a heading and a row for each term that is other."""
    rows = list(term_rows(dossier, pair, found))
    if rows:
        yield Row(key="terms", cells=(Cell(label("row.terms")), *(EMPTY,) * 6), kind=RowKind.GROUP)
    for key, (name, was, now) in rows:
        yield Row(key=f"terms/{key}", cells=(Cell(name), *(EMPTY,) * 4, Cell(was), Cell(now)), level=1)


@frozen(kw_only=True)
class _Made:
    """A comparison while it is made.

    Attributes:
        dossier: The project.
        pair: The one version and the other.
        view: The day of the question.
        sums: Formulas for its money.
    """

    dossier: Dossier
    pair: tuple[BudgetVersion, BudgetVersion]
    view: View
    sums: Sums

    def lines(self, what: str, changes: Sequence[Change]) -> Iterator[Row]:
        """Yield a heading, the lines that changed, those that did not on one row, and the sums of the versions."""
        if not changes:
            return
        yield Row(key=what, cells=(Cell(label(f"row.changes.{what}")), *(EMPTY,) * 6), kind=RowKind.GROUP)
        keys: list[str] = []
        for each in (each for each in changes if each.is_change):
            key = self._key(what, each, keys)
            yield self._row(key, self._name(each), self._time(each), (each.before, each.after))
            keys.append(key)
        same = [each for each in changes if not each.is_change]
        if same:
            keys.append(f"{what}/same")
            minor = sum(self._signed(each.line) for each in same)
            yield self._amounts(keys[-1], label("row.same"), None, (minor, minor))
        whole = [self._whole(changes, name) for name in ("before", "after")]
        cells = (
            *(self.sums.lines(keys, key, minor) for key, minor in zip(("before", "after"), whole, strict=True)),
            Cell((whole[1] or 0) - (whole[0] or 0), self.sums.rounded("{after}-{before}")),
        )
        total = (Cell(label(f"row.changes.{what}.total")), EMPTY, *cells, EMPTY, EMPTY)
        yield Row(key=f"{what}/total", cells=total, kind=RowKind.SUBTOTAL)

    def _row(self, key: str, name: Words, time: Words | None, lines: tuple[budget.Line | None, ...]) -> Row:
        before, after = (None if line is None else self._signed(line) for line in lines)
        return self._amounts(key, name, time, (before, after))

    def _amounts(self, key: str, name: Words, time: Words | None, minor: tuple[int | None, int | None]) -> Row:
        rules = [naming.rule_of(self.dossier, self.view, version) for version in self.pair]
        before, after = (ruled(each, rule) for each, rule in zip(minor, rules, strict=True))
        change = Cell((minor[1] or 0) - (minor[0] or 0), self.sums.rounded("{after}-{before}"))
        return Row(key=key, cells=(Cell(name), Cell(time), before, after, change, EMPTY, EMPTY), level=1)

    def _whole(self, changes: Sequence[Change], name: str) -> int | None:
        return budget.sum_minor((line for each in changes if (line := getattr(each, name))), self.dossier.scheme)

    def _signed(self, line: budget.Line) -> int:
        return budget.signed_minor(line, self.dossier.scheme)

    def _name(self, each: Change) -> Words:
        named = getattr(each.line, "category", None)
        if named is not None:
            return naming.key(self.dossier, Dimension.CATEGORY, named)
        return naming.key(self.dossier, Dimension.SOURCE, each.line.source)

    def _time(self, each: Change) -> Words:
        when = naming.slot(self.dossier, budget.slot(each.line)) if budget.slot(each.line) != budget.WHOLE else None
        part = naming.part(self.dossier, each.line.part) if each.line.part else None
        whole: Words = when or label("note.whole")
        return whole if part is None else label("column.when_and_part", when=whole, part=part)

    def _key(self, what: str, each: Change, taken: Sequence[str]) -> str:
        line = each.line
        named = getattr(line, "category", None) or getattr(line, "source", "")
        key = "/".join(filter(None, (what, named, naming.slot_key(budget.slot(line)), line.part)))
        same = sum(other == key or other.startswith(f"{key}/line") for other in taken)
        return f"{key}/line{same + 1}" if same else key
