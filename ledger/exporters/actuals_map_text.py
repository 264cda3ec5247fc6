"""A first map for a file with columns as the text of a map file: what is sure as lines, what is not as remarks."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.words import Label
from ledger.core.words import Labels
from ledger.core.words import Words
from ledger.core.words import label
from ledger.exporters.toml_text import one_line
from ledger.exporters.toml_text import write_inline
from ledger.model.scheme import Scheme
from ledger.rules.imports.suggest import AccountGuess
from ledger.rules.imports.suggest_words import ActualsSuggestion
from ledger.rules.imports.suggest_words import WordGuess

WORDS_MAX = 200
"""How many words of a column are written one by one."""


def write_actuals_map(
    suggestion: ActualsSuggestion, head: Mapping[str, str], scheme: Scheme, terms: tuple[Currency, Labels]
) -> str:
    """Return the text of a map file.

    Args:
        suggestion: The first map.
        head: ``project`` and ``file``.
        scheme: The project's categories.
        terms: The project's currency, and the texts of the language that remarks are written in.
    """
    return _Writer(suggestion, head, scheme, terms).text()


class _Writer:
    """Writes one map."""

    def __init__(
        self, suggestion: ActualsSuggestion, head: Mapping[str, str], scheme: Scheme, terms: tuple[Currency, Labels]
    ) -> None:
        self._made = suggestion
        self._found = suggestion.columns
        self._head = head
        self._scheme = scheme
        self._currency, self._labels = terms

    def text(self) -> str:
        """Return the text."""
        parts = (
            *(self._top(), self._columns(), self._constants()),
            *map(self._values, self._valued()),
            self._only(),
        )
        return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"

    def _top(self) -> Iterator[str]:
        yield self._remark(label("map.head", file=self._head["file"], project=self._head["project"]))
        yield self._remark(label("sie.map.read"))
        codes = ", ".join(f"{each.code} ({self._labels.say(each.name)})" for each in self._scheme.categories)
        yield self._remark(label("map.categories", categories=codes))
        yield ""
        yield self._remark(label("map.organisation"))
        yield '# organisation = ""'
        if self._head.get("sheet"):
            yield f"sheet = {write_inline(self._head['sheet'])}"
        if self._made.minor < 0 and not self._found.in_two:
            yield f'signs = "credit"  {self._remark(label("map.signs"))}'

    def _columns(self) -> Iterator[str]:
        found = self._found
        yield "[columns]"
        for at, heading in enumerate(found.headings):
            ours = [column for column, place in found.read.items() if place == at]
            if ours == ["account"] and self._made.by_account:
                ours = ["account", "category"]
            if ours:
                yield f"{write_inline(heading)} = {write_inline(', '.join(ours))}"
        for heading, column in found.doubts:
            yield f"# {write_inline(heading)} = {write_inline(column)}  {self._remark(label('map.doubt'))}"
        if found.unused:
            yield self._remark(label("map.unused", names=", ".join(found.unused)))

    def _constants(self) -> Iterator[str]:
        constants = []
        if "project" not in self._found.places:
            constants.append(f"project = {write_inline(self._head['project'])}")
        if not {"category", "account"} & self._found.places.keys():
            constants.append(f'# category = ""  {self._remark(label("map.no_category"))}')
        if constants:
            yield "[constants]"
            yield from constants

    def _valued(self) -> Iterator[str]:
        """Yield the columns of which the map says what words mean."""
        if self._made.accounts:
            yield "account"
        yield from (column for column, of in self._made.words.items() if not all(guess.known for guess in of))

    def _values(self, column: str) -> Iterator[str]:
        if column == "account":
            yield from self._accounts()
            return
        guesses = self._made.words[column]
        yield f"[values.{column}]"
        yield from (self._line(guess) for guess in guesses if guess.sure)
        unsure = [guess for guess in guesses if not guess.known | guess.sure]
        if unsure:
            yield self._remark(label("map.project_others" if column == "project" else "map.unsure"))
        ours = self._head["project"] if column == "project" else ""
        yield from (f"# {self._line(guess, ours)}: {self._labels.say(guess.reason)}" for guess in unsure[:WORDS_MAX])
        if len(unsure) > WORDS_MAX:
            yield self._remark(label("map.more_words", count=len(unsure) - WORDS_MAX))
        known = ", ".join(dict.fromkeys(guess.found.word for guess in guesses if guess.known))
        if known:
            yield self._remark(label("map.known", names=known))

    def _only(self) -> Iterator[str]:
        """Yield which rows are the project's, where there are others; as remarks where none is known to be."""
        guesses = self._made.words.get("project", ())
        ours = tuple(guess.found.word for guess in guesses if guess.known or guess.sure)
        if not guesses or len(ours) == len(guesses):
            return
        heading = write_inline(self._found.heading("project"))
        yield self._remark(label("map.only"))
        if ours:
            yield "[only]"
            yield f"{heading} = {write_inline(ours)}"
        else:
            yield "# [only]"
            yield f"# {heading} = {write_inline(tuple(guess.found.word for guess in guesses[:1]))}"

    def _line(self, guess: WordGuess, otherwise: str = "") -> str:
        found = guess.found
        about = self._remark(label("map.word", rows=found.rows, sum=Money(found.minor, self._currency)))
        return f"{write_inline(found.word)} = {write_inline(guess.id or otherwise)}  {about}"

    def _accounts(self) -> Iterator[str]:
        yield "[values.category]"
        chart = self._made.chart
        yield self._remark(label("map.chart", chart=chart.name) if chart else label("map.no_chart"))
        sure = [guess for guess in self._made.accounts if guess.sure]
        yield from map(self._account, sure)
        unsure = [guess for guess in self._made.accounts if not guess.sure]
        if unsure:
            yield self._remark(label("map.accounts_unsure"))
        yield from (f"# {self._account(guess)}: {self._labels.say(guess.reason)}" for guess in unsure)

    def _account(self, guess: AccountGuess) -> str:
        account = guess.account
        total = Money(account.minor, self._currency)
        about = self._remark(label("sie.map.account", name=account.name or "–", rows=account.rows, sum=total))
        return f"{write_inline(account.number)} = {write_inline(guess.category or '')}  {about}"

    def _remark(self, said: Label | Words) -> str:
        return f"# {one_line(self._labels.say(said))}"
