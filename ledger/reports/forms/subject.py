"""What a form is filled with: a project, the budget version and the days that it shows, and the project's entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ledger.core.finding import Place
from ledger.core.money import Money
from ledger.core.period import DAY
from ledger.core.period import calendar_year
from ledger.core.record import evolve
from ledger.core.words import label
from ledger.errors import FormYearError
from ledger.model.forms.grid import Span
from ledger.model.totals import Basis
from ledger.reports.forms.chosen import EVER
from ledger.rules import budget as rules
from ledger.rules import totals
from ledger.rules.federation.whole_figures import whole_figures

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from fractions import Fraction

    from ledger.core.words import Words
    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.budgets.budget import CostLine
    from ledger.model.claims.claim import Claim
    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.totals import Total
    from ledger.model.view import Dimension
    from ledger.model.view import View
    from ledger.reports.federation.treasury import Treasury
    from ledger.reports.forms.chosen import Days
    from ledger.rules.federation.whole_figures import WholeFigures


@attrs.frozen(eq=False)
class Subject:
    """What a form is filled with.

    Attributes:
        dossier: The project.
        version: The budget version that is shown, one of the dossier's.
        view: Which year or days the form is about; with a year, only what is budgeted for that year.
        basis: By which of an entry's days actual figures go.
        rows: The project's entries, of all days.
        form: The form's id.
        claim: The claim that it is about, if it is about one.
        whole: Puts the federation's projects together for a view; None where the form does not ask for it.
    """

    dossier: Dossier
    version: BudgetVersion
    view: View
    basis: Basis = Basis.BOOKED
    rows: tuple[EntryRow, ...] = ()
    form: str = ""
    claim: Claim | None = None
    whole: Callable[[View], Treasury] | None = None
    _counted: dict[Days, tuple[Total, ...]] = attrs.field(factory=dict, init=False)
    _wholes: dict[View, Treasury] = attrs.field(factory=dict, init=False)
    _guide: dict[str, tuple[int, Fraction]] = attrs.field(factory=dict, init=False)

    @property
    def number(self) -> int:
        """The version's number, from 1."""
        return rules.number(self.dossier.versions, self.version)

    @property
    def version_words(self) -> Words:
        """The version's number, state, day and reason."""
        return self.words_of(self.version)

    @property
    def lines(self) -> tuple[CostLine, ...]:
        """The version's lines of cost that are asked for."""
        return tuple(line for line in self.version.cost if self.view.year in (None, line.year))

    @property
    def period(self) -> Days:
        """The form's days, which are its claim's where it is about one; open where it is about the whole project."""
        if self.claim is not None:
            return self.claim.terms.start, self.claim.terms.end
        return self.view.bounds

    def treasury(self, year: int | None = None, days: Days = EVER) -> Treasury | None:
        """Return the federation and its projects for a year or some days; put together once."""
        view = evolve(self.view, basis=self.basis, year=year, start=days[0], end=days[1])
        if self.whole is not None and view not in self._wholes:
            self._wholes[view] = self.whole(view)
        return self._wholes.get(view)

    def whole_rows(self, year: int | None, days: Days, by: Dimension) -> tuple[WholeFigures, ...]:
        """Return the figures of the federation's whole by area or project."""
        found = self.treasury(year, EVER if year else days)
        return whole_figures(found.found, found.federation, evolve(found.view, by=()), by) if found else ()

    @property
    def asked_year(self) -> int | None:
        """The form's calendar year: the one asked for, or that of its last day; None where neither is given."""
        end = self.period[1]
        return self.view.year or (end.year if end else None)

    @property
    def year(self) -> int:
        """The form's calendar year.

        Raises:
            FormYearError: None is given.
        """
        found = self.asked_year
        if not found:
            years = sorted({line.year for line in self.version.cost if line.year})
            raise FormYearError(form=self.form, years=", ".join(map(str, years)) or "–")
        return found

    def days(self, span: Span, years: int = 0) -> Days:
        """Return the days that a column is about."""
        start, end = self.period
        if span is Span.YEAR:
            year = calendar_year(self.year + years)
            return year.start, year.end
        return {
            Span.WHOLE: EVER,
            Span.PERIOD: (start, end),
            Span.BEFORE: (None, start and start - DAY),
            Span.TO_DATE: (None, end),
        }[span]

    def totals(self, days: Days) -> tuple[Total, ...]:
        """Return the totals of the entries of some days, with what simplified cost options reckon; counted once."""
        if days not in self._counted:
            self._counted[days] = totals.actuals(self._of(days), self._view_of(days))
        return self._counted[days]

    def guide(self, month: str) -> tuple[int, Fraction] | None:
        """Return the budget's even pace in a month, ``2020-06``: minor units, and before rounding; laid out once."""
        if not self._guide:
            dossier = self.dossier
            self._guide.update(rules.monthly_guide(self.version, dossier.project, dossier.scheme, dossier.terms))
        return self._guide.get(month)

    def reckoned(self, found: tuple[Total, ...]) -> Dossier:
        """Return the project with some of its totals, in which what options reckon stands already."""
        terms = self.dossier.terms and evolve(self.dossier.terms, options=())
        return evolve(self.dossier, totals=found, before=(), terms=terms)

    def _of(self, days: Days) -> Dossier:
        """Return the project with the totals of some days, and those before them if options reckon from the first."""
        start, end = days
        options = self.dossier.terms and self.dossier.terms.options
        before = totals.count(self.rows, self.basis, None, start - DAY) if start and options else ()
        return evolve(self.dossier, totals=totals.count(self.rows, self.basis, start, end), before=before)

    def _view_of(self, days: Days) -> View:
        return evolve(self.view, basis=self.basis, year=None, start=days[0], end=days[1])

    def words_of(self, version: BudgetVersion) -> Words:
        """Return a version's number, state, day and reason."""
        number = rules.number(self.dossier.versions, version)
        state = label(f"form.state.{version.state}", day=version.decided or version.submitted)
        if version.reason is None:
            return label("form.version", number=number, state=state)
        return label("form.version.reason", number=number, state=state, reason=version.reason)

    def sum_minor(self, lines: Iterable[CostLine]) -> int:
        """Return what lines come to, minor units; expected income is negative."""
        return rules.sum_minor(lines, self.dossier.scheme) or 0

    def money(self, amount_minor: int) -> Money:
        """Return an amount in minor units as money of the project's currency."""
        return Money(amount_minor, self.dossier.project.currency)

    def phase_name(self, id_: str) -> str:
        """Return what a phase is called; its id, if nothing else."""
        return next((phase.name or id_ for phase in self.dossier.project.phases if phase.id == id_), id_)

    def time(self, slot: rules.Slot) -> Words:
        """Return a stretch of time as it stands within a sentence."""
        if slot.phase is not None:
            return self.phase_name(slot.phase)
        return label("form.whole.within") if slot.year is None else str(slot.year)

    def place(self, block: str) -> Place:
        """Return the place of a block's findings."""
        return Place(project=self.dossier.project.id, key=block)
