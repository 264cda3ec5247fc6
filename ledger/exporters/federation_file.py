"""Federation files written so that reading them gives the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.exporters.parties import written_parties
from ledger.exporters.toml_text import write_block
from ledger.exporters.toml_text import write_table
from ledger.exporters.written import written_amount
from ledger.exporters.written import written_quantity
from ledger.exporters.written import written_share

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.core.money import Currency
    from ledger.exporters.toml_text import Inline
    from ledger.model.federation.federation import Federation
    from ledger.model.federation.federation import MemberYear
    from ledger.model.federation.federation import TrafficLights
    from ledger.model.party import Party


def write_federation_file(federation: Federation, parties: Sequence[Party]) -> str:
    """Return a federation file's text.

    Args:
        federation: What it shall hold.
        parties: The bodies that it names; they are referred to by id.
    """
    return "\n".join(block for block in _blocks(federation, parties) if block)


def _blocks(federation: Federation, parties: Sequence[Party]) -> Iterator[str]:
    yield write_block("[federation]", _head(federation))
    yield from written_parties(parties)
    yield from _members(federation)
    yield from _capital(federation)
    yield from _whole(federation)
    yield write_table("[lights]", _lights(federation.lights))
    for rate in federation.rates:
        terms: dict[str, Inline | None] = {"currency": rate.currency.code, "start": rate.start}
        yield write_block("[[rate]]", {**terms, "rate": written_quantity(rate.rate), "source": rate.source})
    for each_map in federation.maps:
        yield write_table(f"[mapping.{each_map.scheme}]", dict(each_map.pairs))


def _members(federation: Federation) -> Iterator[str]:
    """Yield who the members are, what they have decided, and what they pay."""
    for member in federation.members:
        yield write_block("[[member]]", {"id": member.id, "party": member.party, "group": member.group.value})
    for year in federation.years:
        yield write_block("[[year]]", _year(year, federation.currency))
    for key, payments in (("payment", federation.payments), ("received", federation.received)):
        for each in payments:
            amount = written_amount(each.amount_minor, federation.currency)
            yield write_block(f"[[{key}]]", {"member": each.member, "day": each.day, "amount": amount})


def _capital(federation: Federation) -> Iterator[str]:
    """Yield own capital at the beginning of years, and how much of it is recommended."""
    opening = {str(year): written_amount(minor, federation.currency) for year, minor in federation.opening_capital}
    yield write_table("[opening_capital]", opening)
    for step in federation.capital_steps:
        amount = written_amount(step.above_minor, federation.currency)
        yield write_block("[[capital_step]]", {"above": amount, "share": written_share(step.share)})


def _whole(federation: Federation) -> Iterator[str]:
    """Yield what the whole is made of: areas, projects and what they pay each other."""
    for area in federation.areas:
        yield write_block("[[area]]", {"id": area.id, "name": area.name, "categories": area.categories})
    for project in federation.projects:
        values: dict[str, Inline | None] = {
            "id": project.id,
            "involvement": project.involvement.value,
            "area": project.area,
            "esf": project.is_esf or None,
            "year_key": project.year_key.value if project.year_key else None,
        }
        yield write_block("[[project]]", values)
    for internal in federation.internals:
        selectors = {"category": internal.category, "part": internal.part, "phase": internal.phase}
        named = {"payer": internal.payer, "payee": internal.payee, "source": internal.source}
        yield write_block("[[internal]]", {**named, **selectors})


def _head(federation: Federation) -> dict[str, Inline | None]:
    return {
        "name": federation.name,
        "party": federation.party,
        "currency": federation.currency.code,
        "accounts": federation.accounts,
        "scheme": federation.scheme,
        "pairing": federation.pairing.value,
        "plan_years": tuple(map(str, federation.plan_years)),
        "cutoffs": federation.cutoffs,
        "note": federation.note,
    }


def _year(year: MemberYear, currency: Currency) -> dict[str, Inline | None]:
    weights = {"region_key": year.region_key, "municipal_key": year.municipal_key}
    amounts = {"municipal_amounts": year.municipal_amounts, "amounts": year.amounts}
    values: dict[str, Inline | None] = {
        "year": year.year,
        "decided": year.decided,
        "contributions": written_amount(year.total_minor, currency),
    }
    for name, key in weights.items():
        values[name] = {member: written_quantity(weight) for member, weight in key} or None
    for name, found in amounts.items():
        values[name] = {member: written_amount(minor, currency) for member, minor in found} or None
    return values


def _lights(lights: TrafficLights) -> dict[str, Inline]:
    names = ("used_yellow", "used_red", "pace_yellow", "pace_red")
    return {name: written_share(share) for name in names if (share := getattr(lights, name)) is not None}
