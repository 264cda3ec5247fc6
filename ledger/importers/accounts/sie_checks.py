"""What is to be said of an SIE file beside its map: whose it is, whether the chart fits, and what was left over."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.money import currency
from ledger.core.words import folded
from ledger.core.words import label
from ledger.errors import CurrencyError
from ledger.importers.accounts.sie_dimensions import Dimensions
from ledger.importers.accounts.sie_postings import Fate
from ledger.importers.accounts.sie_postings import SieRequest
from ledger.importers.accounts.sie_postings import What
from ledger.importers.sie.journal import SieJournal
from ledger.importers.sie.outcome import Outcome
from ledger.importers.sie.reader import SieReader
from ledger.importers.sie.records import SieHead
from ledger.rules.imports.chart import agreement

_DIGITS = 10
_SHOWN = 5
_SHOWN_OBJECTS = 12


def organisation_key(text: str) -> str:
    """Return an organisation number as ``550000-0000`` however it was written, and a name without regard to case."""
    digits = re.sub("[^0-9]", "", text)
    if len(digits) in (_DIGITS, _DIGITS + 2) and not re.search("[^0-9 -]", text):
        digits = digits[-_DIGITS:]
        return f"{digits[:6]}-{digits[6:]}"
    return folded(text)


def organisation_of(head: SieHead) -> str:
    """Return whose books a file holds: organisation number, else name."""
    return organisation_key(head.orgnr or head.company)


def check_head(head: SieHead, request: SieRequest) -> Iterator[Finding]:
    """Yield what a file's head says against reading it by the map."""
    yield from _check_organisation(head, request)
    yield from _check_projects(request)
    yield from _check_currency(head, request)
    yield from _check_dimensions(head, request)
    yield from _check_chart(head, request)


def _check_organisation(head: SieHead, request: SieRequest) -> Iterator[Finding]:
    wanted, place = request.rules.organisation, Place(file=request.file)
    if not wanted:
        return
    known = {organisation_key(each) for each in (head.orgnr, head.company) if each}
    found = " ".join(filter(None, (head.orgnr, head.company)))
    if not known:
        yield note("SIM-009", place, wanted=wanted)
    elif organisation_key(wanted) not in known:
        if request.rules.any_organisation:
            yield note("SIM-016", place, found=found, wanted=wanted)
        else:
            yield stop("SIM-008", place, found=found, wanted=wanted)


def _check_projects(request: SieRequest) -> Iterator[Finding]:
    """Yield if the map does not say which project objects are, or says nothing of the one that is asked for."""
    rules = request.rules
    if not rules.objects:
        yield stop("SIM-006", Place(file=rules.file or request.file, line=1))
    for rule in rules.objects:
        if not rule.project and request.project is None:
            yield stop("SIM-007", rule.place)
    asked = request.project
    if asked is not None and rules.objects and all(rule.project not in ("", asked) for rule in rules.objects):
        named = ", ".join(dict.fromkeys(rule.project for rule in rules.objects))
        yield stop("SIM-017", rules.objects[0].place, asked=asked, named=named)


def _check_currency(head: SieHead, request: SieRequest) -> Iterator[Finding]:
    named = dict.fromkeys(rule.project or request.project or "" for rule in request.rules.objects)
    for project in named:
        target = request.targets.get(project)
        if target is None or request.project not in (None, project):
            continue
        expected = target.project.currency
        try:
            same = currency(head.currency) == expected
        except CurrencyError:
            same = False
        if not same:
            yield stop(
                "SIM-010", Place(file=request.file), found=head.currency, expected=expected.code, project=project
            )


def _check_dimensions(head: SieHead, request: SieRequest) -> Iterator[Finding]:
    dimensions = Dimensions(head)
    asked = [(rule.dimension, rule.place) for rule in request.rules.objects]
    asked += [(rule.dimension, rule.place) for rule in request.rules.overrides]
    for dimension, place in asked:
        if dimension and dimensions.number(dimension) is None:
            yield stop("SIM-012", place, dimension=dimension, known=", ".join(dimensions.known) or "–")


def _check_chart(head: SieHead, request: SieRequest) -> Iterator[Finding]:
    chart, place = request.chart, Place(file=request.file)
    if chart is None:
        return
    found = agreement(chart, ((account.number, account.name) for account in head.accounts))
    if not found.tells:
        yield warning("SIM-011", place, chart=chart.name)
    elif not found.holds:
        shown = ", ".join(f"{each.account} {each.name}" for each in found.against[:_SHOWN])
        told = {"against": len(found.against), "agreeing": found.agreeing}
        if request.rules.chart_anyway:
            yield note("SIM-018", place, chart=chart.name, accounts=shown, **told)
        else:
            yield stop("SIM-013", place, chart=chart.name, accounts=shown, **told)


