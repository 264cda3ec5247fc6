"""Several readers in turn, whole vouchers at once and line by line: every way gives what one careful reader gives."""

from __future__ import annotations

import io
import random
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

import pytest

from ledger.core.finding import note
from ledger.importers import sie
from ledger.importers.sie import lines
from ledger.importers.sie import plain
from ledger.importers.sie import reading
from ledger.importers.sie.outcome import finish
from ledger.importers.sie.outcome import joined
from ledger.importers.sie.plain import PlainReader
from ledger.importers.sie.told import Told
from tests.importers.sie.test_fuzz import mutated

FILES = sorted((Path(__file__).parent / "files").iterdir())
SMALL = patch.multiple(lines, _BLOCK_BYTES=90, TURN_BYTES=120)
FEW = patch.multiple(reading, _AT_ONCE=3, _FEW=1)
LITTLE = patch.multiple(plain, _MEMO_MAX=2)
CAREFUL = patch.object(PlainReader, "read", lambda *_: None)

HEAD = '#FLAGGA 0\n#SIETYP 4\n#FNAMN "Påhittat"\n#RAR 0 20230101 20231231\n#DIM 6 "Projekt"\n'
HEADS = (
    '#VER A {n} 20230105 "Lön å" 20230106',
    '#VER "B" "{n}" "20230131" "" "" "AB"',
    '#VER A {n} 20230105 "Hyra" 00000000',
    "#VER A {n} 20230228",
    '#VER A {n} 20230105 "styr\ttecken"',
    '#VER A {n} 20231399 "Ingen dag"',
    "#VER A {n} 20231399 utan mark",
    "#VER A {n} 00000000",
    "#VER {n} 20230105 text",
)
ROWS = (
    '#TRANS 5010 {6 "Bi"} 12.50 20230131 "Rad {n}"',
    "#TRANS 1930 {} -12.50",
    '#TRANS 5010 {} 1 "" "" 0',
    '   #TRANS "5010" {"6" "Bi" "1" "Norr"} 5 20230131 "Två {{n}}" 1.50 "KN"',
    '#RTRANS 5010 {6 "Bi"} 9.00 20230131 "Ny" 1 "AB"',
    "#BTRANS 5010 {} 9.00",
    "#TRANS FEL {6} 1.00",
    "#TRANS 5010 {} fem",
    "#TRANS 5010 {} 1,50 2023-01-31 lös text",
    '#TRANS 5010 {6 "a}b"} 1.00 20230131 "klammer {x}"',
    '#TRANS 5010 {} 1.00 20230131 "av',
    '#TRANS 5010 {} 1.00 20231301 "#VER A 1 20230105"',
    '#TRANS 5010 {} 1.00 20230131 "citat \\"x\\"" fel',
    "#TRANS 5010 {} 1.00 00000000",
    "skräp",
    "",
)
OTHERS = ('#KONTO 5010 "Hyra"', "#UB 0 1930 5.00", "#OKÄND x", "#KSUMMA 5", '#OBJEKT 6 Bi "Bikupan"')


def made(dice):
    """Return a file, most of it as it should be."""
    written = [HEAD]
    tidy = dice.random()
    for n in range(dice.randint(1, 30)):
        odd = dice.random() > tidy
        written.append(dice.choice(HEADS if odd else HEADS[:4]).format(n=n))
        written.append(dice.choice(("{", "{", "")) if odd else "{")
        rows = (dice.choice(ROWS if odd else ROWS[:6]) for _ in range(dice.randint(0, 4)))
        written.extend(row.replace("{n}", str(n)) for row in rows)
        written.append(dice.choice(("}", "", "} ")) if odd else "}")
        if dice.random() < 0.01:
            written.append(dice.choice(OTHERS))
    encoding = dice.choice(("cp437", "cp1252", "utf-8"))
    return dice.choice(("\n", "\r\n")).join(written).encode(encoding)


def told(outcome):
    finish(outcome)
    return (
        outcome.told.findings,
        outcome.head,
        dict(outcome.sums),
        outcome.skipped,
        outcome.days,
        dict(outcome.marked),
        outcome.proof,
    )


