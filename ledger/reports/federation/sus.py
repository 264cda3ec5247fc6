"""The cost report of the national follow-up system SUS: means, measures, administration, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple

from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.federation.federation import MemberGroup
from ledger.model.view import Dimension
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.capital import capital
from ledger.rules.federation.funders import esf_and_others
from ledger.rules.federation.member_standing import MemberStanding
from ledger.rules.federation.member_standing import member_standings
from ledger.rules.federation.whole_figures import whole_figures

NAME = "sus"


class SusLine(NamedTuple):
    """A row of a part.

    Attributes:
        key: Its own, unique in its part.
        words: What it is called.
        budget: Minor units.
        actual: Minor units.
        within: What it is the sum of, told beneath it; empty where it stands for itself.
    """

    key: str
    words: Words
    budget: int
    actual: int
    within: tuple[SusLine, ...] = ()


def sus(treasury: Treasury) -> Table:
    """Return the cost report's four parts for a year, or for all years.

    Args:
        treasury: The federation and its projects.

    Raises:
        LedgerError: As `Treasury.needed_accounts`.

    Source:
        susam.se, page Kostnadsrapport: medelstillgångar (stat, kommuner, landsting, samordningsförbund, ESF-medel,
        övriga), insatskostnader, administrativa kostnader, sammanställning (found). That the last part is means less
        both costs is inferred. The layout is medfin's.
    """
    treasury.needed_accounts(NAME)
    currency = treasury.currency
    return Table(
        name=NAME,
        title=label("report.sus"),
        columns=(
            Column(key="name", words=label("sus.column.name"), wide=True),
            money_column("budget", currency),
            money_column("actual", currency),
        ),
        rows=tuple(_rows(treasury)),
        currency=currency,
        about=(*treasury.about(), *treasury.sealed()),
        notes=(*treasury.notes(), label("note.sus"), *_notes(treasury)),
    )


def _notes(treasury: Treasury) -> Iterator[Words]:
    if treasury.view.year is None:
        yield label("note.sus_year")


def _rows(treasury: Treasury) -> Iterator[Row]:
    parts: dict[str, Sequence[SusLine]] = {
        "means": tuple(_means(treasury)),
        "measures": tuple(_signed(line, treasury.sign) for line in _measures(treasury)),
        "administration": tuple(_signed(line, treasury.sign) for line in _administration(treasury)),
    }
    for name, lines in parts.items():
        yield from _part(Sums(treasury.currency), name, lines)
    yield from _summary(treasury, {name: _sum(lines) for name, lines in parts.items()})


def _part(sums: Sums, name: str, lines: Sequence[SusLine]) -> Iterator[Row]:
    yield Row(key=name, cells=(Cell(label(f"sus.{name}")), EMPTY, EMPTY), kind=RowKind.GROUP)
    keys = [f"{name}/{line.key}" for line in lines]
    rule = Ruled(label(f"rule.sus.{name}"))
    for key, line in zip(keys, lines, strict=True):
        inner = [f"{name}/{each.key}" for each in line.within]
        figures = {"budget": line.budget, "actual": line.actual}
        cells = (sums.lines(inner, *each) if inner else Cell(each[1], rule) for each in figures.items())
        yield Row(key=key, cells=(Cell(line.words), *cells), level=1)
        for at, each in zip(inner, line.within, strict=True):
            yield Row(key=at, cells=(Cell(each.words), Cell(each.budget, rule), Cell(each.actual, rule)), level=2)
    cells = (sums.apart(keys, column, minor) for column, minor in _sum(lines).items())
    yield Row(key=f"{name}/total", cells=(Cell(label(f"sus.{name}.total")), *cells), kind=RowKind.SUBTOTAL)


def _signed(line: SusLine, sign: int) -> SusLine:
    """Return a cost with the sign that the reader has chosen."""
    within = tuple(_signed(each, sign) for each in line.within)
    return line._replace(budget=sign * line.budget, actual=sign * line.actual, within=within)


def _summary(treasury: Treasury, totals: dict[str, dict[str, int]]) -> Iterator[Row]:
    """Yield the last part: means less administrative cost less cost of measures, whatever signs those have."""
    sums, sign = Sums(treasury.currency), treasury.sign
    yield Row(key="summary", cells=(Cell(label("sus.summary")), EMPTY, EMPTY), kind=RowKind.GROUP)
    for name in ("means", "administration", "measures"):
        found = (Cell(minor, Formula(f"{{{name}/total.{column}}}")) for column, minor in totals[name].items())
        yield Row(key=f"summary/{name}", cells=(Cell(label(f"sus.{name}")), *found), level=1)
    less = "-" if sign > 0 else "+"
    text = f"{{{{summary/means.{{0}}}}}}{less}{{{{summary/administration.{{0}}}}}}{less}{{{{summary/measures.{{0}}}}}}"
    left = {
        column: totals["means"][column] - sign * (totals["administration"][column] + totals["measures"][column])
        for column in ("budget", "actual")
    }
    cells = (Cell(minor, sums.rounded(text.format(column))) for column, minor in left.items())
    yield Row(key="total", cells=(Cell(label("sus.left")), *cells), kind=RowKind.TOTAL)


def _of_several(key: str, words: Words, within: Sequence[SusLine]) -> SusLine:
    """Return the sum of some, which are told beneath it where there are several."""
    return SusLine(key, words, **_sum(within), within=tuple(within) if len(within) > 1 else ())


def _sum(lines: Sequence[SusLine]) -> dict[str, int]:
    return {"budget": sum(line.budget for line in lines), "actual": sum(line.actual for line in lines)}


def _means(treasury: Treasury) -> Iterator[SusLine]:
    """Yield what there is to pay with: members by group, own capital, ESF and others."""
    federation, view = treasury.federation, evolve(treasury.view, by=())
    standings = [
        each
        for year in federation.years
        if view.year in (None, year.year)
        for each in member_standings(federation, year, treasury.accounts, view)
    ]
    for group in MemberGroup:
        own = [each for each in standings if each.share.member.group is group]
        yield _of_several(str(group), label(f"sus.means.{group}"), tuple(_members(treasury, own)))
    years = capital(federation, treasury.accounts, view) if treasury.accounts else ()
    opening = next((each.opening_minor for each in years if view.year in (None, each.year)), 0)
    yield SusLine("capital", label("sus.means.capital"), opening, opening)
    for key, (planned, earned) in esf_and_others(treasury.found, federation, treasury.earned()).items():
        yield SusLine(key, label(f"sus.means.{key}"), planned, earned)


def _members(treasury: Treasury, standings: Sequence[MemberStanding]) -> Iterator[SusLine]:
    """Yield what each of some members has decided and paid, in all years asked for together."""
    for member in dict.fromkeys(each.share.member for each in standings):
        own = [each for each in standings if each.share.member == member]
        decided, received = sum(each.share.amount_minor for each in own), sum(each.received_minor for each in own)
        yield SusLine(f"{member.group}/{member.id}", treasury.party_name(member.party), decided, received)


def _measures(treasury: Treasury) -> Iterator[SusLine]:
    """Yield the projects' cost by the two kinds of SUS, and what of the own accounts' measures goes to no project."""
    federation, view = treasury.federation, evolve(treasury.view, by=())
    found = [
        each
        for each in whole_figures(treasury.found, federation, view, Dimension.PROJECT)
        if each.key != federation.accounts
    ]
    esf = {each.id for each in federation.projects if each.is_esf}
    for kind, is_esf in (("measure", False), ("esf_measure", True)):
        own = [
            SusLine(each.key, treasury.project_name(each.key), each.whole_budget_minor, each.whole_minor)
            for each in found
            if (each.key in esf) is is_esf
        ]
        if own:
            yield SusLine(f"all_{kind}", label(f"sus.{kind}"), **_sum(own), within=tuple(own))
    for line in _own_areas(treasury):
        if line.key in _measure_areas(treasury):
            yield line._replace(key=f"own/{line.key}", words=label("sus.own_measures", name=line.words))


def _administration(treasury: Treasury) -> Iterator[SusLine]:
    return (line for line in _own_areas(treasury) if line.key not in _measure_areas(treasury))


def _measure_areas(treasury: Treasury) -> frozenset[str]:
    """Return the areas that projects stand in."""
    return frozenset(each.area for each in treasury.federation.projects if each.area)


def _own_areas(treasury: Treasury) -> Iterator[SusLine]:
    """Yield the areas of the own accounts, less what they pay to projects of the whole."""
    found, federation = treasury.found, treasury.federation
    at = next(at for at, each in enumerate(found.parts) if each.project.id == federation.accounts)
    own = evolve(found, parts=(found.parts[at],), eliminations=(found.eliminations[at],))
    names = {area.id: area.name for area in federation.areas}
    found_areas = whole_figures(own, federation, evolve(treasury.view, by=()), Dimension.AREA)
    for each in sorted(found_areas, key=lambda row: list(names).index(row.key) if row.key in names else len(names)):
        words: Words = names.get(each.key, "") or label("row.no_area")
        yield SusLine(each.key or "no_area", words, each.whole_budget_minor, each.whole_minor)
