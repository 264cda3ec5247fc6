from __future__ import annotations

from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.words import label
from ledger.reports.findings import findings
from tests.reports.reading import headings


def about(code):
    return label(f"finding.{code}", project="broar")


def test_each_finding_tells_how_bad_where_and_what():
    found = (
        stop("CSV-001", Place(file="utfall.csv", line=7, column="belopp"), text="x"),
        warning("STA-001", Place(project="broar", key="budget.1.stated.cost.2020")),
        note("DUP-001", Place(project="broar", entry=12)),
        note("DUP-001"),
    )

    table = findings(found)

    assert headings(table) == "Allvar | Kod | Projekt | Var | Anmärkning"
    assert [tuple(cell.value for cell in row.cells) for row in table.rows] == [
        (label("severity.stop"), "CSV-001", None, "utfall.csv:7:belopp", label("finding.CSV-001", text="x")),
        (label("severity.warn"), "STA-001", "broar", "budget.1.stated.cost.2020", about("STA-001")),
        (label("severity.note"), "DUP-001", "broar", "#12", about("DUP-001")),
        (label("severity.note"), "DUP-001", None, None, label("finding.DUP-001")),
    ]
    assert table.notes == ()


def test_nothing_to_remark_is_said():
    assert findings(()).notes == (label("note.no_findings"),)
