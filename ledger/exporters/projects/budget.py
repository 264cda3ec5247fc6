"""Budget versions as ``[[budget]]`` blocks: compact tables where they hold all there is, else a block for a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.exporters.projects.parts import written_parts
from ledger.exporters.projects.parts import written_source
from ledger.exporters.projects.parts import written_transfer
from ledger.exporters.toml_text import write_block
from ledger.exporters.toml_text import write_table
from ledger.exporters.written import written_amount
from ledger.exporters.written import written_quantity
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.core.money import Currency
    from ledger.exporters.toml_text import Inline
    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.budgets.budget import Stated
    from ledger.model.budgets.budget import Units

Line = CostLine | FinancingLine

_TOTAL = "total"


def written_budget(version: BudgetVersion, currency: Currency) -> Iterator[str]:
    """Yield a version's blocks."""
    head = {
        "state": version.state.value,
        "submitted": version.submitted,
        "decided": version.decided,
        "applies_from": version.applies_from,
        "start": version.start,
        "end": version.end,
        "reason": version.reason,
        "kind": None if version.kind is BudgetKind.BUDGET else version.kind.value,
        "decided_by": version.decided_by,
    }
    yield write_block("[[budget]]", head)
    yield from written_parts("budget.", version.parts, version.phases)
    for source in version.sources:
        yield write_block("[[budget.source]]", written_source(source, currency))
    for transfer in version.transfers:
        yield write_block("[[budget.transfer]]", written_transfer(transfer, currency))
    written_out: list[Line] = []
    for name, lines in (("cost", version.cost), ("financing", version.financing)):
        rows, rest = _compact(lines)
        written_out.extend(rest)
        yield write_table(f"[budget.{name}]", {row: _row(cells, currency) for row, cells in rows.items()})
    yield write_table("[budget.stated]", _stated(version.stated, currency))
    for line in written_out:
        yield write_block("[[budget.line]]", _line(line, currency))


def _compact(lines: Sequence[Line]) -> tuple[dict[str, dict[str, Line]], Sequence[Line]]:
    """Return rows of cells, and the lines to be written out.

    Compact rows are read before other lines and row by row. Where that would change the order of the lines, or where a
    cell comes twice, every line is written out.
    """
    rows: dict[str, dict[str, Line]] = {}
    rest: list[Line] = []
    for line in lines:
        if line.part or line.note or line.units:
            rest.append(line)
        else:
            rows.setdefault(_name(line), {})[_when(line)] = line
    read_again = [line for cells in rows.values() for line in cells.values()] + rest
    return (rows, rest) if read_again == list(lines) else ({}, lines)


def _row(cells: dict[str, Line], currency: Currency) -> dict[str, Inline]:
    return {
        when: written_amount(line.amount_minor, currency, approximate=line.approximate) for when, line in cells.items()
    }


def _line(line: Line, currency: Currency) -> dict[str, Inline | None]:
    return {
        "category" if isinstance(line, CostLine) else "source": _name(line),
        "year": line.year,
        "phase": line.phase,
        "part": line.part,
        "amount": written_amount(line.amount_minor, currency, approximate=line.approximate),
        "note": line.note,
        **(_units(line.units, currency) if line.units else {}),
    }


def _units(units: Units, currency: Currency) -> dict[str, Inline | None]:
    return {
        "quantity": written_quantity(units.quantity),
        "unit": units.unit,
        "price": written_amount(units.price_minor, currency),
    }


def _stated(stated: Sequence[Stated], currency: Currency) -> dict[str, Inline]:
    """Return printed totals, view by view; one for the whole project alone needs no table."""
    views: dict[str, dict[str, Inline]] = {}
    for total in stated:
        amount = written_amount(total.amount_minor, currency, approximate=total.approximate)
        views.setdefault(total.view, {})[_when(total)] = amount
    return {view: _alone(cells) for view, cells in views.items()}


def _alone(cells: dict[str, Inline]) -> Inline:
    return cells[_TOTAL] if cells.keys() == {_TOTAL} else cells


def _name(line: Line) -> str:
    return line.category if isinstance(line, CostLine) else line.source


def _when(line: Line | Stated) -> str:
    return str(line.year) if line.year else line.phase or _TOTAL
