"""A file read by other processes gives what it gives when it is read here."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import contextmanager

import pytest

from ledger.core.finding import Finding
from ledger.errors import LostReaderError
from ledger.importers.actuals import csv_process
from ledger.importers.actuals.csv_file import csv_batches
from ledger.importers.actuals.csv_process import pieces_elsewhere
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.rows import Request
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Reader
from ledger.model.imports.bulk import Starts
from ledger.processes import CAN_FORK
from ledger.rules.imports.account_sums import AccountSums
from ledger.rules.pieces import Piece
from ledger.rules.pieces import pieces
from tests.importers.actuals.test_csv_file import TARGETS
from tests.model.test_bulk import batch_of
from tests.storage.samples import row
from tests.storage.samples import same_bytes

WORDS = "lång text " * 40
"""So that few rows are several turns."""
ROWS = "".join(f"2021-{n % 12 + 1:02}-01;personal;{n},50;{WORDS}{n % 7};{n % 3 + 5010}\n" for n in range(2600))
TEXT = f"datum;kostnadsslag;belopp;text;konto\n{ROWS}2021-13-01;personal;1;;5010\n{ROWS}"


NEEDS_FORK = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "utfall åäö.csv"
    made.write_text(TEXT, encoding="utf-8")
    return made


def requests(path, readers=1):
    file, rules = str(path), ActualsMap()
    return [
        Request(file=file, targets=TARGETS, project="pas", rules=rules, reader=Reader(at=at, of=readers))
        for at in range(readers)
    ]


def flat(read):
    """Return findings and sums as they are, and of each row everything that is handed over."""
    return [row for each in read for row in told(each)]


def told(each):
    if isinstance(each, Finding):
        return [each]
    if isinstance(each, AccountSums):
        return [each.of("pas")]
    if not isinstance(each, Piece):
        return []
    keys, rows = (each.known[at] for at in each.keys), each.packed.rows(each.project, 0)
    origins = (each.origins[at : at + 12] for at in range(0, len(each.origins), 12))
    return zip(rows, keys, each.amounts, origins, strict=True)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("can_fork", "readers"),
    [
        pytest.param(True, 1, marks=NEEDS_FORK),
        pytest.param(True, 3, marks=NEEDS_FORK),
        pytest.param(False, 1, id="started anew"),
        pytest.param(False, 3, id="several started anew"),
    ],
)
def test_rows_and_problems_are_the_same_and_in_the_same_order(path, monkeypatch, can_fork, readers):
    monkeypatch.setattr(csv_process, "CAN_FORK", can_fork)
    with path.open("rb") as stream:
        expected = flat(pieces(csv_batches(stream, *requests(path)), same_bytes()))

    found = flat(pieces_elsewhere(path, csv_batches, requests(path, readers)))

    assert found == expected
    assert [each.code for each in found if isinstance(each, Finding)] == ["CSV-105"]
    assert len(found) == 5200 + 1 + 1


def test_it_tells_how_far_it_has_come(path):
    told = []

    flat(pieces_elsewhere(path, csv_batches, requests(path, 2), told.append))

    assert told[:3] == sorted(told[:3])
    assert told[-1] == path.stat().st_size


@pytest.mark.parametrize("can_fork", [pytest.param(True, marks=NEEDS_FORK), False])
def test_a_file_that_cannot_be_read_to_its_end_is_refused(path, monkeypatch, can_fork):
    monkeypatch.setattr(csv_process, "CAN_FORK", can_fork)
    path.unlink()

    with pytest.raises(LostReaderError):
        flat(pieces_elsewhere(path, csv_batches, requests(path)))


@pytest.mark.parametrize("length", [0, 3, 5, 60, 2000])
def test_a_process_that_is_killed_anywhere_is_missed(path, monkeypatch, length):
    @contextmanager
    def cut_off(write):
        whole = io.BytesIO()
        write(whole)
        yield io.BytesIO(whole.getvalue()[:length])

    monkeypatch.setattr(csv_process, "CAN_FORK", False)
    monkeypatch.setattr(csv_process, "_started", cut_off)
    with pytest.raises(LostReaderError):
        flat(pieces_elsewhere(path, csv_batches, requests(path)))


def test_a_process_whose_asker_is_gone_before_it_has_asked_ends_quietly():
    command = [sys.executable, "-m", csv_process.__name__]

    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def with_a_figure_too_large(_, request):  # noqa: ARG001 - takes what every reader takes
    starts = Starts()
    yield batch_of([row(1), row(2)], starts)
    yield batch_of([row(3), row(10**15 + 1)], starts)


def test_rows_that_no_book_takes_are_handed_over_as_they_are(path):
    first, wrong, _ = pieces_elsewhere(path, with_a_figure_too_large, requests(path))

    assert first.packed.count == 2
    assert isinstance(wrong, Batch)
    assert list(wrong.rows()) == [row(3), row(10**15 + 1)]


def test_it_may_be_left_before_the_end(path):
    read = pieces_elsewhere(path, csv_batches, requests(path, 2))
    next(read)

    read.close()
