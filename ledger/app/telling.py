"""Findings and refusals in words, as the command tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ledger import catalog
from ledger.core.finding import Finding
from ledger.core.formats import write_money
from ledger.core.money import Money
from ledger.core.words import Labels
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import ChoiceError
from ledger.errors import LedgerError

_MEANING = re.compile(r" \([^()]*\)")
"""What stands after a word of a list of choices."""


def say(told: Finding | LedgerError | Words, *, language: str = "sv") -> str:
    """Return a finding, with its place and severity, a refusal, or the words of a table or project, as a text.

    Args:
        told: What is to be told.
        language: ``sv`` or ``en``.
    """
    if isinstance(told, LedgerError):
        return refusal_in_words(told, language)
    labels = catalog.labels(language)
    return finding_in_words(told, labels) if isinstance(told, Finding) else labels.say(told)


def finding_in_words(finding: Finding, labels: Labels) -> str:
    """Return a finding in words: place, severity, code, text."""
    from ledger.reports.findings import where  # noqa: PLC0415 - most commands tell of nothing

    place = " ".join(filter(None, (finding.place.project, where(finding.place))))
    severity = labels.say(label(f"severity.{finding.severity}"))
    return f"{place + ': ' if place else ''}{severity} {finding.code}: {labels.say(finding.words)}"


def refusal_in_words(error: LedgerError, language: str) -> str:
    """Return a refusal in words: code, text. The English stands in the class, the Swedish in the label files."""
    texts = catalog.labels(language, "errors", "reasons", "placeholders").texts
    meanings = _meanings(language) if isinstance(error, ChoiceError) else {}
    text = str(error)
    if language == "sv" and f"error.{error.code}" in texts:
        text = texts[f"error.{error.code}"].format_map(
            {
                name: meanings.get(str(value)) or texts.get(f"{name}.{value}") or _in_swedish(value, texts)
                for name, value in error.values.items()
            }
        )
    return f"{error.code}: {text}"


def _meanings(language: str) -> dict[str, str]:
    """Return by each list of words that commands and files take the same list with what each word means."""
    return {_MEANING.sub("", text): text for text in catalog.labels(language, "choices").texts.values()}


def _in_swedish(value: object, texts: Mapping[str, str]) -> object:
    """Return an error's value as it is written in Swedish; reasons of the system's and of ours have their texts."""
    if isinstance(value, Money):
        return write_money(value, "sv")
    if not isinstance(value, str):
        return value
    words = [texts.get(f"word.{word}") for word in value.split("=")]
    return texts.get(f"reason.{value}") or ("=".join(map(str, words)) if all(words) else value)
