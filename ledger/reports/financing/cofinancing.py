"""Who pays: what each source has planned, earned, paid and still owes, with money and in-kind contributions apart."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.entry_kind import EntryKind
from ledger.model.source import SourcePays
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import earned
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.cells import ruled
from ledger.reports.cells import without_column
from ledger.reports.entries import criteria
from ledger.reports.financing import source_terms
from ledger.reports.naming import rule_of
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import SumOf
from ledger.reports.table import Table
from ledger.rules import budget
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.cofinance import SourceShare
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.totals import RECEIVED_SIGNS

if TYPE_CHECKING:
    from ledger.model.claims.claim import Claim

NAME = "cofinancing"

_MONEY = ("planned", "cash", "in_kind", "earned", "claimed", "outstanding_before", "received", "outstanding")

_ORDER = (
    "planned",
    "planned_share",
    "cash",
    "in_kind",
    "earned",
    "earned_share",
    "claimed",
    "outstanding_before",
    "received",
    "outstanding",
)


def cofinancing(dossiers: Sequence[Dossier], view: View, *, among: bool = False) -> Table:
    """Return who pays for one project or several: a row for each source, by role.

    What has been claimed stands beside what has been earned where any project has claims; a claim counts on the day
    that it was submitted. Of several projects each one's sources stand under its name. Projects in other currencies
    than the first one are left out of the table and named in a note.

    Args:
        dossiers: The projects, with their claims; at least one.
        view: Which days.
        among: Whether the table of entries beside it holds other projects too, so that each must be named there.
    """
    currency = dossiers[0].project.currency
    together = tuple(each for each in dossiers if each.project.currency == currency)
    grids = tuple(
        _Grid(
            dossier=dossier,
            view=view,
            found=cofinance(dossier, view),
            claimed=_claimed(dossier, view),
            prefix=f"{dossier.project.id}/" if among or len(dossiers) > 1 else "",
        )
        for dossier in together
    )
    table = Table(
        name=NAME,
        title=label("report.cofinancing"),
        columns=(
            Column(key="name", words=label("column.source"), wide=True),
            money_column("planned", currency),
            percent_column("planned_share"),
            *(money_column(key, currency) for key in ("cash", "in_kind", "earned")),
            percent_column("earned_share"),
            *(money_column(key, currency) for key in ("claimed", "outstanding_before", "received", "outstanding")),
        ),
        rows=tuple(_rows(grids)),
        currency=currency,
        about=heading.about(dossiers, view),
        notes=(
            *(note for grid in grids for note in grid.notes(alone=len(dossiers) == 1)),
            label("note.earned"),
            *((label("note.claimed"),) if _have_claims(together) else ()),
            *heading.day_notes(view),
            *heading.left_out(dossiers, currency),
        ),
    )
    table = table if _have_claims(together) else without_column(table, "claimed")
    return table if view.bounds[0] else without_column(table, "outstanding_before")


def _have_claims(dossiers: Sequence[Dossier]) -> bool:
    return any(claim.counts for dossier in dossiers for claim in dossier.claims)


def _claimed(dossier: Dossier, view: View) -> Mapping[str, int]:
    """Return what a project's claims hold by source, minor units."""
    if not dossier.claims:
        return {}
    from ledger.rules.claims.claim import claimed_minor  # noqa: PLC0415 - few projects have claims yet

    return claimed_minor(claim for claim in dossier.claims if _is_of(claim, view))


def _is_of(claim: Claim, view: View) -> bool:
    """Whether a claim was submitted on the view's days."""
    first, last = view.bounds
    return (first or claim.dated) <= claim.dated <= (last or claim.dated)


def _rows(grids: Sequence[_Grid]) -> Iterator[Row]:
    """Yield each project's rows, under its name if there are several, and then the sum of all."""
    for grid in grids:
        if grid.prefix:
            project = grid.dossier.project
            yield _row(project.id, project.name, {}, RowKind.GROUP)
        yield from grid.rows()
    if grids[0].prefix:
        figures = _sum([grid.figures(share) for grid in grids for share in grid.found.shares])
        cells = _cells(grids[0].sums, [f"{grid.prefix}total" for grid in grids], figures, apart=True)
        yield _row("total", label("row.total_all"), cells, RowKind.TOTAL)


