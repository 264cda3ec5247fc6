"""Aid under a block exemption in a project file: what the decision gives to an undertaking, and how much it allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.importers.fields import take_share
from ledger.model.terms import BlockExemption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.section import Section
    from ledger.importers.projects.names import Names


def read_block_exemptions(root: Section, names: Names) -> Iterator[BlockExemption]:
    """Yield the aid in the tables ``[[block_exemption]]``, amounts in the project's currency.

    Args:
        root: The file's outermost table.
        names: What amounts are in.
    """
    for section in root.tables("block_exemption"):
        undertaking, article = (section.text(key, needed=True) for key in ("undertaking", "article"))
        orgnr, grantor = section.text("orgnr"), section.text("grantor")
        granted = section.day("granted", needed=True)
        eligible, amount = (names.amount(section, key, needed=True) for key in ("eligible", "amount"))
        intensity = take_share(section, "intensity", needed=True)
        threshold = names.amount(section, "threshold")
        section.close()
        if undertaking and article and granted and eligible and amount and intensity is not None:
            yield BlockExemption(
                undertaking=undertaking,
                orgnr=orgnr,
                article=article,
                granted=granted,
                eligible_minor=eligible.minor,
                amount_minor=amount.minor,
                intensity=intensity,
                threshold_minor=threshold.minor if threshold else None,
                grantor=grantor,
            )
