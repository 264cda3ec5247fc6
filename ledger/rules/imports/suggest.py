"""A first map for an SIE file: which objects may be the project, and which categories its accounts may be."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.core.words import label
from ledger.model.imports.chart import Chart
from ledger.rules.imports.chart import ACCOUNT
from ledger.rules.imports.chart import Agreement
from ledger.rules.imports.chart import agreement


@frozen(kw_only=True)
class AccountFound:
    """An account that rows of an object stand on.

    Attributes:
        number: As the file writes it.
        name: As the file writes it; empty if it has none.
        rows: How many rows.
        minor: Their sum, debit positive.
    """

    number: str
    name: str
    rows: int
    minor: int


@frozen(kw_only=True)
class ObjectFound:
    """An object that rows have.

    Attributes:
        dimension: Number of its dimension.
        code: As the file writes it; empty for all rows of a file without objects.
        name: As the file writes it; empty if it has none.
        accounts: What its rows stand on, balance accounts left out.
    """

    dimension: str
    code: str
    name: str
    accounts: tuple[AccountFound, ...]

    @property
    def minor(self) -> int:
        """Sum of its rows, debit positive."""
        return sum(account.minor for account in self.accounts)


@frozen(kw_only=True)
class CategoryClues:
    """What tells a project's categories.

    Attributes:
        own: Category of the common scheme to the project's own, where that is beyond doubt.
        names: Names of the project's categories, folded, to the codes that bear them.
        words: Words that stand in names of accounts, in small letters, to categories of the project.
    """

    own: Mapping[str, str]
    names: Mapping[str, Sequence[str]]
    words: Mapping[str, str]


@frozen(kw_only=True)
class AccountGuess:
    """What an account may be.

    Attributes:
        account: The account, over all objects that are taken.
        category: Category of the project; None where nothing can be said.
        sure: Whether the chart says so, verified, and the project has one such category.
        reason: Why it is not sure.
    """

    account: AccountFound
    category: str | None
    sure: bool
    reason: Words = ""


@frozen(kw_only=True)
class Suggestion:
    """A first map.

    Attributes:
        chart: The chart that is built on; None where none fits.
        tested: What the names of accounts say of it.
        objects: Objects that are taken to be the project.
        sure: Whether they are beyond doubt.
        others: Other objects of the file, largest sums first.
        accounts: What their accounts may be.
    """

    chart: Chart | None
    tested: Agreement | None
    objects: tuple[ObjectFound, ...]
    sure: bool
    others: tuple[ObjectFound, ...]
    accounts: tuple[AccountGuess, ...]

    @property
    def unmapped(self) -> tuple[AccountGuess, ...]:
        """Accounts that the map does not map yet."""
        return tuple(guess for guess in self.accounts if not guess.sure)


def choose_chart(charts: Sequence[Chart], accounts: Sequence[tuple[str, str]]) -> tuple[Chart | None, Agreement | None]:
    """Return the only chart that the names of a file's accounts agree with, and what they say of it.

    Args:
        charts: The charts to choose from; one that somebody has named is taken whatever the names say.
        accounts: Numbers and names.
    """
    found = [(chart, agreement(chart, accounts)) for chart in charts]
    if len(found) > 1:
        found = [(chart, tested) for chart, tested in found if tested.holds]
    return found[0] if len(found) == 1 else (None, None)


def suggest(
    objects: Sequence[ObjectFound],
    project: tuple[str, str],
    chosen: tuple[Chart | None, Agreement | None],
    clues: CategoryClues,
) -> Suggestion:
    """Return a first map.

    Args:
        objects: Objects of the file's rows that may be projects.
        project: The project's id and name.
        chosen: The chart and what names say of it.
        clues: What tells the project's categories.
    """
    taken, sure = _taken(objects, project)
    others = sorted((each for each in objects if each not in taken), key=lambda each: (-abs(each.minor), each.code))
    chart, tested = chosen
    return Suggestion(
        chart=chart,
        tested=tested,
        objects=taken,
        sure=sure,
        others=tuple(others),
        accounts=tuple(guess_account(account, chart, clues) for account in _together(taken or objects)),
    )


def _taken(objects: Sequence[ObjectFound], project: tuple[str, str]) -> tuple[tuple[ObjectFound, ...], bool]:
    """Return the objects that are the project, and whether that is beyond doubt."""
    id_, name = map(folded, project)
    objects = tuple(each for each in objects if each.code)
    exact = tuple(each for each in objects if folded(each.code) == id_ or folded(each.name) == name)
    if exact:
        return exact, len(exact) == 1
    near = tuple(each for each in objects if each.name and (folded(each.name) in name or name in folded(each.name)))
    if near:
        return near, False
    return (objects, False) if len(objects) == 1 else ((), False)


def _together(objects: Sequence[ObjectFound]) -> tuple[AccountFound, ...]:
    """Return the accounts of some objects, each once, by number."""
    found: dict[str, AccountFound] = {}
    for account in (account for each in objects for account in each.accounts):
        known = found.get(account.number)
        found[account.number] = (
            evolve(known, rows=known.rows + account.rows, minor=known.minor + account.minor) if known else account
        )
    return tuple(found[number] for number in sorted(found))


def guess_account(account: AccountFound, chart: Chart | None, clues: CategoryClues) -> AccountGuess:
    """Return what an account may be: by the chart, or else by its own name.

    Args:
        account: The account.
        chart: The chart; without one only names tell.
        clues: What tells the project's categories.
    """
    guess, name = _by_chart(account, chart, clues.own), folded(account.name)
    if guess.sure:
        return guess
    same = clues.names.get(name, ())
    if len(same) == 1:
        return evolve(guess, category=same[0], reason=label("sie.guess.named"))
    if guess.category is not None and _agrees(account, chart):
        return guess
    word = max((each for each in clues.words if each in name), key=len, default=None)
    if word is None:
        return guess
    return evolve(guess, category=clues.words[word], reason=label("sie.guess.word", word=word))


def _agrees(account: AccountFound, chart: Chart | None) -> bool:
    return chart is not None and not agreement(chart, [(account.number, account.name)]).against


def _by_chart(account: AccountFound, chart: Chart | None, categories: Mapping[str, str]) -> AccountGuess:
    """Return what an account may be by the chart; without one nothing can be said."""
    group = chart.group(account.number) if chart else None
    if chart is None or group is None or not ACCOUNT.fullmatch(account.number):
        return AccountGuess(account=account, category=None, sure=False, reason=label("sie.guess.nothing"))
    if group.category is None:
        reason = label("sie.guess.undecided", group=group.name)
        return AccountGuess(account=account, category=None, sure=False, reason=reason)
    category = categories.get(group.category)
    if category is None:
        reason = label("sie.guess.no_category", group=group.name, category=group.category)
        return AccountGuess(account=account, category=None, sure=False, reason=reason)
    if not _agrees(account, chart):
        reason = label("sie.guess.against", group=group.name)
        return AccountGuess(account=account, category=category, sure=False, reason=reason)
    if not group.verified:
        reason = label("sie.guess.unverified", group=group.name)
        return AccountGuess(account=account, category=category, sure=False, reason=reason)
    return AccountGuess(account=account, category=category, sure=True)
