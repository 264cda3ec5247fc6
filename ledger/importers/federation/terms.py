"""The tables of a federation file that only its user can fill in: capital, thresholds, rates, mappings."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.money import currency
from ledger.core.rate import parse_rate
from ledger.errors import ExchangeRateError
from ledger.importers.federation.members import exact_amount
from ledger.model.federation.federation import CapitalStep
from ledger.model.federation.federation import CategoryMap
from ledger.model.federation.federation import FederationRate
from ledger.model.federation.federation import TrafficLights

if TYPE_CHECKING:
    from ledger.core.money import Currency
    from ledger.core.section import Section
    from ledger.importers.federation.whole import Known
    from ledger.importers.projects.names import Names

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_RATE = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,12})?")


def read_opening(root: Section, names: Names) -> tuple[tuple[int, int], ...]:
    """Read ``[opening_capital]``: year = amount, below zero where more was spent than there was."""
    section = root.table("opening_capital")
    found = []
    for key in section.keys() if section else ():
        amount = exact_amount(section, key, names, signed=True) if section else None
        if section and not _YEAR.fullmatch(key):
            section.report("FED-005", key, value=key)
        elif amount is not None:
            found.append((int(key), amount.minor))
    return tuple(sorted(found))


def read_capital_steps(root: Section, names: Names) -> tuple[CapitalStep, ...]:
    """Read the ``[[capital_step]]`` tables, lowest first."""
    found: list[CapitalStep] = []
    for section in root.tables("capital_step"):
        amount = exact_amount(section, "above", names, needed=True)
        share = section.parsed("share", parse_rate, needed=True)
        section.close()
        if amount and share is not None:
            if any(step.above_minor == amount.minor for step in found):
                section.report("TOML-011", "above", value=section.text("above"))
            found.append(CapitalStep(above_minor=amount.minor, share=share))
    return tuple(sorted(found, key=lambda step: step.above_minor))


def read_lights(root: Section) -> TrafficLights:
    """Read ``[lights]``; red must not show before yellow."""
    section = root.table("lights")
    if section is None:
        return TrafficLights()
    found = {
        f"{kind}_{colour}": section.parsed(f"{kind}_{colour}", parse_rate)
        for kind in ("used", "pace")
        for colour in ("yellow", "red")
    }
    for kind in ("used", "pace"):
        yellow, red = found[f"{kind}_yellow"], found[f"{kind}_red"]
        if yellow is not None and red is not None and red < yellow:
            section.report("FED-021", f"{kind}_red", yellow=yellow, red=red)
    section.close()
    return TrafficLights(**found)


def read_rates(root: Section, own: Currency) -> tuple[FederationRate, ...]:
    """Read the ``[[rate]]`` tables, oldest first."""
    found: list[FederationRate] = []
    for section in root.tables("rate"):
        other = section.parsed("currency", currency)
        start = section.day("start", needed=True)
        rate = section.parsed("rate", _rate, needed=True)
        source = section.text("source")
        section.close()
        if other == own:
            section.report("FED-022", "currency", value=own.code)
        elif other and start and rate:
            if any((each.currency, each.start) == (other, start) for each in found):
                section.report("FED-023", "start", currency=other.code, day=start)
            found.append(FederationRate(currency=other, start=start, rate=rate, source=source))
    return tuple(sorted(found, key=lambda each: (each.currency.code, each.start)))


def _rate(text: str) -> Fraction:
    plain = text.replace(" ", "")
    if not _RATE.fullmatch(plain) or not Fraction(plain.replace(",", ".")):
        raise ExchangeRateError(text=text)
    return Fraction(plain.replace(",", "."))


def read_maps(root: Section, known: Known) -> tuple[CategoryMap, ...]:
    """Read ``[mapping.SCHEME]``: category = category of the common scheme."""
    section = root.table("mapping")
    found = []
    for scheme in section.keys() if section else ():
        inner = section.table(scheme) if section else None
        if inner:
            codes = inner.keys()
            pairs = tuple((code, target) for code in codes if (target := inner.text(code)))
            found.extend([CategoryMap(scheme=scheme, pairs=pairs)] if pairs else [])
    schemes = {scheme.id for _, scheme in known.projects.values()}
    for each in found:
        if section and each.scheme not in schemes:
            section.report_unknown("FED-003", each.scheme, each.scheme, tuple(sorted(schemes)))
    return tuple(found)