@frozen(kw_only=True)
class _Grid:
    """The rows of one project.

    Attributes:
        dossier: The project.
        view: Which days.
        found: What stands for its sources.
        claimed: What its claims hold by source, minor units.
        prefix: What its rows' keys begin with; empty where it is the only project.
    """

    dossier: Dossier
    view: View
    found: Cofinancing
    claimed: Mapping[str, int]
    prefix: str

    @property
    def sums(self) -> Sums:
        """Formulas for its money."""
        return Sums(self.dossier.project.currency)

    def figures(self, share: SourceShare) -> dict[str, int | None]:
        """Return what stands for a source, minor units."""
        own = {key: getattr(share, f"{key}_minor") for key in _MONEY if key != "claimed"}
        return {**own, "claimed": self.claimed.get(share.id, 0)}

    def rows(self) -> Iterator[Row]:
        """Yield a group for each role and their sum."""
        shares = {share.id: share for share in self.found.shares}
        groups = [(key, [shares[id_] for id_ in ids]) for key, ids in naming.by_role(self.dossier, shares)]
        for key, members in groups:
            yield from self._group(key, members)
        figures = _sum([self.figures(share) for share in self.found.shares])
        cells = _cells(self.sums, [f"{self.prefix}{key}/total" for key, _ in groups], figures, apart=True)
        row = _row(f"{self.prefix}total", label("row.total"), self._parts(cells), RowKind.TOTAL)
        yield self._one_of_several(row) if self.prefix else row

    def _one_of_several(self, row: Row) -> Row:
        """Return the project's sum as it stands among others, with its name."""
        words = label("row.sum_of", name=self.dossier.project.name)
        return evolve(row, cells=(Cell(words), *row.cells[1:]), kind=RowKind.SUBTOTAL)

    def notes(self, *, alone: bool) -> Iterator[Words]:
        """Yield what a reader must know of the plan: all of it for one project, unknown amounts for several."""
        if alone:
            yield from heading.notes(self.dossier, self.view, "support")
        for share in self.found.unknown:
            if share.source and share.source.share is None and share.source.pays is not SourcePays.REST:
                yield label("note.unknown", source=naming.source(self.dossier, share.id))
        yield from source_terms.terms(self.dossier, self.found, self.view)
        version = budget.in_force(self.dossier.versions, self.view.today)
        undated = budget.undated(version.financing, self.view.year) if version else ()
        if undated:
            amount = Money(sum(line.amount_minor for line in undated), self.dossier.project.currency)
            yield from heading.undated_note(self.view, amount)

    def _group(self, key: str, members: Sequence[SourceShare]) -> Iterator[Row]:
        """Yield a role's heading, its sources and their sum."""
        top = f"{self.prefix}{key}"
        level = 1 if self.prefix else 0
        yield Row(
            key=top, cells=(Cell(label(f"roles.{key}")), *(EMPTY,) * len(_ORDER)), kind=RowKind.GROUP, level=level
        )
        rows = []
        for share in members:
            rows.append(f"{top}/{naming.row_key(Dimension.SOURCE, share.id)}")
            words = naming.key(self.dossier, Dimension.SOURCE, share.id)
            line = _row(rows[-1], words, self._parts(self._line(share)), RowKind.LINE)
            yield evolve(line, level=level + 1)
        cells = _cells(self.sums, rows, _sum([self.figures(share) for share in members]), apart=False)
        total = _row(f"{top}/total", label(f"roles.{key}.total"), self._parts(cells), RowKind.SUBTOTAL)
        yield evolve(total, level=level)

    def _line(self, share: SourceShare) -> dict[str, Cell]:
        """Return the money of one source."""
        keys = {Dimension.SOURCE: share.id}
        own = criteria.group(self.dossier, self.view, keys, alone=not self.prefix)
        before = "{outstanding_before}+" if self.view.bounds[0] else ""
        return {
            "planned": ruled(share.planned_minor, rule_of(self.dossier, self.view)),
            "cash": earned(share.cash_minor, share.exact),
            "in_kind": self._in_kind(share, criteria.sum_of({EntryKind.IN_KIND: 1}, own)),
            "earned": Cell(share.earned_minor, self.sums.rounded("{cash}+{in_kind}")),
            "claimed": ruled(self.claimed.get(share.id, 0), label("rule.claimed")),
            "received": Cell(share.received_minor, criteria.sum_of(RECEIVED_SIGNS, own)),
            "outstanding_before": ruled(share.outstanding_before_minor, label("rule.earned")),
            "outstanding": Cell(share.outstanding_minor, self.sums.rounded(f"{before}{{cash}}-{{received}}")),
        }

    def _in_kind(self, share: SourceShare, entries: SumOf) -> Cell:
        """Return what a source has given in kind; where a cap leaves some of it to nobody, as a rule's result."""
        caps = any(each.beyond_minor for each in self.found.shares)
        return ruled(share.in_kind_minor, label("rule.capped")) if caps else Cell(share.in_kind_minor, entries)

    def _parts(self, cells: dict[str, Cell]) -> dict[str, Cell]:
        """Return the money with its parts of the planned financing and of the eligible cost."""
        parts = {"planned": self.found.planned_part, "earned": self.found.earned_part}
        shares = {}
        for key, part in parts.items():
            value = cells[key].value
            whole = part(value if isinstance(value, int) else None)
            shares[f"{key}_share"] = ratio(whole, key, f"{self.prefix}total.{key}")
        return {**cells, **shares}


def _sum(found: Sequence[dict[str, int | None]]) -> dict[str, int | None]:
    """Return the sums of figures; None for a plan of which nothing is known."""
    known = {key: [minor for each in found if (minor := each[key]) is not None] for key in _MONEY}
    return {key: sum(minors) if minors or key != "planned" else None for key, minors in known.items()}


def _cells(sums: Sums, rows: Sequence[str], figures: dict[str, int | None], *, apart: bool) -> dict[str, Cell]:
    """Return the cells of a row that sums others."""
    add = sums.apart if apart else sums.lines
    return {key: add(rows, key, minor) for key, minor in figures.items()}


def _row(key: str, words: Words, cells: dict[str, Cell], kind: RowKind) -> Row:
    """Return a row of the report's columns."""
    return Row(key=key, cells=(Cell(words), *(cells.get(each, EMPTY) for each in _ORDER)), kind=kind)
