"""Live figures as spreadsheet formulas."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import reduce

from ledger import errors
from ledger.core.formats import write_percent
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.render.clean import visible
from ledger.render.workbook.layout import Block
from ledger.render.workbook.layout import Layout
from ledger.render.workbook.layout import quoted
from ledger.render.workbook.number import to_number
from ledger.render.workbook.underlag import CHANGED
from ledger.render.workbook.underlag import name_of
from ledger.render.workbook.underlag import set_by
from ledger.reports.table import FIGURE
from ledger.reports.table import Case
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Criterion
from ledger.reports.table import Formula
from ledger.reports.table import Intact
from ledger.reports.table import Live
from ledger.reports.table import Row
from ledger.reports.table import SumOf
from ledger.reports.table import Told

_LONGEST = 8192
_LONGEST_TEXT = 200
"""A text in a formula or in a criterion holds at most 255 characters; room is left for the test before it."""

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_WILDCARDS = re.compile(r"([~*?])")
_LIKE_A_NUMBER = re.compile(r"[\d\s.,:/%()+\-–−]*\d[\d\s.,:/%()+\-–−]*")
_LIKE_A_FUNCTION = re.compile(r"([A-Z.])\(")


@frozen
class Formulas:
    """Writes the formulas of one workbook.

    Attributes:
        layout: Where everything stands.
        labels: The language in which the entries' texts are written.
    """

    layout: Layout
    labels: Labels
    _texts: dict[str, dict[str, set[str]]] = field(factory=dict, init=False)

    def formula(self, cell: Cell, block: Block, row: Row, column: Column) -> str | None:
        """Return a cell's formula, or None for a text, an empty cell or input.

        Args:
            cell: The cell.
            block: Its table's place.
            row: Its row.
            column: Its column.

        Raises:
            FormulaTooLongError: It has more characters than spreadsheet programs take.
            ReferenceMissingError: It refers to what the workbook does not hold.
        """
        address = f"{block.table.name}/{row.key}.{column.key}"
        if set_by(cell, summed=self.layout.entries is not None) is not None:
            basis = self.layout.blocks[name_of(block.table.currency)]
            return f"={quoted(basis.tab)}!{basis.cell(address, cell.kind or column.kind, fixed=True)}"
        written = self._computed(cell.live, block, row, address)
        if written is not None and len(written) > _LONGEST:
            raise errors.FormulaTooLongError(address=address, length=len(written), limit=_LONGEST)
        return written

    def _computed(self, live: Live, block: Block, row: Row, address: str) -> str | None:
        """Return the formula of a sum of entries, of arithmetic on cells or of a check of them; None for all else."""
        if isinstance(live, SumOf) and self.layout.entries is not None:
            return self._sum(live, self.layout.entries, address)
        if isinstance(live, Intact):
            first = self._reference(live.first, block, row, address)
            other = self.layout.blocks[live.first.partition("/")[0]]
            changed = self._changed(other)
            return f"=SUMPRODUCT(1*_xlfn.ISFORMULA({first}:{other.cell(*_parted(live.last))})){changed}"
        if isinstance(live, Formula):
            return "=" + self._arithmetic(live.text, block, row, address)
        if isinstance(live, Told):
            text = reduce(self._otherwise, reversed(live.cases), "")
            return "=" + self._arithmetic(text, block, row, address)
        return None

    def _changed(self, block: Block) -> str:
        """Return what takes away each figure of a table that has been changed on the sheet *Underlag*, if any is set.

        A table's figures stand there one under the other.
        """
        basis = self.layout.blocks.get(name_of(block.table.currency))
        rows = [key for key in basis.rows if key.startswith(f"{block.table.name}/")] if basis else []
        if basis is None or not rows:
            return ""
        first, last = (basis.cell(key, CHANGED, fixed=True) for key in (rows[0], rows[-1]))
        return f"-SUMPRODUCT(1*({quoted(basis.tab)}!{first}:{last}<>0))"

    def _arithmetic(self, text: str, block: Block, row: Row, address: str) -> str:
        return _REFERENCE.sub(lambda match: self._reference(match[1], block, row, address), text)

    def _otherwise(self, others: str, case: Case) -> str:
        """Return the formula of a case's text, or of the others' where it does not hold."""
        parts = [_literal(part) for part in visible(self.labels.say(case.words)).split(FIGURE)]
        percent = _literal(write_percent(Fraction(0), self.labels.language, decimals=0).removeprefix("0"))
        told = f"&FIXED(100*{case.figure},2,TRUE)&{percent}&".join(parts)
        return f"IF({case.holds},{told},{others})" if case.holds else told

    def _reference(self, text: str, block: Block, row: Row, address: str) -> str:
        """Return the cell that ``column``, ``row.column`` or ``table/row.column`` stands for."""
        key, _, column = text.rpartition(".")
        table, _, inner = key.partition("/")
        other = self.layout.blocks.get(table)
        try:
            # Row keys may hold slashes themselves, so a row of the same table goes before another table.
            if not key or key in block.rows or other is None:
                return block.cell(key or row.key, column)
            prefix = "" if other.tab == block.tab else f"{quoted(other.tab)}!"
            return prefix + other.cell(inner, column)
        except KeyError as error:
            raise errors.ReferenceMissingError(address=address, reference=f"{{{text}}}") from error

    def _sum(self, live: SumOf, entries: Block, address: str) -> str:
        """Return the rounded sum of the entries that meet each term's criteria."""
        try:
            amounts = entries.span(live.column)
            terms = [
                f"{'-' if sign < 0 else '+'}{self._term(criteria, entries, amounts, address)}"
                for sign, criteria in live.terms
            ]
        except KeyError as error:
            raise errors.ReferenceMissingError(
                address=address, reference=f"{{{entries.table.name}.{error.args[0]}}}"
            ) from error
        return f"=ROUND({''.join(terms).removeprefix('+')},{entries.table.currency.decimals})"

    def _term(self, criteria: tuple[Criterion, ...], entries: Block, amounts: str, address: str) -> str:
        """Return the sum of the amounts whose entries meet all criteria.

        SUMIFS does not tell capitals from small letters, nor in all programs ``007`` from ``7``. Where the entries hold
        both, and for texts longer than it takes, each row is compared exactly instead.
        """
        if not criteria:
            return f"SUM({amounts})"
        if any(self._needs_exact(criterion, entries) for criterion in criteria):
            tests = "*".join(self._exact(criterion, entries, address) for criterion in criteria)
            return f"SUMPRODUCT(1*{tests},{amounts})"
        tests = ",".join(f"{entries.span(each.column)},{self._condition(each, entries, address)}" for each in criteria)
        return f"SUMIFS({amounts},{tests})"

    def _condition(self, criterion: Criterion, entries: Block, address: str) -> str:
        """Return a criterion as SUMIFS reads it; an empty text means an empty cell."""
        text = self._text(criterion, entries)
        if text is None:
            return f'"{criterion.test}"&{self._figure(criterion, entries, address)}'
        return _literal(criterion.test + (_escaped(text) if criterion.test == "=" else text))

    def _exact(self, criterion: Criterion, entries: Block, address: str) -> str:
        """Return a criterion as a comparison of each row; an empty cell has no date and no number."""
        span = entries.span(criterion.column)
        text = self._text(criterion, entries)
        if text is None:
            return f'({span}<>"")*({span}{criterion.test}{self._figure(criterion, entries, address)})'
        return (
            f"EXACT({span},{_literal(text)})" if criterion.test == "=" else f"({span}{criterion.test}{_literal(text)})"
        )

    def _text(self, criterion: Criterion, entries: Block) -> str | None:
        """Return the text that a criterion compares with, as the sheet writes it; None for dates and numbers."""
        column = entries.table.columns[entries.columns[criterion.column]]
        if isinstance(criterion.value, date) or (
            isinstance(criterion.value, int) and column.kind is not ColumnKind.TEXT
        ):
            return None
        return visible(self.labels.say(criterion.value), keep="\n\t")

    def _figure(self, criterion: Criterion, entries: Block, address: str) -> str:
        """Return the date or number that a criterion compares with."""
        if isinstance(criterion.value, date):
            return f"DATE({criterion.value.year},{criterion.value.month},{criterion.value.day})"
        column = entries.table.columns[entries.columns[criterion.column]]
        return str(to_number(criterion.value, column.kind, entries.table.currency, address))

    def _needs_exact(self, criterion: Criterion, entries: Block) -> bool:
        """Whether SUMIFS would take other entries for those that are meant."""
        text = self._text(criterion, entries)
        if text is None:
            return False
        return len(_escaped(text)) > _LONGEST_TEXT or not self._alike(criterion.column, entries, text) <= {text}

    def _alike(self, key: str, entries: Block, text: str) -> set[str]:
        """Return a column's texts that look like `text` to SUMIFS."""
        if key not in self._texts:
            at = entries.columns[key]
            self._texts[key] = {}
            for value in {row.cells[at].value for row in entries.table.rows} - {None}:
                written = visible(self.labels.say(value), keep="\n\t")
                self._texts[key].setdefault(_folded(written), set()).add(written)
        return self._texts[key].get(_folded(text), set())


def _parted(key: str) -> tuple[str, str]:
    """Return row and column of ``row.column``."""
    row, _, column = key.rpartition(".")
    return row, column


def _folded(text: str) -> str:
    """Return what a text looks like to SUMIFS: any number like any other, capitals like small letters."""
    return "0" if _LIKE_A_NUMBER.fullmatch(text) else text.casefold()


def _escaped(text: str) -> str:
    """Return a text whose signs stand for themselves in a criterion."""
    return _WILDCARDS.sub(r"~\1", text)


def _literal(text: str) -> str:
    """Return a text as formulas write it, in pieces that spreadsheet programs take.

    A capital letter before a parenthesis is parted from it, because XlsxWriter takes such texts for the names of newer
    functions.
    """
    pieces = [text[at : at + _LONGEST_TEXT] for at in range(0, len(text), _LONGEST_TEXT)] or [""]
    written = "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
    return _LIKE_A_FUNCTION.sub(r'\1"&"(', written)
