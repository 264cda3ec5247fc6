"""What becomes of a row of an SIE file, told by its account and its objects; a file has few different ones of both."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

import attrs

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.importers.accounts.sie_dimensions import Candidates
from ledger.importers.accounts.sie_dimensions import Dimensions
from ledger.importers.accounts.sie_map import AccountRule
from ledger.importers.accounts.sie_map import Cells
from ledger.importers.accounts.sie_map import ObjectRule
from ledger.importers.accounts.sie_map import Override
from ledger.importers.accounts.sie_map import SieMap
from ledger.importers.actuals.actuals import POSTING
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.actuals import hints
from ledger.importers.actuals.actuals import lookup
from ledger.importers.actuals.cells import CellError
from ledger.importers.actuals.map_file import Slice
from ledger.importers.actuals.postings import Posting
from ledger.importers.actuals.postings import Postings
from ledger.importers.actuals.postings import unknown
from ledger.importers.actuals.split import WHOLE
from ledger.importers.sie.records import Objects
from ledger.importers.sie.records import SieHead
from ledger.model.entry_kind import CREDITS
from ledger.model.imports.bulk import Reader
from ledger.model.imports.chart import Chart

_KIND = POSTING.index("kind") + 1  # after project comes the number
_MEMO_MAX = 65_536


class What(StrEnum):
    """What becomes of a row."""

    BOOKED = "booked"
    UNMAPPED = "unmapped"
    OUTSIDE = "outside"
    OTHER = "other"
    STRAY = "stray"


class Portion(NamedTuple):
    """What is booked of a row.

    Attributes:
        posting: Where it belongs.
        share: What part of the row's amount it is.
        sign: -1 where a debit is an entry's minus: income, receipts, advances.
        split: 0, or the number of the slice.
    """

    posting: Posting
    share: Fraction
    sign: int
    split: int


@attrs.define(eq=False, kw_only=True)
class Fate:
    """What becomes of rows of one account with one list of objects, and what they come to.

    Attributes:
        what: What becomes of them.
        account: The account.
        project: The project whose object they have; empty where they have none.
        portions: What is booked.
        whole: Where rows are booked as they are; None if they are not, or are split.
        reason: Why the account is not mapped, where more than that it is not named is known.
        rows: How many there were; those that are booked as they are, are not counted.
        sums: Sum by month, minor units, debit positive, of those that are not booked.
        outside: What was split off of those that are booked, by month, or went to other projects.
    """

    what: What
    account: str
    project: str = ""
    portions: tuple[Portion, ...] = ()
    whole: Portion | None = attrs.field(default=None, init=False)
    reason: Words = ""
    rows: int = 0
    sums: dict[str, int] = attrs.field(factory=dict)
    outside: dict[str, int] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if len(self.portions) == 1 and not self.portions[0].split:
            self.whole = self.portions[0]

    def told(self) -> Fate:
        """Return it without what is needed to book rows only."""
        return attrs.evolve(self, portions=())


@frozen(kw_only=True)
class SieRequest:
    """What is asked for when an SIE file is read.

    Attributes:
        file: Its name for people.
        targets: The projects that rows may be booked on, by id.
        project: Only this project's rows; None for those of every project that the map names.
        rules: The map file.
        chart: The chart that the map builds on.
        categories: By project: category of the common scheme to the project's own, as far as that is known.
        reader: Which of several readers of the file it is for.
    """

    file: str
    targets: Mapping[str, Target]
    project: str | None = None
    rules: SieMap
    chart: Chart | None = None
    categories: Mapping[str, Mapping[str, str]] = field(factory=dict)
    reader: Reader = Reader()


class Group(dict[str, "Fate"]):
    """What becomes of rows by account, for all lists of objects that the map makes no difference between.

    Attributes:
        rule: What says that they are a project's; None if nothing does.
        overrides: The rules that their objects fit.
        named: Whether they have any object of the dimensions that the map names.
    """

    def __init__(self, fates: Fates, rule: ObjectRule | None, overrides: tuple[Override, ...], *, named: bool) -> None:
        super().__init__()
        self.rule = rule
        self.overrides = overrides
        self.named = named
        self._fates = fates

    def __missing__(self, account: str) -> Fate:
        fate = self[account] = self._fates.fate(account, self)
        return fate


class Fates(dict[Objects, Group]):
    """What becomes of rows by their objects and then by their account: ``fates[objects][account]``.

    A file may have millions of lists of objects, so only some are remembered; of groups there are few.

    Attributes:
        turn: Which turn of the file is read.
        findings: Names in the map that a project does not have, each told once, with the turn that showed it.
        met: Objects of the map that a row had.
        starts: First columns of entries.
    """

    def __init__(self, request: SieRequest, head: SieHead) -> None:
        super().__init__()
        self._request = request
        self._kinds = {account.number: account.kind for account in head.accounts}
        self._postings = Postings(request.targets, None, {})
        self.starts = self._postings.starts
        dimensions = Dimensions(head)
        self._objects = [(rule, dimensions.sought(rule.dimension, rule.codes)) for rule in request.rules.objects]
        self._overrides = [
            (rule, dimensions.sought(rule.dimension, rule.codes) if rule.codes else None)
            for rule in request.rules.overrides
        ]
        self._of_objects = Candidates([None if each.everything else sought for each, sought in self._objects])
        self._of_overrides = Candidates([sought for _, sought in self._overrides])
        self._numbers = frozenset(number for _, sought in self._objects for number in sought.own | sought.below)
        self._groups: dict[tuple[int, tuple[int, ...], bool], Group] = {}
        self.turn = 0
        self.findings: list[tuple[int, Finding]] = []
        self.met: set[str] = set()

    def __missing__(self, objects: Objects) -> Group:
        if len(self) >= _MEMO_MAX:
            self.clear()
        group = self[objects] = self._group(objects)
        return group

    def all(self) -> list[Fate]:
        """Return every fate that rows have had."""
        return [fate for group in self._groups.values() for fate in group.values()]

    def _group(self, objects: Objects) -> Group:
        """Return the group of a list of objects."""
        found = -1
        for at in self._of_objects.of(objects):
            each, sought = self._objects[at]
            code = "" if each.everything else sought.found(objects)
            if code is not None:
                self.met.add(code)
                found = at
                break
        fits = tuple(at for at in self._of_overrides.of(objects) if found >= 0 and self._fits(at, objects))
        named = found >= 0 or any(number in self._numbers for number, _ in objects)
        group = self._groups.get((found, fits, named))
        if group is None:
            rule = self._objects[found][0] if found >= 0 else None
            overrides = tuple(self._overrides[at][0] for at in fits)
            group = self._groups[found, fits, named] = Group(self, rule, overrides, named=named)
        return group

    def _fits(self, at: int, objects: Objects) -> bool:
        """Whether an override is for rows with some objects."""
        _, sought = self._overrides[at]
        return sought is None or sought.found(objects) is not None

    def fate(self, account: str, group: Group) -> Fate:
        """Return what becomes of rows of an account with objects of a group."""
        request, rule = self._request, group.rule
        if rule is None:
            stray = not group.named and self._is_cost(account)
            return Fate(what=What.STRAY if stray else What.OTHER, account=account)
        project = rule.project or request.project or ""
        if request.project not in (None, project):
            return Fate(what=What.OTHER, account=account)
        if project not in request.targets:
            # Not even what is left outside or has no category is kept of it, for nothing could be reckoned against it.
            self._tell(self._unknown(project), rule.place)
            return Fate(what=What.OTHER, account=account)
        override = _override(group.overrides, project, account)
        named = _longest(rule.accounts, account) or _longest(request.rules.accounts, account)
        if named and not named.cells and not (override and override.accounts):
            return Fate(what=What.OUTSIDE, account=account, project=project)
        cells, reason = (named.cells, "") if named else self._of_chart(project, account)
        own = override.cells if override else ()
        if not (cells or dict(own).keys() & {"category", "kind"}):
            balance = is_balance(account, self._kinds)
            return Fate(what=What.OTHER if balance else What.UNMAPPED, account=account, project=project, reason=reason)
        whole = {"project": project, **dict(rule.cells), **dict(cells), **dict(own)}
        slices = override.slices if override and override.slices else (WHOLE,)
        place = named.place if named else override.place if override else rule.place
        portions = self._portions(whole, slices, place)
        what = What.BOOKED if portions is not None else What.UNMAPPED
        return Fate(what=what, account=account, project=project, portions=portions or ())

    def _of_chart(self, project: str, account: str) -> tuple[Cells, Words]:
        """Return what the chart says of an account; or nothing, and why."""
        chart = self._request.chart
        group = chart.group(account) if chart and not is_balance(account, self._kinds) else None
        if group is None:
            return (), ""
        if group.category is None:
            return (), label("sie.reason.undecided", group=group.name)
        if not (group.verified or self._request.rules.unverified):
            return (), label("sie.reason.unverified", group=group.name)
        rules, known = self._request.rules, self._request.categories.get(project, {})
        category = rules.categories.get(group.category) or known.get(group.category)
        if category is None:
            return (), label("sie.reason.no_category", group=group.name, category=group.category)
        return (("category", category),), ""

    def _portions(self, whole: dict[str, str], slices: Sequence[Slice], place: Place) -> tuple[Portion, ...] | None:
        """Return what is booked of rows; None if the map names what the project does not have, which is told."""
        portions = []
        for number, part in enumerate(slices, start=1):
            cells = {**whole, **dict(part.cells)}
            if self._request.project not in (None, cells["project"]):
                continue
            try:
                posting = self._postings[tuple(cells.get(column, "") for column in POSTING)]
            except CellError as error:
                self._tell(error, place)
                return None
            sign = -1 if posting.start[_KIND] in CREDITS else 1
            portions.append(Portion(posting, part.share, sign, 0 if part is WHOLE else number))
        return tuple(portions)

    def _unknown(self, project: str) -> CellError:
        return unknown("project", project, lookup((id_, id_) for id_ in self._request.targets), hints())

    def _tell(self, error: CellError, place: Place) -> None:
        known = {finding for _, finding in self.findings}
        found = (stop(each.code, place, **dict(each.values)) for each in error.problems)
        self.findings.extend((self.turn, each) for each in found if each not in known)

    def _is_cost(self, account: str) -> bool:
        kind = self._kinds.get(account, "").upper()
        return kind == "K" if kind else account.startswith(("4", "5", "6", "7"))


def _override(overrides: Sequence[Override], project: str, account: str) -> Override | None:
    """Return the first rule of the map that fits rows of a project on an account."""
    for rule in overrides:
        if rule.project in ("", project) and (not rule.accounts or account.startswith(rule.accounts)):
            return rule
    return None


def is_balance(account: str, kinds: Mapping[str, str]) -> bool:
    """Whether an account is one of balances: as the file says, else by its number's first digit.

    Args:
        account: Its number.
        kinds: What the file says, T, S, K or I, by number.
    """
    kind = kinds.get(account, "").upper()
    return kind in ("T", "S") if kind else account.startswith(("1", "2"))


def _longest(rules: Sequence[AccountRule], account: str) -> AccountRule | None:
    """Return the rule of the longest beginning that an account has."""
    fits = (rule for rule in rules if account.startswith(rule.prefix))
    return max(fits, key=lambda rule: len(rule.prefix), default=None)
