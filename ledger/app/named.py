"""What people name on the command line, found among what a project has, and amounts in its currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.amounts import parse_amount
from ledger.core.words import folded
from ledger.errors import PlanAmountError
from ledger.errors import UnknownNameError
from ledger.importers.actuals.actuals import Target

if TYPE_CHECKING:
    from ledger.model.dossier import Dossier

_FIELDS = {"category": "categories", "source": "sources", "part": "parts", "phase": "phases"}


def find(dossier: Dossier, field: str, text: str) -> str:
    """Return the id of what a text names.

    Args:
        dossier: The project.
        field: ``category``, ``source``, ``part`` or ``phase``.
        text: Id or name, as an actuals file may have it.

    Raises:
        UnknownNameError: The project has nothing of that name, or several.
    """
    names = getattr(Target(project=dossier.project, scheme=dossier.scheme, parties=dossier.parties), _FIELDS[field])
    found = names.get(folded(text), ())
    if len(found) != 1:
        known = dict.fromkeys(found or (id_ for ids in names.values() for id_ in ids))
        raise UnknownNameError(project=dossier.project.id, field=field, name=text, known=", ".join(known) or "–")
    return str(found[0])


def exact_minor(dossier: Dossier, field: str, text: str, *, least: int = 1) -> int:
    """Return an amount, minor units.

    Args:
        dossier: The project, whose currency it is in.
        field: What it is for, for the refusal.
        text: As people write it.
        least: The smallest that will do, minor units.

    Raises:
        PlanAmountError: It is approximate, in another currency, or too small.
        AmountError: It is no amount.
    """
    currency = dossier.project.currency
    amount = parse_amount(text, assumed=currency)
    plain = not (amount.approximate or amount.vat_excluded or amount.note)
    if not plain or amount.currency not in (None, currency) or amount.minor < least:
        raise PlanAmountError(text=text, field=field, currency=currency.code)
    return amount.minor
