"""Rows and columns of texts as lines of even width."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from ledger.core.record import frozen
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind

_GAP = 2
_INDENT = 2
_COMFORTABLE = 24
_NARROWEST = 16
_SHORT_HEADING = 12
_RULE = "─"

_LEFT = (ColumnKind.TEXT, ColumnKind.BAR, ColumnKind.DATE)
_DISPENSABLE = (ColumnKind.TEXT, ColumnKind.DATE)


class Line(NamedTuple):
    """A row: its texts, its depth, and what sets it off."""

    texts: tuple[str, ...]
    level: int
    kind: RowKind


@frozen(kw_only=True)
class Grid:
    """What is to be written.

    Attributes:
        columns: What the columns hold.
        heads: Heading and unit of each.
        lines: The rows.
    """

    columns: tuple[Column, ...]
    heads: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]

    def write(self, width: int) -> Iterator[list[str]]:
        """Yield the lines of one grid, or of several one under the other where the columns are too many for `width`."""
        widths = [self._natural(at) for at in range(len(self.columns))]
        for shown in self._fit(widths, width):
            yield self._aligned(shown, widths)

    def _natural(self, at: int) -> int:
        """Return the width that a column asks for: its widest cell, and a heading that wraps between words."""
        words, unit = self.heads[at]
        depth = 0 if at else _INDENT
        content = max((len(line.texts[at]) + depth * line.level for line in self.lines if line.texts[at]), default=0)
        longest = max((len(word) for word in words.split()), default=0)
        whole = len(words) if self.columns[at].kind is ColumnKind.TEXT else min(len(words), _SHORT_HEADING)
        return max(content, longest, whole, len(unit))

    def _fit(self, widths: list[int], width: int) -> list[list[int]]:
        """Narrow the columns, and return which of them stand in each grid.

        Texts give way as long as they read well, those that may be wide before the others; then bars are left out, for
        they only draw a percentage; then texts give way further, if that is enough. Otherwise the columns are parted.
        """
        shown = [at for at in range(len(self.columns)) if self._tells(at)]
        texts = [at for at in shown if self.columns[at].kind is ColumnKind.TEXT]
        for yielding in ([at for at in texts if self.columns[at].wide], texts):
            _narrow(widths, yielding, _COMFORTABLE, _excess(widths, shown, width))
        if _excess(widths, shown, width) > 0:
            shown = [at for at in shown if self.columns[at].kind is not ColumnKind.BAR]
        narrower = list(widths)
        for yielding in ([at for at in texts if self.columns[at].wide], texts):
            _narrow(narrower, yielding, _NARROWEST, _excess(narrower, shown, width))
        if _excess(narrower, shown, width) > 0:
            return list(_parted(widths, shown, width))
        widths[:] = narrower
        return [shown]

    def _tells(self, at: int) -> bool:
        """Whether a column is needed: texts and dates are not where no row has any, but figures are."""
        dispensable = at > 0 and bool(self.lines) and self.columns[at].kind in _DISPENSABLE
        return not dispensable or any(line.texts[at] for line in self.lines)

    def _aligned(self, shown: Sequence[int], widths: Sequence[int]) -> list[str]:
        """Return the headings and rows of some columns, aligned; a line of None is a rule across."""
        heads = self._heading_lines(shown, widths)
        body: list[Sequence[str] | None] = [*heads, None] if any(map(any, heads)) else []
        for line, before in zip(self.lines, (None, *self.lines), strict=False):
            if line.kind is RowKind.TOTAL and (before is None or before.kind is not RowKind.TOTAL):
                body.append(None)
            elif before is not None and _apart(line, before):
                body.append(["" for _ in shown])
            body.extend(self._physical(line, shown, widths))
        final = [max(map(len, column)) for column in zip(*filter(None, body), strict=True)]
        # Side by side, texts to the left and figures to the right.
        sides = ("<" if self.columns[at].kind in _LEFT else ">" for at in shown)
        form = (" " * _GAP).join(f"{{:{side}{width}}}" for side, width in zip(sides, final, strict=True))
        rule = _RULE * (sum(final) + _GAP * (len(final) - 1))
        return [rule if line is None else form.format(*line).rstrip() for line in body]

    def _heading_lines(self, shown: Sequence[int], widths: Sequence[int]) -> list[list[str]]:
        """Return the lines of the headings, standing on the rule beneath; units on a last line of their own."""
        stacks = [wrapped(self.heads[at][0], widths[at]) for at in shown]
        if any(self.heads[at][1] for at in shown):
            stacks = [[*stack, self.heads[at][1]] for stack, at in zip(stacks, shown, strict=True)]
        height = max(len(stack) for stack in stacks)
        level = [["" for _ in range(height - len(stack))] + stack for stack in stacks]
        return [list(line) for line in zip(*level, strict=True)]

    def _physical(self, line: Line, shown: Sequence[int], widths: Sequence[int]) -> list[Sequence[str]]:
        """Return the lines that a row takes, its texts wrapped and the first of them as deep as the row's level."""
        texts, indent = line.texts, " " * _INDENT * line.level
        if not any(len(texts[at]) > widths[at] - (0 if at else len(indent)) for at in shown):
            return [[texts[at] if at else indent + texts[at] for at in shown]]
        stacks = []
        for at in shown:
            depth = "" if at else indent
            text, room = texts[at], widths[at] - len(depth)
            fits = self.columns[at].kind is not ColumnKind.TEXT or len(text) <= room
            stacks.append([depth + text] if fits else [depth + part for part in wrapped(text, room)])
        return [list(each) for each in zip_longest(*stacks, fillvalue="")]


def wrapped(text: str, width: int, first: str = "") -> list[str]:
    """Return `text` on lines of `width`, the first beginning with `first` and the others as deep."""
    lines = _parts(text, max(width - len(first), 1))
    return [f"{' ' * len(first) if at else first}{line}".rstrip() for at, line in enumerate(lines)]


def _parts(text: str, width: int) -> list[str]:
    """Return `text` in parts that fit, cut between words, and inside a word only where it does not fit alone."""
    if len(text) <= width:
        return [text]
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        rest = word
        while len(rest) > width:
            lines[-1:] = [rest[:width], ""]
            rest = rest[width:]
        lines[-1] = f"{lines[-1]} {rest}" if lines[-1] else rest
    return lines


def _apart(line: Line, before: Line) -> bool:
    """Whether a blank line sets a group off from what stands before it."""
    if line.kind is RowKind.GROUP:
        return before.kind is not RowKind.GROUP
    return before.kind is RowKind.SUBTOTAL and line.kind is RowKind.LINE


def _excess(widths: Sequence[int], shown: Sequence[int], width: int) -> int:
    """Return by how many characters the lines are too long; negative where there is room left."""
    return sum(widths[at] for at in shown) + _GAP * (len(shown) - 1) - width


def _narrow(widths: list[int], yielding: Sequence[int], least: int, excess: int) -> None:
    """Take `excess` characters from the yielding columns, always from the widest, and none below `least`."""
    for _ in range(excess):
        widest = max(yielding, key=lambda at: widths[at], default=None)
        if widest is None or widths[widest] <= least:
            return
        widths[widest] -= 1


def _parted(widths: Sequence[int], shown: Sequence[int], width: int) -> Iterator[list[int]]:
    """Yield columns that fit in `width` together, the first one always among them: it says what each row is."""
    first, *others = shown
    part = [first]
    for at in others:
        if len(part) > 1 and _excess(widths, [*part, at], width) > 0:
            yield part
            part = [first]
        part.append(at)
    yield part
