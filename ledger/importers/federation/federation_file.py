"""Federation files: members and what they pay, budget areas, projects, and what consolidated projects pay each other.

The format stands in ``docs/federation.md``. All problems are reported at once; where one stops, there is no federation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.core.finding import in_order
from ledger.core.money import SEK
from ledger.core.money import currency
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.toml_file import read_toml
from ledger.importers.federation.members import read_members
from ledger.importers.federation.members import read_payments
from ledger.importers.federation.members import read_years
from ledger.importers.federation.terms import read_capital_steps
from ledger.importers.federation.terms import read_lights
from ledger.importers.federation.terms import read_maps
from ledger.importers.federation.terms import read_opening
from ledger.importers.federation.terms import read_rates
from ledger.importers.federation.whole import read_areas
from ledger.importers.federation.whole import read_internals
from ledger.importers.federation.whole import read_projects
from ledger.importers.parties import Parties
from ledger.importers.projects.names import Names
from ledger.model.federation.federation import Federation
from ledger.model.federation.federation import PairingPeriod

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.core.section import Section
    from ledger.importers.federation.whole import Known
    from ledger.model.party import Party

_CUTOFF = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


@frozen(kw_only=True)
class FederationFile:
    """What a federation file holds.

    Attributes:
        federation: The federation.
        parties: The bodies that it names.
    """

    federation: Federation
    parties: tuple[Party, ...]


def read_federation_file(text: str, file: str, known: Known) -> tuple[FederationFile | None, tuple[Finding, ...]]:
    """Read a federation file.

    Args:
        text: The whole file.
        file: Its name for people.
        known: The projects that it may name, and the schemes.

    Returns:
        What it holds, or None where a finding stops; and every problem found, in the order of the file.
    """
    root, findings = read_toml(text, file)
    held = None if root is None else _file(root, known)
    findings.sort(key=lambda finding: finding.place.line or 0)
    return (None if any(finding.stops for finding in findings) else held), in_order(findings)


def _file(root: Section, known: Known) -> FederationFile | None:
    head = root.table("federation", needed=True)
    if head is None:
        return None
    parties = Parties(root)
    federation = _head(head, parties, known)
    names = Names(parties=parties, currency=federation.currency)
    accounts = head.text("accounts")
    head.close()
    members = read_members(root, parties)
    areas = read_areas(root, known, accounts)
    received = read_payments(root, "received", names, members)
    if received and federation.accounts:
        root.report("FED-007", "received.1", project=federation.accounts)
    federation = evolve(
        federation,
        members=members,
        years=read_years(root, names, members),
        payments=read_payments(root, "payment", names, members),
        received=received,
        opening_capital=read_opening(root, names),
        capital_steps=read_capital_steps(root, names),
        areas=areas,
        projects=read_projects(root, known, areas),
        internals=read_internals(root, known),
        lights=read_lights(root),
        rates=read_rates(root, federation.currency),
        maps=read_maps(root, known),
    )
    root.close()
    return FederationFile(federation=federation, parties=parties.all)


def _head(head: Section, parties: Parties, known: Known) -> Federation:
    name = head.text("name", needed=True) or ""
    party = parties.refer(head, "party" if "party" in head else "name")
    scheme = head.member("scheme", known.schemes, "FED-003")
    return Federation(
        name=name,
        party=party or "",
        currency=head.parsed("currency", currency) or SEK,
        accounts=head.member("accounts", tuple(known.projects), "FED-002"),
        scheme=scheme,
        pairing=head.choice("pairing", PairingPeriod) or PairingPeriod.YEAR,
        plan_years=_plan_years(head),
        cutoffs=_cutoffs(head),
        note=head.text("note"),
    )


def _cutoffs(head: Section) -> tuple[str, ...]:
    found = head.texts("cutoffs")
    for text in found:
        if not _CUTOFF.fullmatch(text):
            head.report("FED-004", "cutoffs", value=text)
    return tuple(sorted(found))


def _plan_years(head: Section) -> tuple[int, ...]:
    found = head.texts("plan_years")
    for text in found:
        if not re.fullmatch(r"(?:19|20)[0-9]{2}", text):
            head.report("FED-005", "plan_years", value=text)
            return ()
    return tuple(sorted(map(int, found)))
