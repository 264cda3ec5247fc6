"""Regular expressions compiled when they are first used.

Python compiles a pattern in Python, a tenth of a millisecond or a whole one each, and modules do so while they are
loaded. Of the fifty that click, XlsxWriter and what they bring have, a command uses a handful; the rest was a twentieth
of a report's start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

_compile = re.compile


class LatePattern:
    """A pattern as whoever asks knows it; it is compiled when something in it is first asked for."""

    def __init__(self, *given: object, **named: object) -> None:
        """Compile nothing as yet.

        Args:
            given: What `re.compile` was given.
            named: What it was given by name.
        """
        self._given, self._named = given, named

    # So that it passes for a pattern, as where `re.sub` is given one instead of a text.
    @property  # type: ignore[misc]
    def __class__(self) -> type[re.Pattern[str]]:  # type: ignore[override]
        return re.Pattern

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what Python asks of any object
            raise AttributeError(name)
        found: object = getattr(_compile(*self._given, **self._named), name)  # type: ignore[call-overload] # which keeps it compiled
        setattr(self, name, found)  # found at once from here on
        return found


@contextmanager
def late_patterns() -> Iterator[None]:
    """While modules of others' are loaded, let no pattern be compiled before it is used."""
    re.compile = LatePattern  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = _compile
