"""A claim before it goes to the funder: over-claiming, days that do not count, what is missing behind its entries."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import partial

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.period import Period
from ledger.core.period import months_later
from ledger.core.record import frozen
from ledger.model.audit.check_level import CheckStage
from ledger.model.claims.claim import Claim
from ledger.model.corrections.marks import Marks
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.model.simplified import OptionKind
from ledger.rules.budget import span
from ledger.rules.claims.claim import asked_sources
from ledger.rules.claims.retention import unknown_grants
from ledger.rules.corrections import attest
from ledger.rules.financing.draw import NOBODY

_AT = {name: at for at, name in enumerate(COLUMNS)}
_NUMBER, _KIND, _CATEGORY = (_AT[name] for name in ("number", "kind", "category"))
_BELONGS, _PAID = _AT["belongs_to"], _AT["paid_on"]
_EVIDENCE, _REVERSES = _AT["evidence_name"], _AT["reverses"]

_LEVEL = "level "
"""What stands before a level's id in the code of what is looked for."""

Changes = Callable[[], Iterable[tuple[EntryRow, int, str]]]
"""Gives the entries that a claim is about, anew at each call; see `ledger.rules.claims.entries.changes`."""


@frozen(kw_only=True)
class ClaimCase:
    """A claim to be checked.

    Attributes:
        dossier: The project as it stands where the claim reads.
        claim: The claim.
        changes: The entries that it is about.
        marks: What has been said of them.
        replaces: By number of an entry that took another one's place, the other one's number.
        withheld: Entries of earlier claims that are cut or parked.
    """

    dossier: Dossier
    claim: Claim
    changes: Changes
    marks: Marks
    replaces: Mapping[int, int]
    withheld: frozenset[int]

    def place(self, key: str = "") -> Place:
        """Return a place in the claim."""
        inner = f".{key}" if key else ""
        return Place(project=self.dossier.project.id, key=f"claim.{self.claim.number}{inner}")

    def money(self, minor: int) -> Money:
        """Return an amount in minor units as money of the project's currency."""
        return Money(minor, self.dossier.project.currency)


def check_claim(case: ClaimCase) -> Iterator[Finding]:
    """Yield everything that is to be said against a claim, not yet judged as the project wants."""
    for each in (_budget, _support, _nobody, _retention, _deadline, _early, _dated, _entries, _empty):
        yield from each(case)


def check_decision(dossier: Dossier, claim: Claim) -> Iterator[Finding]:
    """Yield what is to be said against a decision.

    CLM-114 for each source for which it prints another amount than its cuts leave, CLM-122 where it is dated before the
    claim was.
    """
    decision = claim.decision
    if decision and decision.decided < claim.dated:
        place = Place(project=dossier.project.id, key=f"claim.{claim.number}")
        yield warning("CLM-122", place, decided=decision.decided, dated=claim.dated)
    for source, stated in decision.stated if decision else ():
        left = claim.standing.share(source).current_minor
        if stated != left:
            stated_, left_, difference = (
                Money(minor, dossier.project.currency) for minor in (stated, left, stated - left)
            )
            place = Place(project=dossier.project.id, key=f"claim.{claim.number}.financing.{source}")
            yield warning("CLM-114", place, stated=stated_, computed=left_, difference=difference)


def check_paid(dossier: Dossier, claim: Claim, paid_minor: int, asked_minor: int) -> Iterator[Finding]:
    """Yield CLM-115 where more has come for a claim than it asks for.

    Args:
        dossier: The project.
        claim: The claim.
        paid_minor: What has come, minor units.
        asked_minor: What it asks for, minor units.
    """
    if paid_minor > max(asked_minor, 0):
        paid, asked, over = (
            Money(minor, dossier.project.currency) for minor in (paid_minor, asked_minor, paid_minor - asked_minor)
        )
        place = Place(project=dossier.project.id, key=f"claim.{claim.number}.paid")
        yield warning("CLM-115", place, paid=paid, asked=asked, over=over)


