"""What the reports on a federation rest on, and what they share: heads, notes, names, signs."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.core.money import Currency
from ledger.core.natural import natural
from ledger.core.record import evolve
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import AccountsLeftOutError
from ledger.errors import NoAccountsError
from ledger.model.dossier import Dossier
from ledger.model.federation.consolidation import Consolidation
from ledger.model.federation.federation import Federation
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.table import CellValue
from ledger.rules.federation.convert import first_without_rate

if TYPE_CHECKING:
    from ledger.rules.federation.booked import ProjectBooked
    from ledger.rules.federation.booked import ReportingDay
    from ledger.rules.federation.project_figures import ProjectFigures
    from ledger.rules.federation.project_figures import ProjectForecast
    from ledger.rules.financing.cofinance import Cofinancing

NAMES_MAX = 12
"""Most projects that a note names; how many more there are is told."""


@frozen(kw_only=True)
class Treasury:
    """A federation and its projects, put together.

    Attributes:
        federation: The federation.
        names: Name of each party by id.
        found: Its whole.
        view: Which days.
        asked: Ids of the projects that somebody has chosen; empty for the federation's own choice.
        own: The whole with each project in its own scheme, where `found` is in the common one; else None.
        codes: By scheme, which category of the common one stands for a category; empty where `found` is not in it.
        converted: By id the currency of projects whose entries are in another one.
        left_out: Ids of the book's projects that are not in the whole, though nobody has chosen among them.
        unseen: Ids of the federation's projects that whoever asks may not see, though they belong to the whole.
        booked: How far each project is booked, by id; empty where nobody has asked.
        reporting_day: Up to which day that is asked; None where nobody has.
        read: Its projects as the book has them, none of them converted.
        figures: What each project comes to, where several reports are made of it; None where each reckons its own.
    """

    federation: Federation
    names: Mapping[str, str]
    found: Consolidation
    view: View
    asked: tuple[str, ...] = ()
    own: Consolidation | None = None
    codes: Mapping[str, Callable[[str], str]] = field(factory=dict, eq=False, repr=False)
    converted: Mapping[str, Currency] = field(factory=dict)
    left_out: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    booked: Mapping[str, ProjectBooked] = field(factory=dict)
    reporting_day: ReportingDay | None = None
    figures: ProjectFigures | None = field(default=None, eq=False, repr=False)
    read: tuple[Dossier, ...] = field(default=(), eq=False, repr=False)
    _parts: dict[str, Dossier] = field(factory=dict, init=False, eq=False, repr=False)

    @property
    def currency(self) -> Currency:
        """Of every amount."""
        return self.federation.currency

    @property
    def sign(self) -> int:
        """What turns a cost into the sign that the reader has chosen."""
        return -1 if self.view.costs_negative else 1

    @property
    def accounts(self) -> Dossier | None:
        """The federation's own accounts, if they are in the whole."""
        return self.part(self.federation.accounts or "")

    @property
    def knows_receipts(self) -> bool:
        """Whether what members have paid is known: its own accounts are in the whole, or its file tells it."""
        return self.accounts is not None or not self.federation.accounts

    def needed_accounts(self, name: str) -> Dossier:
        """Return the federation's own accounts, which a report is about.

        Raises:
            NoAccountsError: The federation names no project that holds them.
            AccountsLeftOutError: It does, and that project is not in the whole.
        """
        if self.accounts:
            return self.accounts
        if self.federation.accounts:
            raise AccountsLeftOutError(name=name, accounts=self.federation.accounts)
        raise NoAccountsError(name=name)

    def part(self, id_: str) -> Dossier | None:
        """Return a project of the whole, or None."""
        if not self._parts:
            self._parts.update((each.project.id, each) for each in self.found.parts)
        return self._parts.get(id_)

    def project_name(self, id_: str) -> str:
        """Return a project's name, or its id where nobody has asked for it."""
        found = self.part(id_) or next((each for each in self.found.apart if each.project.id == id_), None)
        return found.project.name if found else id_

    def party_name(self, id_: str) -> str:
        """Return a party's name."""
        return self.names.get(id_, id_)

    def earned(self) -> Mapping[str, Cofinancing]:
        """Return what each project's sources have planned, earned and paid, by project id."""
        from ledger.rules.federation.project_figures import earned_of  # noqa: PLC0415 - few reports ask for sources

        return self.figures.earned if self.figures else earned_of(self.found, evolve(self.view, by=()))

    def forecasts(self) -> Mapping[str, ProjectForecast]:
        """Return the forecast of each project with a budget, by project id."""
        from ledger.rules.federation.project_figures import forecasts_of  # noqa: PLC0415 - few reports look ahead

        if self.figures:
            return self.figures.forecasts
        return forecasts_of(self.own or self.found, evolve(self.view, by=()))

    def payers(self, forecasts: Mapping[str, ProjectForecast]) -> Mapping[str, Cofinancing]:
        """Return what each project's sources will have earned in money by its forecast, by project id."""
        from ledger.rules.federation.project_figures import payers_of  # noqa: PLC0415 - few reports look ahead

        if self.figures:
            return self.figures.payers
        return payers_of(self.own or self.found, evolve(self.view, by=()), forecasts)

    def about(self) -> tuple[tuple[Words, CellValue], ...]:
        """Return the lines above a report on the federation."""
        lines = (
            (label("about.federation"), self.federation.name),
            *heading.about(self.found.parts, self.view, alone=False),
        )
        return tuple(lines)

    def sealed(self, *ids: str) -> Iterator[tuple[Words, CellValue]]:
        """Yield the line that says on which seals figures rest, by which they can be proved later.

        Args:
            ids: Whose chains; those of all projects of the whole, unless given.
        """
        heads = [(each.project.id, each.head) for each in self.found.parts if not ids or each.project.id in ids]
        seals = [f"{id_} {head.seal[: heading.SEAL_SHOWN]}" for id_, head in heads if head.sequence]
        if seals:
            yield label("about.seals"), some_of(seals)

    def notes(self) -> Iterator[Words]:
        """Yield what a reader of any figure of the whole must know."""
        yield from heading.day_notes(self.view)
        if self.view.year and self.view.year > self.view.today.year:
            yield label("note.year_to_come", year=str(self.view.year))
        if self.view.costs_negative:
            yield label("note.costs_negative")
        if self.unseen:
            yield label("note.unseen", count=len(self.unseen), projects=some_of(self.unseen))
        if self.left_out:
            yield label("note.left_out_of_whole", count=len(self.left_out), projects=some_of(self.left_out))
        yield from self._without_rate()
        unmatched = sum(not pair.matches for pair in self.found.pairs)
        if unmatched or self.found.unpaired:
            yield label("note.unmatched", count=unmatched + len(self.found.unpaired))

    def _without_rate(self) -> Iterator[Words]:
        """Yield for each currency which projects are left out for want of a rate, and from which day one is wanted."""
        for code in dict.fromkeys(each.project.currency.code for each in self.found.apart):
            own = [each for each in self.found.apart if each.project.currency.code == code]
            days = [first_without_rate(each, self.federation, self.view) for each in own]
            projects = some_of([each.project.id for each in own])
            yield label(
                "note.no_rate",
                currency=code,
                projects=projects,
                day=min((day for day in days if day), default=self.view.day),
            )


def some_of(names: Sequence[str]) -> Words:
    """Return names one after the other, and of very many how many more there are."""
    shown = ", ".join(names[:NAMES_MAX])
    left = len(names) - NAMES_MAX
    return label("names.more", names=shown, count=left) if left > 0 else shown


def forecast_notes(treasury: Treasury) -> Iterator[Words]:
    """Yield what a reader of forecasts must know."""
    yield label("note.board_forecast")
    if treasury.converted:
        yield label("note.converted", projects=some_of(sorted(treasury.converted, key=natural)))


def deviation(budget: str, actual: str, sign: int) -> str:
    """Return the arithmetic of a deviation that is positive where it is better than the budget."""
    return f"{{{budget}}}-{{{actual}}}" if sign > 0 else f"{{{actual}}}-{{{budget}}}"
