from __future__ import annotations

import pytest

from ledger.core.finding import NOWHERE
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import Severity
from ledger.core.finding import in_order
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.words import label


@pytest.mark.parametrize(
    ("make", "severity", "stops"),
    [
        pytest.param(note, Severity.NOTE, False, id="a note"),
        pytest.param(warning, Severity.WARN, False, id="a warning"),
        pytest.param(stop, Severity.STOP, True, id="a stop"),
    ],
)
def test_only_a_stop_keeps_a_command_from_booking(make, severity, stops):
    place = Place(file="a.csv", line=3)

    finding = make("CSV-001", place, value="x", line=3)

    assert finding == Finding(code="CSV-001", severity=severity, place=place, values=(("value", "x"), ("line", 3)))
    assert finding.stops is stops


def test_the_text_of_a_finding_is_a_label_with_its_values():
    assert warning("BUD-001", year=2020).words == label("finding.BUD-001", year=2020)


def test_a_finding_need_not_lie_anywhere():
    assert note("BUD-001").place == NOWHERE == Place()


def test_findings_are_told_in_the_order_of_lines_file_by_file():
    places = [("b.toml", 9), (None, None), ("a.csv", 4), ("b.toml", 2), ("a.csv", None), (None, None)]
    found = [note(f"X-{at:03}", Place(file=file, line=line)) for at, (file, line) in enumerate(places)]

    assert [each.code for each in in_order(found)] == ["X-003", "X-000", "X-001", "X-005", "X-004", "X-002"]
