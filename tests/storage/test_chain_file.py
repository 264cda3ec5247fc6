"""A chain in a file: whole it proves without the book, and nothing can be done to it that is not found."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from cli import main
from ledger.app.book import Book
from ledger.app.books.history import export_chain
from ledger.app.books.history import verify_chain
from ledger.errors import ChainFileError
from ledger.errors import UnknownProjectError
from ledger.errors import UnreadableFileError
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.rules.block import BLOCK
from ledger.storage.chain_file import ChainFile
from ledger.storage.chain_file import proof_of
from ledger.storage.chain_file import write_chain
from ledger.storage.memory import MemoryStore
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row


def lines_of(store, scope="pas", *, words=False):
    stream = io.BytesIO()
    write_chain(store, scope, stream, words=words)
    return stream.getvalue().splitlines(keepends=True)


@pytest.fixture(scope="module")
def memory():
    store = MemoryStore()
    fill(store)
    return store


class Held:
    """A file in memory, opened as `ChainFile` opens one: thousands on disk take ten times as long."""

    def __init__(self, content):
        self.content = content

    def open(self, _):
        return io.BytesIO(self.content)


@pytest.fixture(scope="module")
def proven():
    """Return a function that proves some lines and gives the findings."""

    def prove(lines, **options):
        return list(proof_of(ChainFile(Held(b"".join(lines))), **options))

    return prove


def codes(findings):
    return [finding.code for finding in findings if finding.stops]


@pytest.mark.parametrize("words", [False, True], ids=["without words", "with words"])
def test_every_store_writes_the_same_chain_and_it_proves(store, memory, proven, words):
    fill(store)

    lines = lines_of(store, words=words)

    assert lines == lines_of(memory, words=words)
    assert codes(proven(lines)) == []


def test_words_are_left_out_unless_asked_for(memory, proven):
    without, with_words = (b"".join(lines_of(memory, words=words)).decode() for words in (False, True))

    for word in ("Hyra", "Lön, vecka 9", "Exempelby kommun", "Åsa Ekonom", "Glömd faktura"):
        assert word in with_words
    for word in ("Hyra", "Lön, vecka 9", "Åsa Ekonom", "Glömd faktura"):
        assert word not in without
    assert proven(lines_of(memory, words=True)) == []
    (note,) = proven(lines_of(memory))
    assert (note.code, dict(note.values)) == ("CHN-003", {"entries": 6, "commits": 2})


def test_a_chain_with_redacted_words_proves_with_the_others(proven):
    store = MemoryStore()
    fill(store)
    redaction = Redaction(((1, 2),), (1,))
    fact = Fact("redaction", "a0a0", to_json(redaction))
    store.redact(draft(store.head("pas"), facts=(fact,)), redaction, occasion())

    (note,) = proven(lines_of(store, words=True))

    assert (note.code, dict(note.values)) == ("CHN-003", {"entries": 2, "commits": 1})


def test_a_chain_of_many_blocks_proves(proven):
    store = MemoryStore()
    store.append([draft(store.head("pas"), *(row(n) for n in range(2 * BLOCK + 5)))], occasion())

    assert codes(proven(lines_of(store))) == []


def test_the_books_own_chain_can_be_handed_over_too(memory, proven):
    assert codes(proven(lines_of(memory, "@book"))) == []


def test_a_seal_in_print_must_stand_in_the_chain(memory, proven):
    first, last = (commit.seal for commit in memory.commits("pas"))
    lines = lines_of(memory)

    for seal in (first, last, last[:12].upper()):
        assert codes(proven(lines, against=seal)) == []
    for seal in ("f" * 64, last[:11], ""):
        assert codes(proven(lines, against=seal)) == ["CHN-004"]


@pytest.mark.no_cover
@pytest.mark.parametrize("words", [False, True], ids=["without words", "with words"])
def test_every_value_of_every_line_is_sealed(memory, proven, words):
    """Each single value of the file is put to something else, and each change is found."""
    lines = lines_of(memory, words=words)
    free = 0
    for at, line in enumerate(lines):
        for path in places(json.loads(line)):
            for other in ("x", 17, None, True, 1.5, [], "\ud800"):
                changed = put(json.loads(line), path, other)
                if changed is None:
                    continue
                free += 1
                altered = [*lines[:at], json.dumps(changed).encode() + b"\n", *lines[at + 1 :]]
                assert found(proven, altered), (line, path, other)
    assert free > 1000


def found(proven, lines):
    try:
        return bool(codes(proven(lines)))
    except ChainFileError:
        return True


def places(value, path=()):
    """Yield the way to each single value."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, key))
    else:
        yield path


def put(value, path, other):
    """Return a value with something else at a place; None if it reads as the same."""
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    if type(inner[path[-1]]) is type(other) and inner[path[-1]] == other:
        return None
    inner[path[-1]] = other
    return value


