"""A project as an activity of the International Aid Transparency Initiative: bodies, budget by year, and months.

Source: IATI activity standard 2.03 and its codelists. Codes of the standard are part of the format.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr

from ledger.core.period import Period
from ledger.core.period import calendar_year
from ledger.core.period import month as calendar_month
from ledger.errors import OpenDataError
from ledger.exporters.open_data.open_lines import MonthLine
from ledger.exporters.open_data.open_lines import budget_lines
from ledger.exporters.open_data.open_lines import plain_amount
from ledger.exporters.open_data.open_lines import received
from ledger.exporters.open_data.open_lines import spent
from ledger.exporters.open_data.open_lines import version_of
from ledger.model.budgets.budget import BudgetState
from ledger.model.dossier import Dossier
from ledger.model.entry_kind import EntryKind
from ledger.model.source import SourceKind
from ledger.model.view import View

VERSION = "2.03"

_FUNDING, _ACCOUNTABLE, _IMPLEMENTING = "1", "2", "4"
_TYPES = {
    SourceKind.EU: "40",
    SourceKind.STATE: "10",
    SourceKind.REGION: "11",
    SourceKind.MUNICIPALITY: "11",
    SourceKind.FEDERATION: "15",
    SourceKind.PUBLIC: "15",
    SourceKind.PRIVATE: "70",
}
_COMING, _RUNNING, _ENDED = "1", "2", "3"
_PLANNED_START, _PLANNED_END = "1", "3"
_ORIGINAL, _REVISED = "1", "2"
_INDICATIVE, _COMMITTED = "1", "2"
_INCOMING, _EXPENDITURE = "1", "4"
_OWN_VOCABULARY = "99"


def iati_activity(dossier: Dossier, view: View, publisher: str, country: str = "SE") -> str:
    """Return a file of one activity.

    Args:
        dossier: The project.
        view: Its day decides which budget version is told of, and whether the project is running.
        publisher: Identifier of who publishes, in the standard's form, register and number: it is never guessed.
        country: ISO code of the country in which the project is.

    Returns:
        The file. A budget that is not given by year is left out: the standard takes stretches of a year at most.

    Raises:
        OpenDataError: The project has neither a first nor a last day, or nobody who pays or answers for it.
    """
    project = dossier.project
    for what, has in (("start, end", project.start or project.end), ("[[source]], owner", list(_bodies(dossier)))):
        if not has:
            raise OpenDataError(project=project.id, missing=what, format="IATI")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<iati-activities version="{VERSION}">',
        f'<iati-activity xml:lang="sv" default-currency="{project.currency.code}">',
        f"<iati-identifier>{escape(publisher)}-{escape(project.id)}</iati-identifier>",
        f"<reporting-org ref={quoteattr(publisher)} type={quoteattr(_type_of_owner(dossier))}>",
        _narrative(dossier.party_name(project.owner) or publisher),
        "</reporting-org>",
        f"<title>{_narrative(project.name)}</title>",
        f"<description>{_narrative(project.name)}</description>",
        *_bodies(dossier),
        f'<activity-status code="{_status(dossier, view)}"/>',
        *_days(dossier),
        f"<recipient-country code={quoteattr(country)}/>",
        *_sector(project.programme or project.scheme),
        *_budgets(dossier, view),
        *_transactions(dossier, view),
        "</iati-activity>",
        "</iati-activities>",
    ]
    return "\n".join(lines) + "\n"


def _narrative(text: str) -> str:
    return f"<narrative>{escape(text)}</narrative>"


def _type_of_owner(dossier: Dossier) -> str:
    """Return the kind of body that the owner is, as its own sources tell; else another public body."""
    kinds = (source.kind for source in dossier.project.sources if source.party == dossier.project.owner)
    return next((_TYPES[kind] for kind in kinds if kind in _TYPES), _TYPES[SourceKind.PUBLIC])


def _bodies(dossier: Dossier) -> Iterator[str]:
    project = dossier.project
    for source in project.sources:
        kind = f' type="{_TYPES[source.kind]}"' if source.kind in _TYPES else ""
        name = _narrative(dossier.party_name(source.party))
        yield f'<participating-org role="{_FUNDING}"{kind}>{name}</participating-org>'
    owner = dossier.party_name(project.owner)
    for role, party in (
        (_ACCOUNTABLE, owner),
        *((_IMPLEMENTING, dossier.party_name(each)) for each in project.performers),
    ):
        if party:
            yield f'<participating-org role="{role}">{_narrative(party)}</participating-org>'


def _status(dossier: Dossier, view: View) -> str:
    project = dossier.project
    if project.start and view.today < project.start:
        return _COMING
    return _ENDED if project.end and project.end < view.today else _RUNNING


def _days(dossier: Dossier) -> Iterator[str]:
    for kind, day in ((_PLANNED_START, dossier.project.start), (_PLANNED_END, dossier.project.end)):
        if day:
            yield f'<activity-date type="{kind}" iso-date="{day}"/>'


def _budgets(dossier: Dossier, view: View) -> Iterator[str]:
    """Yield the budget of each year, within the project's own days where they are known."""
    version, currency = version_of(dossier, view), dossier.project.currency
    if version is None:
        return
    sums: dict[int, int] = {}
    for line in budget_lines(dossier, view):
        if line.year is not None:
            sums[line.year] = sums.get(line.year, 0) + line.minor
    kind = _REVISED if version is not dossier.versions[0] else _ORIGINAL
    status = _COMMITTED if version.state is BudgetState.DECIDED else _INDICATIVE
    for year in sorted(sums):
        days = _within(calendar_year(year), dossier)
        yield (
            f'<budget type="{kind}" status="{status}"><period-start iso-date="{days.start}"/>'
            f'<period-end iso-date="{days.end}"/>'
            f'<value value-date="{days.start}">{plain_amount(sums[year], currency)}</value></budget>'
        )


def _within(year: Period, dossier: Dossier) -> Period:
    start, end = dossier.project.start, dossier.project.end
    first, last = max(year.start, start or year.start), min(year.end, end or year.end)
    return Period(first, last) if first <= last else year


def _sector(code: str) -> Iterator[str]:
    """Yield the programme or scheme as a sector of the publisher's own, whose codes nobody else can look up."""
    yield f'<sector vocabulary="{_OWN_VOCABULARY}" code={quoteattr(code)}>'
    yield _narrative(code)
    yield "</sector>"


def _transactions(dossier: Dossier, view: View) -> Iterator[str]:
    """Yield what was spent each month, and what came from each source, on the month's last day.

    In the month that is running that is today: the standard takes no transaction of a day to come.
    """
    ends = partial(_last_day, today=view.today)
    months: dict[str, int] = {}
    for line in spent(dossier):
        amount = -line.minor if line.kind is EntryKind.INCOME else line.minor
        months[line.month] = months.get(line.month, 0) + amount
    for month, minor in months.items():
        yield _transaction(dossier, _EXPENDITURE, ends(month), minor)
    for line in received(dossier):
        yield _transaction(dossier, _INCOMING, ends(line.month), line.minor, _provider(dossier, line))


def _provider(dossier: Dossier, line: MonthLine) -> str:
    source = dossier.project.source(line.source)
    return f"<provider-org>{_narrative(dossier.party_name(source.party))}</provider-org>" if source else ""


def _transaction(dossier: Dossier, kind: str, day: date, minor: int, provider: str = "") -> str:
    amount = plain_amount(minor, dossier.project.currency)
    return (
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>'
        f'<value value-date="{day}">{amount}</value>{provider}</transaction>'
    )


def _last_day(month: str, *, today: date) -> date:
    return min(calendar_month(month).end, today)
