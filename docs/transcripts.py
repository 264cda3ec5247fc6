"""Run the pages that show commands and code, and return them with the output as it really comes.

A fenced block ``console`` holds commands after ``$ `` and what they print; ``python`` holds code, whose printed output
stands in the block ``text`` that follows; a block such as ``toml file=project.toml`` is written to that file first. All
blocks of a page share one folder, one clock and one row of random bytes, so that it comes out the same everywhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import shlex
import sys
from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from itertools import count
from pathlib import Path

from click.testing import CliRunner

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from cli import main  # noqa: E402 - the checkout's own command
from ledger.console.settings import Settings  # noqa: E402

PAGES = (
    "README.md",
    "docs/first-hour-economist.sv.md",
    "docs/first-hour-economist.en.md",
    "docs/first-hour-treasurer.sv.md",
    "docs/first-hour-treasurer.en.md",
    "docs/project-year.sv.md",
    "docs/project-year.en.md",
    "docs/first-hour-library.md",
    "docs/library-examples.md",
    "docs/sie.md",
    "docs/corrections.md",
    "docs/statements.md",
    "docs/budget-versions.md",
    "docs/forecast.md",
    "docs/explain.md",
    "docs/fill.md",
    "docs/cofinancing.md",
    "docs/claims.md",
    "docs/contracts.md",
    "docs/actuals.md",
)
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_AUTHOR = "Ekonomen"


def rerun(page: Path, folder: Path) -> str:
    """Return the text of `page` with every output as it comes when its blocks are run in `folder`."""
    text = page.read_text(encoding="utf-8")
    with contextlib.chdir(folder):
        return _FENCE.sub(_Page(folder).block, text)


class _Page:
    """One page's run: the folder, the clock, the names that its code has made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, object] = {"__name__": "page"}
        self._printed: str | None = None
        self._moments = count()
        self._random = same_bytes()

    def block(self, fence: re.Match[str]) -> str:
        """Return a fenced block as it comes when it is run."""
        kind, terms, body = fence.groups()
        printed, self._printed = self._printed, None
        if terms.startswith(" file="):
            (self._folder / terms.removeprefix(" file=")).write_text(body, encoding="utf-8")
        elif kind == "console":
            body = "".join(self._console(body))
        elif kind == "python":
            self._printed = self._python(body)
        elif kind == "text" and printed is not None:
            body = printed
        return f"```{kind}{terms}\n{body}```"

    def _console(self, body: str) -> Iterator[str]:
        for line in body.splitlines():
            if line.startswith("$ "):
                yield f"{line}\n{self._command(line.removeprefix('$ '))}"

    def _command(self, line: str) -> str:
        program, *arguments = shlex.split(line)
        if program != "medfin":
            return ""
        settings = Settings(author=_AUTHOR, clock=self._clock, random=self._random)
        result = CliRunner().invoke(main, arguments, obj=settings, env={"MEDFIN_BOOK": None}, catch_exceptions=False)
        status = f"(exit status {result.exit_code})\n" if result.exit_code else ""
        return _trimmed(result.output) + status

    def _python(self, body: str) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(body, "page", "exec"), self._names)  # noqa: S102 - the page's own code is what is tested
        return _trimmed(printed.getvalue())

    def _clock(self) -> datetime:
        return datetime(2026, 1, 31, 12, 0, tzinfo=UTC) + timedelta(minutes=next(self._moments))


def same_bytes() -> Callable[[int], bytes]:
    """Return a source of the same bytes at every run."""
    numbers = count()

    def random(size: int) -> bytes:
        return hashlib.shake_256(str(next(numbers)).encode()).digest(size)

    return random


def _trimmed(text: str) -> str:
    """Return the text with paths as on any system and no spaces at the ends of lines."""
    lines = (line.rstrip() for line in text.replace(os.sep, "/").splitlines())
    return "".join(f"{line}\n" for line in lines)