def test_no_line_can_be_left_out_doubled_or_moved(memory, proven):
    lines = lines_of(memory)
    for at in range(len(lines)):
        assert found(proven, lines[:at] + lines[at + 1 :]), at
        assert found(proven, [*lines[: at + 1], *lines[at:]]), at
        for to in range(len(lines)):
            if to not in (at, at + 1):
                moved = [*lines]
                moved.insert(to if to < at else to - 1, moved.pop(at))
                assert found(proven, moved), (at, to)


def test_no_end_can_be_cut_off_even_if_the_first_line_is_cut_to_fit_but_for_the_seal_in_print(memory, proven):
    lines = lines_of(memory)
    content = b"".join(lines)
    for length in range(0, len(content), 7):
        assert found(proven, [content[:length]]), length
    assert found(proven, [content[:-1]])

    second = next(at for at, line in enumerate(lines) if b'"commit":{"sequence":2' in line)
    first_commit = next(memory.commits("pas"))
    first = json.loads(lines[0]) | {"commits": 1, "entries": 5, "seal": first_commit.seal}
    cut = [json.dumps(first).encode() + b"\n", *lines[1:second]]
    assert codes(proven(cut)) == []
    assert codes(proven(cut, against=memory.head("pas").seal)) == ["CHN-004"]


def test_another_chain_cannot_pass_for_this_one(memory, proven):
    first = json.loads(lines_of(memory)[0]) | {"chain": "tov"}

    assert found(proven, [json.dumps(first).encode() + b"\n", *lines_of(memory)[1:]])


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 10**6), byte=st.integers(0, 255))
def test_no_byte_can_be_changed(memory, tmp_path_factory, at, byte):
    content = bytearray(b"".join(lines_of(memory)))
    at %= len(content)
    before = json_lines(bytes(content))
    content[at] = byte
    path = tmp_path_factory.mktemp("kedja") / "kedja.jsonl"
    path.write_bytes(content)

    try:
        stopped = codes(proof_of(ChainFile(path)))
    except ChainFileError:
        stopped = ["CHN-101"]

    assert stopped or json_lines(bytes(content)) == before


def json_lines(content):
    try:
        return [json.loads(line) for line in content.splitlines()]
    except ValueError:
        return None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"datum;belopp\n", id="another file"),
        pytest.param(b"[" * 100_000, id="a pit"),
        pytest.param(b'{"form":"medfin chain 2"}\n', id="another form"),
        pytest.param(b'{"form":"medfin chain 1","chain":1,"commits":"x"}\n', id="a beginning of something else"),
        pytest.param(b"9" * 5000 + b"\n", id="a large number"),
        pytest.param(b"\xff\xfe\n", id="no UTF-8"),
        pytest.param(b"null\n", id="nothing in JSON"),
    ],
)
def test_what_is_no_chain_is_refused(tmp_path, content):
    path = tmp_path / "fil.txt"
    path.write_bytes(content)

    with pytest.raises(ChainFileError, match="export chain"):
        verify_chain(path)


def test_a_line_in_the_midst_that_medfin_has_not_written_is_named(memory, proven):
    lines = lines_of(memory)
    for wrong in (b"x\n", b'{"a":1,"b":2}\n', b'{"note":1}\n', b'{"fact":[1]}\n', b'{"entry":7}\n', b'{"commit":[]}\n'):
        findings = proven([*lines[:4], wrong, *lines[4:]])
        assert [(each.code, dict(each.values)["reason"]) for each in findings if each.code == "CHN-005"] == [
            ("CHN-005", "5")
        ]


def test_a_chain_is_exported_and_proven_by_command_and_by_library(tmp_path, memory):
    store_book = Book(store=memory, address=":memory:", author="")
    target = tmp_path / "stegen.jsonl"

    head = export_chain(store_book, "pas", target)

    assert verify_chain(target)[0] == head
    done = CliRunner().invoke(main, ["verify", "--chain", str(target), "--against", head.seal])
    assert done.exit_code == 0
    assert f"kedjan pas, 2 bokföringssteg, 6 poster. Sista sigillet är {head.seal}" in done.output
    target.write_bytes(target.read_bytes().replace(b",12345,", b",12346,").replace(b",10000,", b",10001,"))
    done = CliRunner().invoke(main, ["--lang", "en", "verify", "--chain", str(target)])
    assert done.exit_code == 1
    assert "CHN-001" in done.output
    assert "whole" not in done.output


def test_what_cannot_be_exported_or_read_is_refused(tmp_path, memory):
    with pytest.raises(UnknownProjectError):
        export_chain(Book(store=memory, address=":memory:", author=""), "saknas", tmp_path / "x")
    with pytest.raises(UnreadableFileError):
        export_chain(Book(store=memory, address=":memory:", author=""), "pas", tmp_path / "saknas" / "x")
    with pytest.raises(UnreadableFileError):
        verify_chain(tmp_path / "saknas")
    assert list(tmp_path.iterdir()) == []


def test_columns_are_named_in_the_first_line(memory):
    assert json.loads(lines_of(memory)[0])["columns"] == [*COLUMNS[1:], "words", "salt"]
