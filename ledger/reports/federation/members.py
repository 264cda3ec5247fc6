"""What the members have decided to pay, what is due, what has come and what is late."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.money import Money
from ledger.core.money import known_sum
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.federation.federation import MemberYear
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.member_standing import MemberStanding
from ledger.rules.federation.member_standing import member_standings

NAME = "members"

Before = Mapping[str, tuple[int, int]]
"""By member id what it had decided and paid in the year before, minor units."""

_MONEY = ("decided", "lawful", "due", "received", "late", "left")


_BEFORE = ("decided_before", "received_before")
"""Columns of the year before."""


def members(treasury: Treasury, earlier: Treasury | None = None) -> Table:
    """Return a group a year, with a row for each member and their sum.

    Args:
        treasury: The federation and its projects; its view's year leaves out other years.
        earlier: The same, its own accounts at least, for the same days of the year before; None leaves that year's
            columns out.

    Raises:
        AccountsLeftOutError: What members have paid is not known, for the own accounts are not among the projects.
    """
    if not treasury.knows_receipts:
        treasury.needed_accounts(NAME)
    years = [each for each in treasury.federation.years if treasury.view.year in (None, each.year)]
    currency = treasury.currency
    return Table(
        name=NAME,
        title=label("report.members"),
        columns=(
            Column(key="name", words=label("column.member"), wide=True),
            percent_column("member_share"),
            *(money_column(key, currency, label(f"members.{key}")) for key in _MONEY),
            *_columns_before(earlier),
        ),
        rows=tuple(row for year in years for row in _year(treasury, year, _before(earlier) if earlier else None)),
        currency=currency,
        about=(*treasury.about(), *treasury.sealed(treasury.federation.accounts or "")),
        notes=tuple(_notes(treasury, years)),
    )


def _notes(treasury: Treasury, years: Sequence[MemberYear]) -> Iterator[Words]:
    yield label("note.law_shares")
    yield label("note.members_received" if treasury.accounts else "note.members_told")
    if not years:
        yield label("note.no_member_years")
    for year in years:
        if not any(each.day.year == year.year for each in treasury.federation.payments):
            yield label("note.no_payment_plan", year=str(year.year))
        yield from _planned_beyond(treasury, year)


def _planned_beyond(treasury: Treasury, year: MemberYear) -> Iterator[Words]:
    """Yield whose payment plan for a year says more than the member has decided: then one of the two is wrong."""
    for each in member_standings(treasury.federation, year, treasury.accounts, treasury.view):
        beyond = each.planned_minor - each.share.amount_minor
        if beyond > 0:
            yield label(
                "note.plan_beyond",
                member=treasury.party_name(each.share.member.party),
                year=str(year.year),
                planned=Money(each.planned_minor, treasury.currency),
                decided=Money(each.share.amount_minor, treasury.currency),
            )


def _columns_before(earlier: Treasury | None) -> Iterator[Column]:
    if earlier:
        year = str(earlier.view.year)
        yield from (money_column(key, earlier.currency, label(f"members.{key}", year=year)) for key in _BEFORE)


def _before(earlier: Treasury) -> Before:
    """Return what each member had decided and paid for the year before; nothing where nothing was decided."""
    federation = earlier.federation
    year = next((each for each in federation.years if each.year == earlier.view.year), None)
    standings = member_standings(federation, year, earlier.accounts, earlier.view) if year else ()
    return {each.share.member.id: (each.share.amount_minor, each.received_minor) for each in standings}


def _year(treasury: Treasury, year: MemberYear, before: Before | None) -> Iterator[Row]:
    key = str(year.year)
    shown = (*_MONEY, *(() if before is None else _BEFORE))
    words = (
        label("members.year.decided", year=key, day=year.decided) if year.decided else label("members.year", year=key)
    )
    yield Row(key=key, cells=(Cell(words), *(EMPTY,) * (len(shown) + 1)), kind=RowKind.GROUP)
    standings = member_standings(treasury.federation, year, treasury.accounts, treasury.view)
    whole = sum(each.share.amount_minor for each in standings)
    rows = [f"{key}/{each.share.member.id}" for each in standings]
    for row, each in zip(rows, standings, strict=True):
        cells = (*_line(treasury, each, whole, f"{key}/total"), *_cells_before(each, before))
        yield Row(key=row, cells=cells, level=1)
    sums = Sums(treasury.currency)
    figures = {
        "decided": whole,
        "lawful": known_sum(each.share.lawful_minor for each in standings),
        "due": known_sum(each.due_minor for each in standings),
        "received": sum(each.received_minor for each in standings),
        "late": sum(each.late_minor for each in standings),
        "left": sum(each.left_minor for each in standings),
    }
    for at, column in enumerate(shown[len(_MONEY) :]):
        figures[column] = sum(each[at] for each in before.values()) if before else None
    totals = (sums.lines(rows, column, minor) for column, minor in figures.items())
    yield Row(key=f"{key}/total", cells=(Cell(label("row.total")), EMPTY, *totals), kind=RowKind.SUBTOTAL)


def _cells_before(each: MemberStanding, before: Before | None) -> Iterator[Cell]:
    """Yield what the member had decided and paid in the same days of the year before."""
    if before is None:
        return
    held = before.get(each.share.member.id)
    for at, key in enumerate(_BEFORE):
        yield EMPTY if held is None else Cell(held[at], Ruled(label(f"rule.members_{key}")))


def _line(treasury: Treasury, each: MemberStanding, whole: int, total: str) -> tuple[Cell, ...]:
    share, sums = each.share, Sums(treasury.currency)
    rounding = label("rounding.largest_remainder") if share.exact and share.exact.denominator != 1 else None
    lawful = Ruled(label("rule.law_shares"), share.exact if rounding else None, rounding)
    return (
        Cell(treasury.party_name(share.member.party)),
        ratio(Fraction(share.amount_minor, whole) if whole else None, "decided", f"{total}.decided"),
        Cell(share.amount_minor, Ruled(label("rule.members_decided"))),
        EMPTY if share.lawful_minor is None else Cell(share.lawful_minor, lawful),
        EMPTY if each.due_minor is None else Cell(each.due_minor, Ruled(label("rule.payment_plan"))),
        Cell(each.received_minor, Ruled(label("rule.members_received"))),
        Cell(each.late_minor, sums.rounded("N({due})-MIN(N({due}),MAX(0,{received}))")),
        Cell(each.left_minor, sums.rounded("{decided}-{received}")),
    )
