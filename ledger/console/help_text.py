"""Help texts in the reader's language: the English of the code, or what stands for each paragraph of it in data."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from collections.abc import Mapping
from typing import Any

import click

_METAVAR = re.compile(r"\b[A-Z][A-Z_]+\b")
_EXTRA = re.compile(r"(?P<said>.*?)(?:^|  )\[(?P<extra>[^\[\]]*)\]$", re.DOTALL)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a docstring, each on one line; they are what has a translation."""
    return tuple(" ".join(each.split()) for each in inspect.cleandoc(text).split("\n\n") if each.strip())


class TranslatedHelp(click.HelpFormatter):
    """A help text whose paragraphs, headings and placeholders are told in other words."""

    def __init__(self, texts: Mapping[str, str], words: Mapping[str, str], **sizes: Any) -> None:
        """Start an empty help text.

        Args:
            texts: What stands for an English paragraph; one that is missing stays English.
            words: What stands for a placeholder such as ``FILE``.
            sizes: As of `click.HelpFormatter`.
        """
        super().__init__(**sizes)
        self._texts = texts
        self._words = words

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line."""
        super().write_usage(prog, self._placed(args), prefix or f"{self._told('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(self._told(heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        super().write_text("\n\n".join(map(self._told, paragraphs(text))))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """Write a list of options or commands."""
        told = [(self._placed(first), self._described(second)) for first, second in rows]
        super().write_dl(told, *args, **kwargs)

    def _told(self, paragraph: str) -> str:
        return self._texts.get(paragraph, paragraph)

    def _placed(self, text: str) -> str:
        return _METAVAR.sub(lambda word: self._words.get(word[0], word[0]), text)

    def _described(self, text: str) -> str:
        """Tell an option's help and what the parser adds to it, ``[required]`` or ``[default: …]``."""
        extra = _EXTRA.fullmatch(text)
        if text in self._texts or extra is None:
            return self._told(text)
        said, added = self._told(extra["said"]), extra["extra"]
        name, colon, value = added.partition(": ")
        return f"{said}  [{self._told(name)}{colon}{value}]".lstrip()
