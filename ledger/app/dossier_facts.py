"""A project's dossier put together from the facts of its chain and from what lies above projects."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from ledger import errors
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.document import from_json
from ledger.model.dossier import Dossier
from ledger.model.head import Head
from ledger.model.party import Party
from ledger.model.project import Registration
from ledger.model.scheme import Scheme
from ledger.model.totals import Total
from ledger.model.view import View
from ledger.rules import budget

if TYPE_CHECKING:
    from ledger.model.forecasts.comment import Comment
    from ledger.model.forecasts.commitment import Commitment
    from ledger.model.forecasts.forecast import Forecast
    from ledger.model.programme import Programme
    from ledger.model.terms import Terms

T = TypeVar("T")

Cut = tuple[tuple[Total, ...], tuple[Total, ...]]
"""Totals of some days, and of all before them."""

NO_CUT: Cut = ((), ())
"""Of a project that nothing is booked in, or whose totals nobody asks for."""

Bodies = dict[tuple[str, str], str]
"""The last body of each kind and key of a scope's facts."""


class Above:
    """What lies above projects; each fact is read once, however many projects refer to it."""

    def __init__(self, address: str, held: Bodies) -> None:
        self.address = address
        self._held = held
        self._read: dict[tuple[type, str], Any] = {}

    def fact(self, fact_type: type[T], key: str, project: str) -> T:
        """Return the fact of a type that a project refers to.

        Raises:
            LostFactError: The book does not have it.
        """
        found: T | None = self._read.get((fact_type, key))
        if found is None:
            place = (fact_type.__name__.lower(), key)
            if place not in self._held:
                raise errors.LostFactError(book=self.address, kind=place[0], project=project)
            found = self._read[fact_type, key] = from_json(fact_type, self._held[place])
        return found


def dossier_of(head: Head, own: Bodies, above: Above, cut: Cut, view: View) -> Dossier:
    """Return the dossier of a project whose chain ends, or is taken to end, with `head`, and whose facts are `own`."""
    try:
        return _put_together(head, own, above, cut, view)
    except errors.UnreadableFactError as error:
        raise errors.UnreadableProjectError(project=head.scope, **error.values) from error


def _put_together(head: Head, own: Bodies, above: Above, cut: Cut, view: View) -> Dossier:
    id_ = head.scope
    if ("project", "") not in own:
        raise errors.LostFactError(book=above.address, kind="project", project=id_)
    registration = from_json(Registration, own["project", ""])
    registered = registration.project
    held: dict[str, list[str]] = {}
    for (kind, _), body in own.items():
        held.setdefault(kind, []).append(body)
    # A corrected version stands where the wrong one stood.
    versions = tuple(from_json(BudgetVersion, body) for body in held.get("budget", ()))
    project = budget.project_under(registered, budget.in_force(versions, view.today))
    named = registered.party_ids.union(*(version.party_ids for version in versions))
    return Dossier(
        project=project,
        scheme=above.fact(Scheme, registration.scheme, id_),
        programme=_programme(registration, above),
        terms=_terms(own),
        parties=tuple(above.fact(Party, party, id_) for party in sorted(named)),
        versions=versions,
        totals=cut[0],
        before=cut[1],
        head=head,
        registered=None if project is registered else registered,
        commitments=tuple(_commitments(held.get("commitment", ()))),
        forecasts=tuple(_forecasts(held.get("forecast", ()))),
        comments=tuple(_comments(held.get("comment", ()))),
    )


def _programme(registration: Registration, above: Above) -> Programme | None:
    if registration.programme is None:
        return None
    from ledger.model.programme import Programme  # noqa: PLC0415 - many projects have none

    return above.fact(Programme, registration.programme, registration.project.id)


def _terms(own: Bodies) -> Terms | None:
    if ("terms", "") not in own:
        return None
    from ledger.model.terms import Terms  # noqa: PLC0415 - many projects have none

    found = from_json(Terms, own["terms", ""])
    return None if found == Terms() else found


def _commitments(held: Iterable[str]) -> Iterator[Commitment]:
    for body in held:
        from ledger.model.forecasts.commitment import Commitment  # noqa: PLC0415 - many projects have none

        yield from_json(Commitment, body)


def _forecasts(held: Iterable[str]) -> Iterator[Forecast]:
    for body in held:
        from ledger.model.forecasts.forecast import Forecast  # noqa: PLC0415 - many projects have none

        found = from_json(Forecast, body)
        if found.amount_minor is not None:
            yield found


def _comments(held: Iterable[str]) -> Iterator[Comment]:
    for body in held:
        from ledger.model.forecasts.comment import Comment  # noqa: PLC0415 - many projects have none

        found = from_json(Comment, body)
        if found.text:
            yield found
