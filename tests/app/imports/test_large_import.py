"""Importing more than memory should hold, beside others who write, with someone who waits for it."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import attrs
import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.app.corrections.corrections import reverse
from ledger.app.imports import large_file
from ledger.app.imports.actuals import import_file
from ledger.app.imports.incoming import FINDINGS_MAX
from ledger.app.imports.incoming import Delivery
from ledger.app.imports.incoming import Incoming
from ledger.app.imports.incoming import Problems
from ledger.app.projects import add_projects
from ledger.console import progress
from ledger.errors import FigureSizeError
from ledger.processes import CAN_FORK
from ledger.rules.pieces import pieces
from ledger.storage import stage
from ledger.storage.stage import Stage
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import sie
from tests.conftest import STEGEN
from tests.model.test_bulk import batch_of
from tests.storage.samples import row

ROOT = Path(__file__).parents[3]
MEMORY_MIB = 120


@pytest.fixture
def path(tmp_path):
    return tmp_path / "medfin.db"


@pytest.fixture
def two(path, write):
    """Return a book in a file with two projects."""
    with create_book(path, author="Ekonomen") as book:
        other = STEGEN.replace('"stegen"', '"bryggan"').replace("Stegen", "Bryggan")
        add_projects(book, [write("stegen.toml", STEGEN), write("bryggan.toml", other)])
        yield book


def rows(count, start=0):
    """Return the text of a file with rows of both projects in turn."""
    names = ("stegen", "bryggan")
    lines = (
        f"2021-{n % 12 + 1:02}-{n % 28 + 1:02},personal,{n % 900}.25,Rad {n % 50},A {n},{names[n % 2]}\n"
        for n in range(start, start + count)
    )
    return "date,category,amount,text,voucher,project\n" + "".join(lines)


@pytest.mark.parametrize("processes", [1, 2, 3], ids=["one process", "two processes", "three processes"])
def test_a_file_of_several_projects_is_booked_whole_and_only_once(two, write, processes, monkeypatch):
    monkeypatch.setattr(large_file, "LARGE_BYTES", 0)
    book = two.with_progress(None, processes=processes)
    file = write("utfall.csv", rows(3000))

    first, again = import_file(book, file), import_file(book, file)
    longer = import_file(book, write("mer.csv", rows(3100)))

    assert [(share.project, share.new, share.already) for share in first.shares] == [
        ("bryggan", 1500, 0),
        ("stegen", 1500, 0),
    ]
    assert [(share.new, share.already) for share in again.shares] == [(0, 1500)] * 2
    assert [(share.new, share.already) for share in longer.shares] == [(50, 1500)] * 2
    assert longer.shares[1].sum.minor == sum(n % 900 * 100 + 25 for n in range(3000, 3100, 2))
    assert list(verify(book)) == []


@pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
def test_where_there_is_no_room_for_other_processes_one_does_it_all(two, write, monkeypatch):
    def none_left():
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(large_file, "LARGE_BYTES", 0)
    monkeypatch.setattr(stage, "_LARGE", 1)
    monkeypatch.setattr(os, "fork", none_left)

    done = import_file(two.with_progress(None, processes=3), write("utfall.csv", rows(3000)))

    assert [share.new for share in done.shares] == [1500, 1500]
    assert list(verify(two)) == []


def test_a_row_that_no_book_takes_is_refused_by_its_place_in_its_project(two):
    """No file gives such a row; a reader that let one through would be at fault."""
    delivery = Delivery(file="utfall.csv", file_sha256="ab" * 32, carrier="csv")
    whole = batch_of([row(1), row(2, project="tov"), row(3)])
    wrong = batch_of([row(4, project="tov"), row(10**15 + 1)])

    read = pieces((whole, wrong), two.random)

    with Stage() as stage, pytest.raises(FigureSizeError) as refused:
        Incoming(two, stage, {}, delivery).take(read, Problems((), skip_bad_rows=False))

    assert (refused.value.values["scope"], refused.value.values["entry"]) == ("pas", 3)


def test_bad_rows_are_listed_up_to_a_hundred_and_then_counted(two, write):
    bad = "2021-02-30,personal,1.00,Fel,A 1,stegen\n" * (FINDINGS_MAX + 7)
    file = write("fel.csv", rows(10) + bad)

    refused = import_file(two, file)
    skipped = import_file(two, file, skip_bad_rows=True)

    assert Counter(finding.code for finding in refused.findings) == {"CSV-105": FINDINGS_MAX, "IMP-002": 1}
    assert refused.findings[-1].stops
    assert dict(refused.findings[-1].values) == {"count": 7}
    assert (skipped.skipped, [share.new for share in skipped.shares]) == (FINDINGS_MAX + 7, [5, 5])
    assert not any(finding.stops for finding in skipped.findings)


def test_a_row_with_two_faults_is_one_row_left_out(two, write):
    done = import_file(two, write("fel.csv", rows(2) + "2021-02-30,personal,många,,,stegen\n"), skip_bad_rows=True)

    assert (done.skipped, len(done.findings)) == (1, 2)


def test_what_loses_rows_without_telling_which_stops_even_if_bad_rows_are_skipped(two, write):
    done = import_file(
        two, write("fel.csv", rows(2) + '2021-02-01,personal,1,"öppet,,stegen\n' * 3), skip_bad_rows=True
    )

    assert any(finding.stops for finding in done.findings)
    assert done.batch == ""


def test_whoever_waits_is_told_how_far_it_has_come(two, write):
    told = []
    file = write("utfall.csv", rows(2000))

    import_file(two.with_progress(lambda *each: told.append(each), processes=1), file)

    assert told == sorted(told)
    assert {total for total, _ in told} == {file.stat().st_size}
    assert told[-1][1] == file.stat().st_size


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_a_bar_and_is_left_clean(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())

    with progress.shown_progress("utfall\x1b.csv") as told:
        for done in range(0, 1001, 5):
            told(1000, done)

    steps = sys.stderr.getvalue().split("\r")
    assert len(steps) == 101 + 3
    assert steps[51].endswith(f".csv [{'#' * 15}{'.' * 15}]  50 %")
    assert "\x1b" not in steps[51]
    assert steps[-2].strip() == steps[-1] == ""


def test_a_terminal_says_what_is_being_done_and_is_left_clean(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())

    with pytest.raises(ValueError, match="x"), progress.shown_work("Prövar\x1b"):
        raise ValueError("x")

    steps = sys.stderr.getvalue().split("\r")
    assert steps[1].startswith("Prövar")
    assert "\x1b" not in steps[1]
    assert (steps[2].strip(), len(steps[2]), steps[3]) == ("", len(steps[1]), "")


def test_a_pipe_shows_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    with progress.shown_progress("utfall.csv") as told, progress.shown_work("Prövar"):
        assert told is None

    assert sys.stderr.getvalue() == ""


def test_an_import_that_a_rival_overtakes_is_compared_anew(two, path, write):
    """The rival books the same rows between the comparison and the booking."""
    file, more = write("utfall.csv", rows(40)), write("mer.csv", rows(60))
    overtaken = []

    def random(size):
        if size == 8 and not overtaken:  # a batch id is asked for when the comparison is done
            overtaken.append(True)
            with open_book(path, author="Rivalen") as rival:
                import_file(rival, file)
                reverse(rival, "stegen", 1, reason="Fel")
        return os.urandom(size)

    done = import_file(attrs.evolve(two, random=random), more)

    assert overtaken
    assert [(share.new, share.already) for share in done.shares] == [(10, 20), (10, 20)]
    assert [two.store.head(id_).entries for id_ in ("bryggan", "stegen")] == [30, 31]
    assert list(verify(two)) == []


def test_a_dry_run_and_a_booking_tell_the_same(two, write):
    import_file(two, write("utfall.csv", rows(40)))
    file = write("mer.csv", rows(60))

    would = import_file(two, file, dry_run=True)
    done = import_file(two, file)

    assert would.shares == done.shares
    assert (would.batch, bool(done.batch)) == ("", True)


MEASURED = """
import resource, sys
from pathlib import Path
from ledger.app.imports.actuals import import_file
from ledger.app.book import open_book

