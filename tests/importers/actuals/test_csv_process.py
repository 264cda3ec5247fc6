"""A file read by a process of its own gives what it gives when it is read here."""

from __future__ import annotations

import pytest

from ledger.core.digest_map import DigestMap
from ledger.core.finding import Finding
from ledger.errors import UnreadableFileError
from ledger.errors import WorkFileError
from ledger.importers.actuals.csv_file import csv_batches
from ledger.importers.actuals.csv_process import batches_elsewhere
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.rows import Request
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Starts
from ledger.rules.block import LINE
from ledger.rules.bulk import Checker
from tests.core.test_digest_map import digests_of
from tests.importers.actuals.test_csv_file import TARGETS
from tests.model.test_bulk import batch_of
from tests.storage.samples import row

ROWS = "".join(f"2021-{n % 12 + 1:02}-01;personal;{n},50;rad {n % 7}\n" for n in range(1500))
TEXT = f"datum;kostnadsslag;belopp;text\n{ROWS}2021-13-01;personal;1;\n{ROWS}"


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "utfall åäö.csv"
    made.write_text(TEXT, encoding="utf-8")
    return made


def request(path):
    return Request(file=str(path), targets=TARGETS, project="pas", rules=ActualsMap())


def flat(read):
    """Return findings as they are, and of each row everything that is handed over."""
    checker = Checker()
    return [row for each in read for row in ([each] if isinstance(each, Finding) else told(each, checker))]


def told(read, checker):
    checked = checker.check(read) if isinstance(read, Batch) else read
    known = checked.known
    joined = (checked.lines, checked.days, checked.texts or LINE.encode() * (len(checked) - 1))
    assert checked.counterparties == checked.accounts == b""
    starts, months = (known.starts[at] for at in checked.starts), (known.months[at] for at in checked.months)
    return zip(starts, months, checked.amounts, *(text.split(LINE.encode()) for text in joined), strict=True)


def test_rows_and_problems_are_the_same_and_in_the_same_order(path):
    with path.open("rb") as stream:
        expected = flat(csv_batches(stream, request(path)))

    found = flat(batches_elsewhere(path, csv_batches, request(path)))

    assert found == expected
    assert [each.code for each in found if isinstance(each, Finding)] == ["CSV-105"]
    assert len(found) == 3001


def test_it_tells_how_far_it_has_come(path):
    told = []

    flat(batches_elsewhere(path, csv_batches, request(path), told.append))

    assert told == sorted(told)
    assert told[-1] == path.stat().st_size


def test_a_file_that_cannot_be_read_to_its_end_is_refused(path):
    path.unlink()

    with pytest.raises(UnreadableFileError, match="ended before its time"):
        flat(batches_elsewhere(path, csv_batches, request(path)))


def with_a_figure_too_large(_, request):  # noqa: ARG001 - takes what every reader takes
    starts = Starts()
    yield batch_of([row(1), row(2, project="tov")], starts)
    yield batch_of([row(3), row(10**15 + 1)], starts)


def test_rows_that_no_book_takes_are_handed_over_as_they_are(path):
    first, wrong = batches_elsewhere(path, with_a_figure_too_large, request(path))

    assert len(first) == 2
    assert list(wrong.rows()) == [row(3), row(10**15 + 1)]


def test_it_may_be_left_before_the_end(path):
    read = batches_elsewhere(path, csv_batches, request(path))
    next(read)

    read.close()


def no_room():
    raise WorkFileError(folder="/full", why="No space left on device")


def test_a_full_disk_in_the_other_process_is_told_as_such(path):
    with pytest.raises(WorkFileError, match="/full: No space left"):
        list(batches_elsewhere(path, filling, None))


def filling(_, __):
    """Read like a reader that has met more rows than memory should hold."""
    DigestMap(no_room, largest=1024).count(digests_of(range(2000)))
    yield from ()