def check_rows(
    request: SieRequest,
    of_file: Outcome,
    fates: Iterable[Fate],
    strays: Mapping[str, tuple[int, int]],
    met: frozenset[str],
) -> Iterator[Finding]:
    """Yield what is to be said when all rows have been read.

    Args:
        request: What was asked for.
        of_file: What the file came to.
        fates: What became of its rows.
        strays: Rows and sum by account of cost rows without a project, in vouchers where others have one.
        met: Objects of the map that rows had.
    """
    place, found = Place(file=request.file), tuple(fates)
    names = {account.number: account.name for account in of_file.head.accounts}
    if of_file.skipped:
        yield stop("SIM-101", place, rows=of_file.skipped)
    money = _money(request)
    for (project, account), group in _grouped(found, What.UNMAPPED):
        total = Money(sum(sum(fate.sums.values()) for fate in group), money(project))
        rows, reason = sum(fate.rows for fate in group), next((fate.reason for fate in group if fate.reason), "")
        yield warning(
            "SIM-102",
            Place(file=request.file, project=project),
            account=f"{account} {names.get(account, '')}".strip(),
            rows=rows,
            sum=total,
            reason=reason,
        )
    for account, (rows, minor) in sorted(strays.items()):
        named = f"{account} {names.get(account, '')}".strip()
        yield warning("SIM-103", place, account=named, rows=rows, sum=Money(minor))
    yield from _outside(request, found)
    yield from _absent(request, of_file.head, met)


def _grouped(fates: Iterable[Fate], what: What) -> Iterator[tuple[tuple[str, str], list[Fate]]]:
    found: dict[tuple[str, str], list[Fate]] = {}
    for fate in fates:
        if fate.what is what and fate.rows:
            found.setdefault((fate.project, fate.account), []).append(fate)
    yield from sorted(found.items())


def _outside(request: SieRequest, fates: Iterable[Fate]) -> Iterator[Finding]:
    """Yield a note for each project of what the map leaves outside or gives to others."""
    sums: dict[str, tuple[int, int]] = {}
    for fate in fates:
        apart = fate.sums if fate.what is What.OUTSIDE else fate.outside
        if fate.rows and apart:
            rows, minor = sums.get(fate.project, (0, 0))
            sums[fate.project] = (rows + fate.rows, minor + sum(apart.values()))
    money = _money(request)
    for project, (rows, minor) in sorted(sums.items()):
        yield note("SIM-104", Place(file=request.file, project=project), rows=rows, sum=Money(minor, money(project)))


def _absent(request: SieRequest, head: SieHead, met: frozenset[str]) -> Iterator[Finding]:
    """Yield a warning for each object of the map that no row had."""
    dimensions = Dimensions(head)
    for rule in request.rules.objects:
        if request.project is not None and rule.project not in ("", request.project):
            continue
        number = dimensions.number(rule.dimension)
        known = [f"{each.code} {each.name}".strip() for each in head.objects if each.dimension == number]
        shown = ", ".join(known[:_SHOWN_OBJECTS]) + (" …" if len(known) > _SHOWN_OBJECTS else "")
        for code in sorted(frozenset(rule.codes) - met):
            yield warning("SIM-014", rule.place, object=code, dimension=rule.dimension or "6", known=shown or "–")


def monthly_only(reader: SieReader | SieJournal, request: SieRequest) -> Iterator[Finding]:
    """Yield the way out where a file has no vouchers but the project's changes by month."""
    if not isinstance(reader, SieReader) or not any(each.code == "SIE-003" for each in reader.findings):
        return
    dimensions = Dimensions(reader.head)
    sought = [dimensions.sought(rule.dimension, rule.codes) for rule in request.rules.objects]
    months: set[str] = set()
    accounts: set[str] = set()
    for value in reader.values():
        if value.label == "PSALDO" and any(each.found(value.objects) is not None for each in sought):
            months.add(value.month)
            accounts.add(value.account)
    if months:
        span = label("about.span", start=min(months), end=max(months))
        yield note("SIM-015", Place(file=request.file), accounts=len(accounts), months=len(months), span=span)


def _money(request: SieRequest) -> Callable[[str], Currency]:
    """Return what tells a project's currency."""
    return lambda project: request.targets[project].project.currency if project in request.targets else SEK