def _budget(case: ClaimCase) -> Iterator[Finding]:
    """Yield CLM-101 for each category that has been claimed above its budget."""
    for cost in case.claim.standing.costs:
        category = case.dossier.scheme.category(cost.category)
        income = category is not None and category.role is CategoryRole.INCOME
        over = cost.cumulative_minor - (cost.budget_minor or 0)
        if cost.budget_minor is not None and over > 0 and not income:
            yield warning(
                "CLM-101",
                case.place(f"cost.{cost.category}"),
                category=category.name if category else cost.category,
                claimed=case.money(cost.cumulative_minor),
                budget=case.money(cost.budget_minor),
                over=case.money(over),
            )


def _support(case: ClaimCase) -> Iterator[Finding]:
    """Yield CLM-102 for each source that would be asked for more than it has granted."""
    for id_ in asked_sources(case.dossier):
        source = case.dossier.project.source(id_)
        share = case.claim.standing.share(id_)
        if share.planned_minor is not None and share.cumulative_minor > share.planned_minor:
            yield stop(
                "CLM-102",
                case.place(f"financing.{id_}"),
                source=case.dossier.party_name(source.party if source else id_),
                claimed=case.money(share.cumulative_minor),
                granted=case.money(share.planned_minor),
                over=case.money(share.cumulative_minor - share.planned_minor),
            )


def _nobody(case: ClaimCase) -> Iterator[Finding]:
    """Yield CLM-103 where a part of the claimed cost falls on no source."""
    share = case.claim.standing.share(NOBODY)
    if share.cumulative_minor > 0:
        yield warning("CLM-103", case.place("financing"), amount=case.money(share.cumulative_minor))


def _retention(case: ClaimCase) -> Iterator[Finding]:
    """Yield CLM-116 for each source that holds back a part of a grant whose amount nobody has told."""
    for id_ in unknown_grants(case.dossier, case.claim):
        source = case.dossier.project.source(id_)
        name = case.dossier.party_name(source.party if source else id_)
        yield warning("CLM-116", case.place(f"financing.{id_}"), source=name)


def _deadline(case: ClaimCase) -> Iterator[Finding]:
    """Yield CLM-104 where a claim comes later than the programme wants it."""
    terms = case.dossier.programme.payment if case.dossier.programme else None
    if terms is None or terms.claim_within_months is None:
        return
    last = months_later(case.claim.terms.end, terms.claim_within_months)
    if case.claim.dated > last:
        yield warning("CLM-104", case.place(), dated=case.claim.dated, last=last, months=terms.claim_within_months)


def _early(case: ClaimCase) -> Iterator[Finding]:
    """Yield CLM-118 where a claim's period ends before the project begins."""
    first, end = _days(case), case.claim.terms.end
    if first and end < first.start:
        yield stop("CLM-118", case.place(), end=end, first=first.start)


def _dated(case: ClaimCase) -> Iterator[Finding]:
    """Yield CLM-121 where a claim is dated before its period has ended: what is booked after that day is not in it."""
    if case.claim.dated < case.claim.terms.end:
        yield warning("CLM-121", case.place(), dated=case.claim.dated, end=case.claim.terms.end)


def _empty(case: ClaimCase) -> Iterator[Finding]:
    """Yield CLM-111 where nothing has come since the last claim: a last claim may be so, another seldom is."""
    figures = case.claim.figures
    moved = (*(each.current_minor for each in figures.costs), *(each.current_minor for each in figures.shares))
    if not any(moved) and not case.claim.claimed:
        yield (note if case.claim.terms.final else warning)("CLM-111", case.place())


def _entries(case: ClaimCase) -> Iterator[Finding]:
    """Yield a finding for each thing that is the matter with entries, naming all: CLM-105 to 110, 112, 113, 117."""
    place = case.place("entries")
    for what, numbers in _doubtful(case).items():
        spans = attest.spans(numbers)
        entries, count = attest.written(spans), attest.count(spans)
        if what in _TOLD:
            yield _TOLD[what](place, entries=entries, count=count)
        else:
            yield stop("CLM-117", place, level=_level_name(case, what), entries=entries, count=count)


