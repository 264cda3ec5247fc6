from __future__ import annotations

from datetime import date

from ledger.model.mapping import Mapping
from ledger.rules.mapping import mapped

MAPPING = Mapping(
    origin="a",
    target="b",
    source="made up",
    valid_from=date(2020, 1, 1),
    pairs=(("lon", "personal"), ("arvode", "personal"), ("resa", "resor")),
)


def test_a_code_stands_for_the_targets_code_or_for_none():
    assert mapped(MAPPING, "arvode") == "personal"
    assert mapped(MAPPING, "lokal") is None
    assert mapped(None, "lon") is None
