"""Transfers between categories against the limit that the project sets."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.rules.checks.case import Case


def check_transfers(case: Case) -> Iterator[Finding]:
    """Yield what `told` says of the latest transfer, until a later version approves."""
    dossier = case.dossier
    if len(dossier.versions) < 2:  # noqa: PLR2004 - nothing has been moved yet
        return
    from ledger.rules.budgets.transfers import to_transfer  # noqa: PLC0415 - many projects have one version

    yield from told(dossier, to_transfer(dossier.versions, dossier.project.transfers))


def told(dossier: Dossier, versions: Sequence[BudgetVersion]) -> Iterator[Finding]:
    """Yield what is to be said of the transfers up to the latest of some versions.

    TRF-001 where the latest one passes the limit by itself, TRF-002 where small moves have added up past it, TRF-003
    where a version that is to move money changes the whole.

    Args:
        dossier: The project.
        versions: Its versions, oldest first, and perhaps one that is about to be added.
    """
    from ledger.rules.budgets.transfers import changes_whole  # noqa: PLC0415 - as above
    from ledger.rules.budgets.transfers import moved  # noqa: PLC0415

    if len(versions) > 1 and versions[-1].kind is BudgetKind.TRANSFER:
        change = changes_whole(versions[-2], versions[-1], dossier.scheme)
        if change:
            yield warning("TRF-003", _place(dossier, versions), change=_money(dossier, change))
    terms = dossier.project.transfers
    if terms is None:
        return
    approver: Words = dossier.party_name(terms.approver) if terms.approver else label("transfer.whoever")
    for each in moved(versions, dossier.scheme, terms):
        if each.passes:
            yield warning(
                "TRF-002" if each.adds_up else "TRF-001",
                _place(dossier, versions),
                what=_subject(dossier, each.category),
                moved=_money(dossier, each.moved_minor),
                limit=_money(dossier, round_fraction(each.limit, Rounding.DOWN)),
                since=each.since,
                approver=approver,
            )


def _subject(dossier: Dossier, code: str | None) -> Words:
    if code is None:
        return label("transfer.whole")
    category = dossier.scheme.category(code)
    return category.name if category else code


def _place(dossier: Dossier, versions: Sequence[BudgetVersion]) -> Place:
    return Place(project=dossier.project.id, key=f"budget.{len(versions)}")


def _money(dossier: Dossier, minor: int) -> Money:
    return Money(minor, dossier.project.currency)
