"""A first map for an SIE file as the text of a map file: what is sure as lines, what is not as remarks."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.words import Labels
from ledger.core.words import Words
from ledger.core.words import label
from ledger.exporters.toml_text import one_line
from ledger.exporters.toml_text import write_inline
from ledger.model.scheme import Scheme
from ledger.rules.imports.suggest import AccountGuess
from ledger.rules.imports.suggest import ObjectFound
from ledger.rules.imports.suggest import Suggestion

_OTHERS_MAX = 20


def write_sie_map(
    suggestion: Suggestion, head: Mapping[str, str], scheme: Scheme, terms: tuple[Currency, Labels]
) -> str:
    """Return the text of a map file.

    Args:
        suggestion: The first map.
        head: ``project``, ``file`` and ``organisation``.
        scheme: The project's categories.
        terms: The project's currency, and the texts of the language that remarks are written in.
    """
    return _Writer(suggestion, head, scheme, terms).text()


class _Writer:
    """Writes one map."""

    def __init__(
        self, suggestion: Suggestion, head: Mapping[str, str], scheme: Scheme, terms: tuple[Currency, Labels]
    ) -> None:
        self._found = suggestion
        self._head = head
        self._scheme = scheme
        self._currency, self._labels = terms

    def text(self) -> str:
        """Return the text."""
        parts = (self._top(), self._accounts(), self._objects())
        return "\n\n".join("\n".join(part) for part in parts) + "\n"

    def _top(self) -> Iterator[str]:
        yield self._remark("sie.map.head", file=self._head["file"], project=self._head["project"])
        yield self._remark("sie.map.read")
        codes = ", ".join(f"{each.code} ({self._labels.say(each.name)})" for each in self._scheme.categories)
        yield self._remark("sie.map.categories", categories=codes)
        yield ""
        if self._head["organisation"]:
            yield f"organisation = {write_inline(self._head['organisation'])}"
        yield from self._chart()
        numbers = ", ".join(write_inline(guess.account.number) for guess in self._nothing())
        if numbers:
            yield f"# outside = [{numbers}]  {self._remark('sie.map.outside')}"

    def _chart(self) -> Iterator[str]:
        chart, tested = self._found.chart, self._found.tested
        if chart is None or tested is None:
            yield self._remark("sie.map.no_chart")
            return
        if tested.holds:
            yield self._remark("sie.map.chart", chart=chart.name, agreeing=tested.agreeing, against=len(tested.against))
        else:
            yield self._remark("sie.map.chart_doubt", chart=chart.name, against=len(tested.against))
        yield f"chart = {write_inline(chart.id)}"

    def _accounts(self) -> Iterator[str]:
        yield "[accounts]"
        for guess in self._found.accounts:
            if guess.sure:
                yield f"{self._line(guess)}  {self._about(guess)}"
        unsure = [guess for guess in self._found.unmapped if guess.category]
        for key, guesses in (("sie.map.unsure", unsure), ("sie.map.unmapped", self._nothing())):
            if guesses:
                yield self._remark(key)
            for guess in guesses:
                yield f"# {self._line(guess)}  {self._about(guess)}: {self._labels.say(guess.reason)}"

    def _nothing(self) -> list[AccountGuess]:
        return [guess for guess in self._found.unmapped if not guess.category]

    def _line(self, guess: AccountGuess) -> str:
        return f"{write_inline(guess.account.number)} = {write_inline(guess.category or '')}"

    def _about(self, guess: AccountGuess) -> str:
        account, total = guess.account, Money(guess.account.minor, self._currency)
        return self._remark("sie.map.account", name=account.name or "–", rows=account.rows, sum=total)

    def _objects(self) -> Iterator[str]:
        found = self._found
        if not found.objects:
            yield self._remark("sie.map.no_object")
        elif not found.sure:
            yield self._remark("sie.map.object_doubt")
        for each in found.objects:
            yield from self._object(each, mark="")
        for each in found.others[:_OTHERS_MAX]:
            if not found.objects:
                yield from self._object(each, mark="# ")
            else:
                yield self._object_remark(each)
        if len(found.others) > _OTHERS_MAX:
            yield self._remark("sie.map.more_objects", count=len(found.others) - _OTHERS_MAX)

    def _object(self, each: ObjectFound, mark: str) -> Iterator[str]:
        yield self._object_remark(each) if each.code else self._remark("sie.map.everything")
        yield f"{mark}[[object]]"
        if each.code:
            yield f"{mark}dimension = {write_inline(each.dimension)}"
            yield f"{mark}codes = [{write_inline(each.code)}]"
        else:
            yield f"{mark}everything = true"
        yield f"{mark}project = {write_inline(self._head['project'])}"

    def _object_remark(self, each: ObjectFound) -> str:
        total = Money(each.minor, self._currency)
        return self._remark(
            "sie.map.object", dimension=each.dimension, code=each.code, name=each.name or "–", sum=total
        )

    def _remark(self, key: str, **values: Words | int | Money) -> str:
        return f"# {one_line(self._labels.say(label(key, **values)))}"