def read(raw, of):
    """Return the rows that several readers give by turn, and what they come to."""
    by_turn, outcomes = {}, []
    for at in range(of):
        books = sie.read_sie(io.BytesIO(raw), file="x")
        for turn, some in books.turns(at, of):
            by_turn[turn] = [row for rows in some for row in rows.rows()]
        outcomes.append(books.outcome())
    if books.stops:
        return books.findings
    return [row for turn in sorted(by_turn) for row in by_turn[turn]], told(joined(outcomes))


def agree(raw):
    """Make sure that all ways give the same."""
    with CAREFUL:
        expected = read(raw, 1)
    with FEW, LITTLE:
        assert read(raw, 1) == expected
        with SMALL if len(raw) < 20_000 else nullcontext():
            for of in (1, 2, 3):
                assert read(raw, of) == expected


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_fixture_is_read_alike_every_way(path):
    agree(path.read_bytes())


@pytest.mark.parametrize("seed", range(2))
def test_made_up_files_are_read_alike_every_way(seed, rounds):
    dice = random.Random(seed)
    for _ in range(rounds(10, 2_000)):
        agree(made(dice))


def test_changed_files_are_read_alike_every_way(rounds):
    dice = random.Random(0)
    for _ in range(rounds(10, 2_000)):
        agree(mutated(dice))


def test_tidy_vouchers_are_divided_and_read_at_once():
    """Otherwise the tests above would compare one way with itself."""
    vouchers = (f"#VER A {n} 20230105\n{{\n#TRANS 5010 {{}} 1\n#TRANS 1930 {{}} -1\n}}\n" for n in range(40))
    raw = (HEAD + "".join(vouchers)).encode()
    with SMALL, patch.object(reading.Reading, "read_lines", return_value=[]) as by_line:
        numbers = [
            [turn for turn, some in sie.read_sie(io.BytesIO(raw), file="x").turns(at, 2) if list(some)] for at in (0, 1)
        ]

    assert numbers[0] == list(range(0, 2 * len(numbers[0]), 2))
    assert numbers[1] == list(range(1, 2 * len(numbers[1]), 2))
    assert min(map(len, numbers)) > 3
    assert by_line.call_count < 4 + 2


@pytest.mark.parametrize("record", OTHERS)
def test_what_hangs_on_the_order_of_all_lines_is_read_by_one(record):
    raw = (HEAD + "#VER A 1 20230105\n{\n}\n" * 40 + f"{record}\n" + "#VER A 1 20230105\n{\n}\n" * 40).encode()
    with SMALL:
        numbers = [[turn for turn, _ in sie.read_sie(io.BytesIO(raw), file="x").turns(at, 2)] for at in (0, 1)]

    assert numbers == [[0], []]


def test_of_texts_told_once_the_first_line_is_kept_and_each_text_counts_once():
    alone, parts = Told("x"), [Told("x"), Told("x")]
    for line in range(1, 1001):
        text = f"text {line % 150}"
        finding = note("SIE-012", alone.at(line), text=text)
        for each in (alone, parts[line // 7 % 2]):
            each.add(finding, once=text.encode())
    whole = Told("x")
    for part in parts:
        whole.add_all(part)

    assert whole.findings == alone.findings
    assert [finding.place.line for finding in alone.findings] == [*range(1, 101), None]
    assert dict(alone.findings[-1].values)["count"] == 50


@pytest.mark.parametrize("opening", ["\n{", " {"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_file_that_ends_inside_a_voucher_has_lost_its_end(opening, newline):
    vouchers = (
        f'#VER A {n} 20230131 "Hyra"{opening}\n#TRANS 5010 {{}} 1.00\n#TRANS 1930 {{}} -1.00\n}}' for n in (1, 2)
    )
    raw = "\n".join(("#SIETYP 4", *vouchers, "")).replace("\n", newline).encode()

    for end in range(raw.index(b"#VER") + 4, len(raw)):
        cut = raw[:end]
        books = sie.read_sie(io.BytesIO(cut), file="x")
        list(books.rows())
        told = [(each.place.line, each.stops) for each in books.findings if each.code == "SIE-022"]
        last = cut.rstrip(b"\r\n").count(newline.encode()) + 1
        assert told == ([(last, True)] if cut.count(b"{") > cut.count(b"}") else []), cut
