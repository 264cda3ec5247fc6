"""Formulas of reports computed exactly, with fractions: what a spreadsheet does with them, without its binary figures.

The language is what the reports' formulas use: figures, references in braces, the four rules of arithmetic,
comparisons, and the functions ROUND, SUM, IF, MAX, MIN, ABS and N. Nothing else is understood, and nothing is executed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.errors import FormulaError

Value = Fraction | None
"""What a formula comes to; None is an empty text."""

_TOKEN = re.compile(r'\s*(?:(\d+(?:\.\d+)?)|\{([^{}]*)\}|([A-Z]+)\(|(<=|>=|<>|[-+*/(),:=<>])|("[^"]*"))')

_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


@frozen(kw_only=True)
class Cells:
    """Where a formula's references lead.

    Attributes:
        one: Gives the figure of a reference, 0 for an empty cell.
        span: Gives the figures from one reference to another.
    """

    one: Callable[[str], Fraction]
    span: Callable[[str, str], Sequence[Fraction]]


def evaluate(text: str, cells: Cells) -> Value:
    """Return what a formula comes to, exactly.

    Args:
        text: The formula, as `ledger.reports.table.Formula` has it.
        cells: Where its references lead.

    Raises:
        FormulaError: It holds something that reports do not use, or divides by nothing.
    """
    reader = _Reader(text, cells)
    value = reader.expression()
    if reader.peek() is not None:
        raise FormulaError(formula=text)
    return value


def references(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return the references of a formula in order: each alone, or the first and last of a span."""
    found = re.findall(r"\{([^{}]*)\}(?::\{([^{}]*)\})?", text)
    return tuple(dict.fromkeys((first, last or None) for first, last in found))


class _Reader:
    """Reads a formula from left to right and computes it on the way."""

    def __init__(self, text: str, cells: Cells) -> None:
        self._text = text
        self._cells = cells
        self._tokens = list(_tokens(text))
        self._at = 0

    def peek(self) -> str | None:
        """Return the sign or bracket that comes next; None at the end."""
        return self._tokens[self._at][1] if self._at < len(self._tokens) else None

    def expression(self) -> Value:
        """Read sums and differences."""
        value = self._product()
        while self.peek() in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            value = _number(value) + sign * _number(self._product())
        return value

    def _product(self) -> Value:
        value = self._signed()
        while self.peek() in ("*", "/"):
            divides = self._take() == "/"
            other = _number(self._signed())
            if divides and not other:
                raise FormulaError(formula=self._text)
            value = _number(value) / other if divides else _number(value) * other
        return value

    def _signed(self) -> Value:
        if self.peek() == "-":
            self._take()
            return -_number(self._signed())
        return self._atom()

    def _atom(self) -> Value:
        kind, held = self._next()
        if kind == "figure":
            return Fraction(held)
        if kind == "reference":
            return self._cells.one(held)
        if kind == "text" and held == '""':
            return None
        if kind == "function":
            return self._function(held)
        if held == "(":
            value = self.expression()
            self._expect(")")
            return value
        raise FormulaError(formula=self._text)

    def _function(self, name: str) -> Value:
        if name == "IF":
            return self._choice()
        values = self._arguments()
        if name == "ROUND" and len(values) == len(("figure", "decimals")):
            scale = 10 ** int(values[1])
            return Fraction(round_fraction(values[0] * scale, Rounding.HALF_UP), scale)
        known: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
            "SUM": lambda each: sum(each, Fraction(0)),
            "MAX": max,
            "MIN": min,
            "ABS": lambda each: abs(each[0]),
            "N": lambda each: each[0],
        }
        if name not in known or not values:
            raise FormulaError(formula=self._text)
        return known[name](values)

    def _arguments(self) -> list[Fraction]:
        values: list[Fraction] = []
        while True:
            values.extend(self._span() or (_number(self.expression()),))
            if self._take() == ")":
                return values

    def _span(self) -> Sequence[Fraction] | None:
        """Return the figures from one reference to another, if those come next."""
        following = self._tokens[self._at : self._at + 3]
        kinds = [kind for kind, _ in following]
        if kinds != ["reference", "sign", "reference"] or following[1][1] != ":":
            return None
        self._at += len(following)
        return tuple(self._cells.span(following[0][1], following[2][1]))

    def _choice(self) -> Value:
        """Read a condition and what follows from it; only the branch that is chosen must be computable."""
        left = _number(self.expression())
        compare = _COMPARED.get(self._take())
        right = _number(self.expression())
        self._expect(",")
        if compare is None:
            raise FormulaError(formula=self._text)
        value: Value = None
        for chosen, end in ((compare(left, right), ","), (not compare(left, right), ")")):
            if chosen:
                value = self.expression()
            else:
                self._skip()
            self._expect(end)
        return value

    def _skip(self) -> None:
        """Pass over a branch that is not chosen."""
        depth = 0
        while self._at < len(self._tokens):
            kind, held = self._tokens[self._at]
            if depth == 0 and held in (",", ")") and kind == "sign":
                return
            depth += (kind == "function" or held == "(") - (held == ")" and kind == "sign")
            self._at += 1

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise FormulaError(formula=self._text)
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self) -> str:
        return self._next()[1]

    def _expect(self, sign: str) -> None:
        if self._take() != sign:
            raise FormulaError(formula=self._text)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    kinds = ("figure", "reference", "function", "sign", "text")
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise FormulaError(formula=text)
        yield next((kind, held) for kind, held in zip(kinds, found.groups(), strict=True) if held is not None)
        at = found.end()


def _number(value: Value) -> Fraction:
    return Fraction(0) if value is None else value
