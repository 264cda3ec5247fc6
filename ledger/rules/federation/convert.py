"""Projects brought to the federation's currency by the rates that its file gives."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ledger.core.period import month
from ledger.core.record import evolve
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.rules import budget
from ledger.rules.totals import DAY_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from ledger.core.money import Currency
    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.federation.federation import Federation
    from ledger.model.federation.federation import FederationRate
    from ledger.model.forecasts.commitment import Commitment
    from ledger.model.forecasts.forecast import Forecast
    from ledger.model.source import Source
    from ledger.model.totals import Basis
    from ledger.model.totals import Total
    from ledger.model.view import View


def convert(dossier: Dossier, federation: Federation, view: View) -> Dossier | None:
    """Return a project in the federation's currency; None where a rate is missing for any of it.

    A kept sum is converted by the rate of its month's last day, on the view's basis, a budget by the rate of the day
    from which its version applies, and so the most that a source pays; what is to come, ordered or typed as a forecast,
    by the rate of the view's day. Each is rounded half up by itself, and the whole is the sum of what is rounded.

    Args:
        dossier: The project.
        federation: Its currency and rates.
        view: Its basis tells the month of a sum; its `today` is the day of a version that says none, its day that of
            what is to come.
    """
    if dossier.project.currency == federation.currency:
        return dossier
    own = [rate for rate in federation.rates if rate.currency == dossier.project.currency]
    days = _days(dossier, view)
    held = {day: [rate for rate in own if rate.start <= day] for day in days.all()}
    if not all(held.values()):
        return None
    by_day = {day: _converter(rates[-1], federation.currency) for day, rates in held.items()}
    return evolve(
        dossier,
        project=evolve(
            dossier.project,
            currency=federation.currency,
            sources=tuple(
                _source(each, by_day[days.granted[0]]) if days.granted else each for each in dossier.project.sources
            ),
        ),
        versions=tuple(_version(each, by_day[day]) for each, day in zip(dossier.versions, days.applies, strict=True)),
        totals=tuple(_total(each, by_day[day]) for each, day in zip(dossier.totals, days.booked, strict=True)),
        before=tuple(_total(each, by_day[day]) for each, day in zip(dossier.before, days.before, strict=True)),
        commitments=tuple(_commitment(each, by_day[view.day]) for each in dossier.commitments),
        forecasts=tuple(_forecast(each, by_day[view.day]) for each in dossier.forecasts),
    )


def first_without_rate(dossier: Dossier, federation: Federation, view: View) -> date | None:
    """Return the first day on which a project wants a rate that the federation does not have; None where it has all.

    Args:
        dossier: The project.
        federation: Its rates.
        view: As `convert`.
    """
    starts = [rate.start for rate in federation.rates if rate.currency == dossier.project.currency]
    wanted = _days(dossier, view).all()
    return min((day for day in wanted if not any(start <= day for start in starts)), default=None)


class _Days(NamedTuple):
    """The days by whose rates a project is converted.

    Attributes:
        booked: The last day of the month of each sum.
        before: Likewise, of the sums before the view's days.
        applies: From when each of the budget's versions applies.
        granted: The day of what sources pay at most, if any is limited.
        to_come: The view's day, if anything is to come.
    """

    booked: Sequence[date]
    before: Sequence[date]
    applies: Sequence[date]
    granted: Sequence[date]
    to_come: Sequence[date]

    def all(self) -> dict[date, None]:
        """Return each day once."""
        return dict.fromkeys(day for days in self for day in days)


def _days(dossier: Dossier, view: View) -> _Days:
    applies = [budget.applies_from(version) or version.submitted or view.today for version in dossier.versions]
    return _Days(
        booked=[month(total.month(view.basis)).end for total in dossier.totals],
        before=[month(total.month(view.basis)).end for total in dossier.before],
        applies=applies,
        granted=_granted(dossier, view, applies),
        to_come=(view.day,) if dossier.commitments or dossier.forecasts else (),
    )


def at_day(federation: Federation, currency: Currency, day: date) -> Callable[[int], int]:
    """Return what turns minor units of a currency into the federation's by the rate of a day.

    Args:
        federation: Has a rate of the currency; the first one serves for days before it.
        currency: Of the amounts.
        day: The day.
    """
    first, *later = (rate for rate in federation.rates if rate.currency == currency)
    return _converter([first, *(rate for rate in later if rate.start <= day)][-1], federation.currency)


def convert_rows(
    rows: Iterable[EntryRow], currency: Currency, federation: Federation, basis: Basis
) -> Iterator[EntryRow]:
    """Yield entries in the federation's currency, each by the rate of its month's last day and rounded by itself.

    Those without a day on the basis are left out.

    Args:
        rows: Entries of a project that has a rate for each of them.
        currency: The project's.
        federation: Its currency and rates.
        basis: By which of an entry's days.
    """
    from ledger.model.entry import COLUMNS  # noqa: PLC0415 - totals that are kept need no entries

    day, amount = COLUMNS.index(DAY_COLUMNS[basis]), COLUMNS.index("amount_minor")
    by_month: dict[str, Callable[[int], int]] = {}
    for row in rows:
        if row[day]:
            text = row[day][:7]
            minor = by_month.get(text) or by_month.setdefault(text, at_day(federation, currency, month(text).end))
            yield (*row[:amount], minor(row[amount]), *row[amount + 1 :])


def _granted(dossier: Dossier, view: View, applies: list[date]) -> tuple[date, ...]:
    """Return the day whose rate what sources pay at most is converted by; nothing where no source has such a limit."""
    if all(each.cap_minor is None for each in dossier.project.sources):
        return ()
    version = budget.in_force(dossier.versions, view.today)
    return (next((day for each, day in zip(dossier.versions, applies, strict=True) if each is version), view.day),)


def _converter(rate: FederationRate, own: Currency) -> Callable[[int], int]:
    """Return what turns minor units of another currency into one's own."""
    factor = rate.rate * 10**own.decimals / 10**rate.currency.decimals
    return lambda minor: round_fraction(minor * factor, Rounding.HALF_UP)


def _total(total: Total, minor: Callable[[int], int]) -> Total:
    return total._replace(sum_minor=minor(total.sum_minor))


def _source(source: Source, minor: Callable[[int], int]) -> Source:
    return source if source.cap_minor is None else evolve(source, cap_minor=minor(source.cap_minor))


def _commitment(commitment: Commitment, minor: Callable[[int], int]) -> Commitment:
    """Return what is open of an order, as an order of that much."""
    dues = tuple(evolve(each, amount_minor=minor(each.amount_minor)) for each in commitment.open_dues)
    amount = max(minor(commitment.open_minor), sum(each.amount_minor for each in dues))
    return evolve(commitment, amount_minor=amount, dues=dues, settlements=(), released_minor=0)


def _forecast(forecast: Forecast, minor: Callable[[int], int]) -> Forecast:
    typed = forecast.amount_minor
    return forecast if typed is None else evolve(forecast, amount_minor=minor(typed))


def _version(version: BudgetVersion, minor: Callable[[int], int]) -> BudgetVersion:
    return evolve(
        version,
        cost=tuple(evolve(line, amount_minor=minor(line.amount_minor), units=None) for line in version.cost),
        financing=tuple(evolve(line, amount_minor=minor(line.amount_minor), units=None) for line in version.financing),
        stated=(),
    )
