"""Words for people: names that data gives in two languages, and labels that stand in label files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ledger.core.formats import write_money
from ledger.core.formats import write_percent
from ledger.core.money import Money
from ledger.core.record import frozen

Value = str | int | date | Money | Fraction | None
"""What a label's slot can hold; written out in the reader's language."""

_SENTENCE_DECIMALS = 2


@frozen
class Name:
    """A name that data gives in both languages.

    Attributes:
        sv: Swedish, as the funder or the law writes it.
        en: English.
    """

    sv: str
    en: str


@frozen
class Label:
    """A text in the label files, with the values that fill its slots.

    Attributes:
        key: Where the text stands in the label files, such as ``variance.title``.
        values: Pairs of slot and value; a value may itself be a `Name` or a `Label`.
    """

    key: str
    values: tuple[tuple[str, Words | Value], ...] = ()


Words = str | Name | Label
"""A text that needs no translation, a name in two languages, or a label."""


def label(key: str, **values: Words | Value) -> Label:
    """Return the label `key` with its slots filled by `values`."""
    return Label(key, tuple(values.items()))


def folded(text: str) -> str:
    """Return a text without regard to case and to how many spaces stand in it; names are compared like this."""
    return " ".join(text.split()).casefold()


def with_id(name: str, id_: str) -> str:
    """Return a name with the id that tells it from others alike; files of actuals are read with such names too."""
    return f"{name} ({id_})"


def write_value(value: Value, language: str) -> str:
    """Write whatever a label's slot can hold.

    What is not known is a dash. Percentages have as many decimals as they need, at most two; days are as ISO 8601 has
    them, in both languages.
    """
    if value is None:
        return "–"
    if isinstance(value, Money):
        return write_money(value, language)
    if isinstance(value, Fraction):
        decimals = next(
            (n for n in range(_SENTENCE_DECIMALS) if 10 ** (n + 2) % value.denominator == 0), _SENTENCE_DECIMALS
        )
        return write_percent(value, language, decimals=decimals)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


class _Said(str):
    """What fills a slot; where the slot names what is counted, ``{rows:row|rows}``, in the one's word or the many's."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        """Return the text, with the word that goes with it if there are any."""
        one, parted, many = words.partition("|")
        return f"{self!s} {one if str(self) == '1' else many}" if parted else str(self)


@frozen
class Labels:
    """The label texts of one language.

    Attributes:
        language: ``sv`` or ``en``.
        texts: Text by key, with ``{slots}``; one of a count may name what is counted: ``{rows:row|rows}``.
    """

    language: str
    texts: Mapping[str, str]

    def say(self, words: Words | Value) -> str:
        """Return `words` in this language; figures and dates are written as the language writes them.

        Raises:
            KeyError: The label files hold no such key, which a test rules out for every key in the code.
        """
        if isinstance(words, str):
            return words
        if isinstance(words, Name):
            return words.sv if self.language == "sv" else words.en
        if isinstance(words, Label):
            return self.texts[words.key].format_map({slot: _Said(self.say(value)) for slot, value in words.values})
        return write_value(words, self.language)
