"""What share others than the funder must pay, and so how much of the cost support may be at most."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.record import frozen

if TYPE_CHECKING:
    from ledger.model.dossier import Dossier


@frozen(kw_only=True)
class Required:
    """The share of the total eligible cost that others than the funder must pay.

    Attributes:
        share: The share.
        of_call: Whether the project's own call says so; else the programme's area does.
    """

    share: Fraction
    of_call: bool


def required(dossier: Dossier) -> Required | None:
    """Return the required share, the call's before the programme's; None if neither says."""
    project, programme = dossier.project, dossier.programme
    if project.required_cofinancing is not None:
        return Required(share=project.required_cofinancing, of_call=True)
    area = programme.area(project.area) if programme else None
    if area is None or area.required_cofinancing is None:
        return None
    return Required(share=area.required_cofinancing, of_call=False)


def highest_support(dossier: Dossier) -> Fraction | None:
    """Return the highest part of the total eligible cost that support may be; None where no share is required."""
    found = required(dossier)
    return None if found is None else 1 - found.share
