"""The closure test as a table: each thing that must hold, whether it does, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.core.words import Label
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Table
from ledger.rules.claims.closure import ClosureTest

NAME = "closure"

_ANSWERS = {True: "yes", False: "no", None: "unknown"}


def closure(dossier: Dossier, tests: Sequence[ClosureTest], view: View) -> Table:
    """Return a row for each test.

    Args:
        dossier: The project.
        tests: What was tested.
        view: Tells the day of the question.
    """
    passed = all(test.passed is not False for test in tests)
    return Table(
        name=NAME,
        title=label("closure.title"),
        columns=(
            Column(key="name", words=label("closure.column.name"), wide=True),
            Column(key="passed", words=label("closure.column.passed")),
            Column(key="found", words=label("closure.column.found"), wide=True),
        ),
        rows=tuple(_row(test) for test in tests),
        currency=dossier.project.currency,
        about=heading.about((dossier,), view),
        notes=(label("closure.note.ready" if passed else "closure.note.not_ready"),),
    )


def is_ready(table: Table) -> bool:
    """Whether a table of the closure test says of nothing that it is missing."""
    return all(passed != label("closure.no") for _, (passed,) in table.lines("passed"))


def _row(test: ClosureTest) -> Row:
    answer = _ANSWERS[test.passed]
    found = Label(f"closure.{test.name}.{answer}", test.values)
    return Row(
        key=test.name,
        cells=(Cell(label(f"closure.test.{test.name}")), Cell(label(f"closure.{answer}")), Cell(found)),
    )
