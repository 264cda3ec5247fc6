"""Files that are evidence of entries, as facts say one after the other."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.model.corrections.attestation import Evidence
from ledger.model.document import from_json
from ledger.model.head import Fact


def standing(facts: Iterable[Fact]) -> dict[str, Evidence]:
    """Return what files show by the keys of their facts; a later fact takes the place of an earlier one.

    Args:
        facts: A project's facts on evidence, oldest first.
    """
    held = {fact.key: from_json(Evidence, fact.body) for fact in facts}
    return {key: each for key, each in held.items() if each.entries}