with open_book(sys.argv[1], author="x") as book:
    for file in sys.argv[3:]:
        map_path = sys.argv[2] if file.endswith(".se") else None
        assert import_file(book.with_progress(None, processes=3), Path(file), project=None, map_path=map_path).shares
# The kernel's own mark: what getrusage tells of a process begins with the size of the one that started it.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
own = int(status["VmHWM"].split()[0])
print((own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in kibibytes on Linux")
def test_memory_does_not_grow_with_the_file(two, path, write, rounds):
    count = rounds(20_000, 1_000_000)
    two.close()
    files = write("utfall.csv", rows(count)), write("ett.csv", rows(count, count).replace("bryggan", "stegen"))
    # SIE 4 in the year after, so that none of what the others hold is looked for in it.
    vouchers = (
        (f"A {n} {{year}}0125 Lön", ("5020 {{6 4711}} 1.00", "6010 {{6 0815}} 2.00")) for n in range(count // 2)
    )
    ledger = write("2022.se", sie(*vouchers, year=2022), "cp437")
    rules = write("map.toml", MAP + '[[object]]\ncodes = ["0815"]\nproject = "bryggan"\n')
    command = [sys.executable, "-c", MEASURED, str(path), str(rules), *map(str, (*files, files[0], ledger, ledger))]

    used = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout

    assert int(used) < MEMORY_MIB
