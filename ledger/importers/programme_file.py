"""Programme files: a funder's programme, its areas and the co-financing that they require."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from ledger.core.amounts import parse_amount
from ledger.core.money import currency
from ledger.core.toml_file import read_whole
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.fields import take_name
from ledger.importers.fields import take_share
from ledger.importers.projects.payment_terms import take_payment_terms
from ledger.model.knowledge import Knowledge
from ledger.model.programme import AccountingYears
from ledger.model.programme import AidCeiling
from ledger.model.programme import AidYears
from ledger.model.programme import Area
from ledger.model.programme import Programme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.finding import Finding
    from ledger.core.section import Section


def read_programme_file(text: str, file: str) -> tuple[Programme | None, tuple[Finding, ...]]:
    """Read a programme file.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The programme, or None where a finding stops; and every problem found.
    """
    return read_whole(text, file, _programme)


def _programme(section: Section) -> Programme | None:
    head = section.table("programme", needed=True)
    areas = tuple(_areas(section))
    ceiling = _de_minimis(section)
    payment = take_payment_terms(section)
    years = _accounting_years(section)
    if head is None:
        return None
    programme = Programme(
        id=take_id(head),
        name=take_name(head),
        source=head.text("source", needed=True) or "",
        valid_from=head.day("valid_from", needed=True) or date.min,
        schemes=head.texts("schemes"),
        areas=areas,
        in_kind_from_others=head.flag("in_kind_from_others"),
        de_minimis=ceiling,
        payment=payment,
        accounting_years=years,
    )
    head.close()
    return programme


def _accounting_years(root: Section) -> AccountingYears | None:
    section = root.table("accounting_years")
    if section is None:
        return None
    first_to, source = section.day("first_to", needed=True), section.text("source", needed=True)
    knowledge = section.choice("knowledge", Knowledge, needed=True)
    section.close()
    if not (first_to and knowledge and source):
        return None
    return AccountingYears(first_to=first_to, knowledge=knowledge, source=source)


def _de_minimis(root: Section) -> AidCeiling | None:
    section = root.table("de_minimis")
    if section is None:
        return None
    amount = section.parsed("ceiling", partial(parse_amount, assumed=currency("EUR")), needed=True)
    years = section.whole("years")
    if years is None:
        section.report("TOML-005", None, name="years")
    by, knowledge = section.choice("by", AidYears, needed=True), section.choice("knowledge", Knowledge, needed=True)
    source = section.text("source", needed=True)
    section.close()
    if not (amount and years and by and knowledge and source):
        return None
    return AidCeiling(amount_minor=amount.minor, years=years, by=by, knowledge=knowledge, source=source)


def _areas(section: Section) -> Iterator[Area]:
    check = only_once("code")
    for inner in section.tables("area"):
        area = Area(
            code=inner.text("code", needed=True) or "",
            name=take_name(inner),
            required_cofinancing=take_share(inner, "required_cofinancing"),
            source=inner.text("source", needed=True),
        )
        check(inner, area.code)
        inner.close()
        yield area
