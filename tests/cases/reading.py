"""Cases as people write them, read into the program's own terms."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.core.amounts import parse_amount
from ledger.core.money import SEK
from ledger.core.rate import parse_rate
from ledger.core.rounding import Rounding
from ledger.model.simplified import Instalment
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.source import ShareBasis
from ledger.model.source import Source
from ledger.model.source import SourcePays
from tests.rules.dossiers import source

FOLDER = Path(__file__).parent


def cases(name: str) -> list[Any]:
    """Return the cases of a file, each under its sentence."""
    held = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in held["case"]]


def minor(text: str) -> int:
    """Return an amount in öre."""
    if text.startswith("-"):
        return -minor(text[1:])
    return parse_amount(text, assumed=SEK).minor


def read_source(id_: str, terms: dict[str, Any]) -> Source:
    """Return a source on the terms that a case gives it."""
    terms = dict(terms)
    read = {
        "share": parse_rate,
        "share_of": ShareBasis,
        "pays": SourcePays,
        "cap": minor,
        "categories": tuple,
        "parts": tuple,
    }
    role, form = terms.pop("role", "cofinancing"), terms.pop("form", "cash")
    given = {key: read[key](value) if key in read else value for key, value in terms.items()}
    if "cap" in given:
        given["cap_minor"] = given.pop("cap")
    if "share" in given:
        given.setdefault("share_of", ShareBasis.ELIGIBLE_COST)
    return source(id_, f"{id_}-part", role, form, **given)


def read_option(terms: dict[str, Any]) -> Option:
    """Return an option on the terms that a case gives it."""
    terms = dict(terms)
    parts = terms.pop("instalments", None)
    if "amount" in terms:
        parts = [{"amount": terms.pop("amount"), "achieved": terms.pop("achieved", None)}]
    read = {"kind": OptionKind, "rate": parse_rate, "base": tuple, "covers": tuple, "rounding": Rounding}
    given = {key: read[key](value) if key in read else value for key, value in terms.items()}
    instalments = tuple(
        Instalment(amount_minor=minor(part["amount"]), achieved=part.get("achieved")) for part in parts or ()
    )
    return Option(**given, instalments=instalments)