def _doubtful(case: ClaimCase) -> dict[str, list[int]]:
    """Return the numbers of the entries with which something is the matter, by what it is; not of reversed ones."""
    found: dict[str, list[int]] = {}
    undone: set[int] = set()
    wanted = _wanted(case)
    for row, minor, why in case.changes():
        undone.add(row[_REVERSES])
        amiss = [why] if why in ("late", "reversal") else []
        if minor and row[_REVERSES] is None:
            amiss += [what for what, is_so in wanted.items() if is_so(row)]
        for what in amiss:
            found.setdefault(what, []).append(row[_NUMBER])
    stand = {what: [number for number in numbers if number not in undone] for what, numbers in found.items()}
    return {what: numbers for what, numbers in stand.items() if numbers}


_TOLD: dict[str, Callable[..., Finding]] = {
    "outside": lambda place, **said: stop("CLM-105", place, **said),
    "paid_late": lambda place, **said: stop("CLM-106", place, **said),
    "unpaid": lambda place, **said: warning("CLM-107", place, **said),
    "no_evidence": lambda place, **said: note("CLM-108", place, **said),
    "unattested": lambda place, **said: warning("CLM-109", place, **said),
    "late": lambda place, **said: note("CLM-110", place, **said),
    "replaces": lambda place, **said: warning("CLM-112", place, **said),
    "reversal": lambda place, **said: note("CLM-113", place, **said),
}
"""What is told of entries with which something is the matter."""


def _wanted(case: ClaimCase) -> dict[str, Callable[[EntryRow], bool]]:
    """Return what is looked for in each claimed entry, by code."""
    dossier = case.dossier
    days = _days(case)
    terms = dossier.programme.payment if dossier.programme else None
    last = terms.paid_to.isoformat() if terms and terms.paid_to else None
    by_unit_cost = _by_unit_cost(dossier)
    tests: dict[str, Callable[[EntryRow], bool]] = {
        "unpaid": lambda row: (
            row[_KIND] == EntryKind.COST and row[_PAID] is None and row[_CATEGORY] not in by_unit_cost
        ),
        "no_evidence": lambda row: not row[_EVIDENCE] and not case.marks.evidence.get(row[_NUMBER]),
        "replaces": lambda row: case.replaces.get(row[_NUMBER]) in case.withheld,
    }
    if days:
        first, end = days.start.isoformat(), days.end.isoformat()
        tests["outside"] = lambda row: not first <= row[_BELONGS] <= end
    if last:
        tests["paid_late"] = lambda row: row[_PAID] is not None and row[_PAID] > last
    if dossier.project.attest:
        tests["unattested"] = lambda row: case.marks.attested_by(row[_NUMBER]) is None
    return tests | dict(_levels(case))


def _by_unit_cost(dossier: Dossier) -> frozenset[str]:
    """Return the categories that go by hours times a price: what is claimed of them is no sum that anybody paid."""
    options = dossier.terms.options if dossier.terms else ()
    return frozenset(option.category for option in options if option.kind is OptionKind.UNIT_COST)


def _days(case: ClaimCase) -> Period | None:
    """Return the project's days by the budget version that the claim rests on."""
    version = case.dossier.versions[case.claim.version - 1] if case.claim.version else None
    return span(case.dossier.project, version)


def _levels(case: ClaimCase) -> Iterator[tuple[str, Callable[[EntryRow], bool]]]:
    """Yield for each level of check that a claim needs its code, and which entries have not passed it."""
    for level in case.dossier.project.check_levels:
        if level.required is CheckStage.CLAIM:
            yield f"{_LEVEL}{level.id}", partial(_awaits, case.marks, level.id)


def _level_name(case: ClaimCase, code: str) -> str:
    names = {each.id: each.name for each in case.dossier.project.check_levels}
    return names[code.removeprefix(_LEVEL)]


def _awaits(marks: Marks, level: str, row: EntryRow) -> bool:
    return marks.checked_by(level, row[_NUMBER]) is None
