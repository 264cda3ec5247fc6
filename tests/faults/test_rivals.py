"""Several people write at once: everything that was confirmed is in, once, and every chain is whole."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from ledger.app import again as trying
from ledger.app.again import again
from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.app.projects import add_projects
from ledger.core.record import evolve
from ledger.errors import AppendRefusedError
from ledger.errors import BookBusyError
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.entry import COLUMNS
from tests.conftest import STEGEN
from tests.faults.conftest import ENVIRONMENT
from tests.faults.conftest import medfin

TEXT = COLUMNS.index("text")
NUMBER = COLUMNS.index("number")

WRITER = """
import sys
from ledger.app.imports.actuals import enter
from ledger.app.book import open_book
from ledger.errors import TryAgainError

path, name, times, *projects = sys.argv[1:]
with open_book(path, author=name) as book:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(times)):
        cells = {"date": "2021-03-01", "amount": "10", "category": "lokal", "text": f"{name} {number}"}
        while True:
            try:
                done = enter(book, projects[number % len(projects)], cells)
                break
            except TryAgainError:  # others have kept it waiting too long; nothing was booked
                pass
        print(done.entry, flush=True)
"""


def together(script, argument_lists):
    """Run a script in as many processes at once, all let loose at the same moment; return what each has printed."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
            text=True,
        )
        for arguments in argument_lists
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    outputs = [writer.communicate(timeout=900) for writer in writers]
    assert [(writer.returncode, errors) for writer, (_, errors) in zip(writers, outputs, strict=True)] == [
        (0, "") for _ in writers
    ]
    return [output.split() for output, _ in outputs]


@pytest.mark.parametrize(
    ("writers", "projects"),
    [
        pytest.param(2, ("stegen",), id="two in one project"),
        pytest.param(8, ("stegen",), id="eight in one project"),
        pytest.param(8, ("stegen", "bryggan"), id="eight in several projects"),
    ],
)
def test_all_that_several_writers_enter_at_once_is_in_once_each(path, writers, projects, rounds):
    times = rounds(4, 60)

    numbers = together(WRITER, [(path, f"skrivare-{n}", times, *projects) for n in range(writers)])

    with open_book(path) as book:
        assert list(verify(book)) == []
        rows = [row for id_ in projects for row in book.store.entries(id_)]
    texts = Counter(row[TEXT] for row in rows)
    assert texts == Counter(f"skrivare-{n} {time}" for n in range(writers) for time in range(times))
    # Each was told the number that its own entry has.
    told = Counter(int(number) for mine in numbers for number in mine)
    assert told == Counter(row[NUMBER] for row in rows)


REVERSER = """
import sys
from ledger import reverse
from ledger.app.book import open_book
from ledger.errors import NothingToReverseError, TryAgainError

with open_book(sys.argv[1], author="x") as book:
    print("ready", flush=True)
    sys.stdin.readline()
    outcome = ""
    while not outcome:
        try:
            reverse(book, "stegen", 1, reason="Fel")
            outcome = "reversed"
        except NothingToReverseError:
            outcome = "refused"
        except TryAgainError:
            pass
    print(outcome)
"""


def test_of_eight_who_reverse_the_same_entry_one_does(path):
    medfin("--book", path, "entry", "add", "stegen", "--date", "2021-03-01", "--amount", "10", "--category", "lokal")

    outcomes = Counter(word for (word,) in together(REVERSER, [(path,)] * 8))

    assert outcomes == {"reversed": 1, "refused": 7}
    with open_book(path) as book:
        assert book.store.head("stegen").entries == 2
        assert list(verify(book)) == []


ADDER = """
import sys
from pathlib import Path
from ledger.app.book import open_book
from ledger.app.projects import add_projects
from ledger.errors import TryAgainError

with open_book(sys.argv[1], author="x") as book:
    print("ready", flush=True)
    sys.stdin.readline()
    added = None
    while added is None:
        try:
            added = add_projects(book, [Path(sys.argv[2])])
        except TryAgainError:
            pass
    print(*(["new"] if added.new else ["unchanged"] if added.unchanged else ["nothing"]))
"""


def test_of_four_who_add_the_same_project_one_does_and_four_other_projects_all_come_in(path, write):
    def file(name):
        return write(f"{name}.toml", STEGEN.replace('"stegen"', f'"{name}"').replace("Stegen", name))

    files = [file("samma")] * 4 + [file(f"p{number}") for number in range(4)]
    outcomes = [word for (word,) in together(ADDER, [(path, each) for each in files])]

    assert sorted(outcomes[:4]) == ["new", "unchanged", "unchanged", "unchanged"]
    assert outcomes[4:] == ["new"] * 4
    with open_book(path) as book:
        assert len(book.store.scopes()) == 1 + 2 + 1 + 4
        assert list(verify(book)) == []


def test_whoever_is_always_too_late_has_the_others_wait_in_the_end(path, monkeypatch):
    monkeypatch.setattr(trying, "TRIES_MAX", 3)
    refused = []
    with open_book(path, author="sen") as book, open_book(path, author="snabb") as rival:
        rival.store._connection.execute("PRAGMA busy_timeout = 10")

        def draw_up():
            head = book.store.head("stegen")
            try:
                rival.append(Draft(after=rival.store.head("stegen"), kind=CommitKind.ENTRY, batch="b"))
            except BookBusyError as error:
                refused.append(error.exit_status)
            return [Draft(after=head, kind=CommitKind.ENTRY, batch="a", message="för sent")]

        again(book, draw_up)
        authors = Counter(commit.author for commit in book.store.commits("stegen"))

        assert rival.append(Draft(after=rival.store.head("stegen"), kind=CommitKind.ENTRY, batch="b"))
        assert list(verify(book)) == []
    assert authors == {"Ekonomen": 1, "snabb": 3, "sen": 1}
    assert refused == [3]


def test_who_has_the_others_wait_and_is_refused_has_booked_nothing(path, monkeypatch):
    monkeypatch.setattr(trying, "TRIES_MAX", 1)
    with open_book(path) as book:
        late = Draft(after=book.store.head("stegen"), kind=CommitKind.ENTRY, batch="a")
        tried = []

        def append(*drafts):
            tried.append(drafts)
            book.append(*drafts)
            raise AppendRefusedError(scope="stegen", sequence=1)

        def draw_up():
            return [evolve(late, after=book.store.head("stegen"), batch=f"b{len(tried)}")]

        with pytest.raises(AppendRefusedError) as refused:
            again(book, draw_up, append)

        assert refused.value.exit_status == 3
        assert [drafts[0].batch for drafts in tried] == ["b0", "b1"]
        assert book.booked == ["b0"]
        assert [commit.batch for commit in book.store.commits("stegen")][-1] == "b0"


def test_what_a_rival_has_made_of_a_project_is_seen_by_the_next_try(path, write, monkeypatch):
    """The check that made the draft is made anew, so two who add the same project do not both add it."""
    new = write("tornet.toml", STEGEN.replace('"stegen"', '"tornet"').replace("Stegen", "Tornet"))
    with open_book(path, author="sen") as book:
        append = type(book).append
        added = []

        def late(self, *drafts):
            if not added:
                added.append(True)
                with open_book(path, author="snabb") as rival:
                    assert add_projects(rival, [new]).new == ("tornet",)
            return append(self, *drafts)

        monkeypatch.setattr(type(book), "append", late)

        assert add_projects(book, [new]).unchanged == ("tornet",)
