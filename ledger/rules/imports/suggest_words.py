"""What the words and account numbers in another program's columns may be in a project."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.near import nearest_name
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.core.words import label
from ledger.model.imports.chart import Chart
from ledger.rules.imports.suggest import AccountGuess
from ledger.rules.imports.suggest_columns import Columns


@frozen(kw_only=True)
class WordFound:
    """A word that stands in a column.

    Attributes:
        word: As the file writes it first.
        rows: How many rows have it.
        minor: Their sum, minor units, with the file's sign.
    """

    word: str
    rows: int
    minor: int


@frozen(kw_only=True)
class WordGuess:
    """What a word may be.

    Attributes:
        found: The word.
        id: What it may be; None where nothing can be said.
        known: Whether it is read without a map.
        sure: Whether it is beyond doubt.
        reason: Why it is not sure.
    """

    found: WordFound
    id: str | None
    known: bool = False
    sure: bool = False
    reason: Words = ""


@frozen(kw_only=True)
class ActualsSuggestion:
    """A first map for a file with columns.

    Attributes:
        columns: What its columns are.
        chart: The chart that accounts are told by; None where there are none, or no chart fits.
        accounts: What its accounts may be, where they say the category.
        words: By our column what its words may be.
        minor: Sum of all rows, minor units, with the file's sign.
    """

    columns: Columns
    chart: Chart | None = None
    accounts: tuple[AccountGuess, ...] = ()
    words: Mapping[str, tuple[WordGuess, ...]] = field(factory=dict)
    minor: int = 0

    @property
    def by_account(self) -> bool:
        """Whether accounts say the category."""
        return "category" not in self.columns.places and "account" in self.columns.places


def guess_words(
    words: Iterable[WordFound],
    known: Mapping[str, Sequence[str]],
    told: Mapping[str, str],
    sure: Mapping[str, str],
) -> tuple[WordGuess, ...]:
    """Return what the words of a column may be, those with most rows first.

    Args:
        words: The words.
        known: Ids by folded name, as they are read without a map.
        told: What a word tells that stands in a longer one, in small letters, to an id.
        sure: What a word is beyond doubt, folded, to an id.
    """
    ordered = sorted(words, key=lambda each: (-each.rows, each.word))
    return tuple(_guess(each, known, told, sure) for each in ordered)


def _guess(
    found: WordFound, known: Mapping[str, Sequence[str]], told: Mapping[str, str], sure: Mapping[str, str]
) -> WordGuess:
    word = folded(found.word)
    ids = known.get(word, ())
    if len(ids) == 1:
        return WordGuess(found=found, id=ids[0], known=True)
    if word in sure:
        return WordGuess(found=found, id=sure[word], sure=True)
    if len(ids) > 1:
        return WordGuess(found=found, id=None, reason=label("map.guess.several", ids=", ".join(ids)))
    part = max((each for each in told if each in word), key=len, default=None)
    if part is not None:
        return WordGuess(found=found, id=told[part], reason=label("map.guess.word", word=part))
    near = nearest_name(word, [name for name, of in known.items() if len(of) == 1])
    if near is not None:
        return WordGuess(found=found, id=known[near][0], reason=label("map.guess.near", name=near))
    return WordGuess(found=found, id=None, reason=label("map.guess.nothing"))


def telling_words(charts: Iterable[Chart], categories: Mapping[str, str]) -> dict[str, str]:
    """Return what words in names of accounts tell, where all charts agree: to categories of the project.

    Args:
        charts: The charts whose words count.
        categories: Category of the common scheme to the project's own, where that is beyond doubt.
    """
    found: dict[str, set[str]] = {}
    for group in (group for chart in charts for group in chart.groups):
        for word in group.words if group.category else ():
            found.setdefault(word.casefold(), set()).add(categories.get(group.category or "", ""))
    return {word: of.pop() for word, of in found.items() if len(of) == 1 and of != {""}}
