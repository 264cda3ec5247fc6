"""An SIE file read by several in turn gives the entries, findings and sums that one reader gives."""

from __future__ import annotations

import io
from unittest.mock import patch

import pytest

from ledger.app.imports import actuals
from ledger.app.imports import large_file
from ledger.app.imports.actuals import import_file
from ledger.app.imports.large_file import parts
from ledger.app.imports.sie_import import sie_request
from ledger.core.finding import Finding
from ledger.importers.accounts.sie_delivered import SieShare
from ledger.importers.accounts.sie_delivered import delivered
from ledger.importers.accounts.sie_entries import sie_batches
from ledger.importers.sie import lines
from ledger.model.imports.bulk import Turn
from tests.app.imports.sie_year import HEAD
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import codes
from tests.app.imports.sie_year import entries
from tests.app.imports.sie_year import voucher

RULES = (
    MAP.replace("[accounts]", 'outside = ["76"]\n\n[accounts]\n"64" = "personal"')
    + '[[object]]\ncodes = ["0815"]\nproject = "okänt"\n'
    + '[[rule]]\naccounts = ["50"]\n[[rule.split]]\npercent = "1/3"\n'
    + '[[rule.split]]\npercent = "1/3"\ncategory = "utbildning"\n'
    + '[[rule]]\naccounts = ["64"]\n[[rule.split]]\npercent = 50\n'
    + '[[rule.split]]\npercent = 50\ncategory = "finns inte"\n'
)
VOUCHERS = (
    ("A 1 {year}0125 Lön", ("5020 {{6 4711}} 33412.51", "1930 {{}} -33412.51")),
    ("A 2 {year}0131 Hyra", ("6010 {{6 4711}} 1000.00", "6010 {{}} 500.00", "1930 {{}} -1500.00")),
    ("B 3 {year}0210 Resor", ("7010 {{1 310 61 4711}} 48.00", "7010 {{1 310 6 4711}} 48.00", "1930 {{}} -96.00")),
    ("B 4 {year}0301 Okänt", ("4010 {{6 4711}} 12.00", "7620 {{6 4711}} 3.00", "1930 {{}} -15.00")),
    ("C 5 {year}0401 Ojämn", ("6010 {{6 4711}} 7.00", "#BTRANS 6010 {{6 4711}} 9.00")),
    ("C 6 00000000 Utan dag", ("6010 {{6 4711}} 7.00", "1930 {{}} -7.00")),
    ("C 7 {year}0501 Fel", ("6010 {{6 4711}} sju", "1930 {{}} -7.00")),
    ("C 8 {year}0601 Andras", ("6010 {{6 0815}} 7.00", "1930 {{}} -7.00")),
    ("D 9 {year}0601 Fel karta", ("6410 {{6 4711}} 7.00", "1930 {{}} -7.00")),
)


def year(times):
    """Return a file with each of the vouchers as often as is said, those of a kind not beside each other."""
    head = HEAD.format(year=2021, orgnr="212000-0000")
    return head + "".join(voucher(first, rows) for _ in range(times) for first, rows in VOUCHERS)


@pytest.fixture
def request_of(stegen, write):
    """Return what is asked for of a file."""

    def made(path):
        asked, _ = sie_request(path, write("map.toml", RULES), actuals._targets(stegen, ["stegen"]), None)
        return asked

    return made


def turns(raw, request):
    """Return what a reader gives by turn, and its share."""
    found = [[]]
    for each in sie_batches(io.BytesIO(raw), request):
        if isinstance(each, Turn):
            found.append([])
        elif isinstance(each, SieShare):
            return found, each
        else:
            found[-1].extend([each] if isinstance(each, Finding) else each.rows())
    return found, None


def together(raw, request, readers):
    by_reader = [turns(raw, each) for each in parts(request, readers)]
    shares = [share for _, share in by_reader if share is not None]
    longest = max(len(found) for found, _ in by_reader)
    taken = [each for at in range(longest) for found, _ in by_reader if at < len(found) for each in found[at]]
    return taken, list(delivered(request, shares)), longest


def test_together_they_give_what_one_gives(request_of, tmp_path):
    raw, request = year(6).encode("cp437"), request_of(tmp_path / "x.se")
    with patch.multiple(lines, _BLOCK_BYTES=200, TURN_BYTES=400):
        taken, said, longest = together(raw, request, 1)

        assert longest > 8
        assert {each.code for each in taken if isinstance(each, Finding)} == {"SIM-105"}
        assert {"SIE-101", "SIE-105", "SIE-115", "SIM-101", "SIM-102", "SIM-103", "SIM-104", "CSV-116"} <= {
            each.code for each in said if isinstance(each, Finding)
        }
        for readers in (2, 3):
            assert together(raw, request, readers)[:2] == (taken, said)


def test_a_file_that_is_refused_is_told_once(request_of, tmp_path):
    raw, request = b"#FLAGGA 0\n#KSUMMA\n", request_of(tmp_path / "x.se")

    taken, said, _ = together(raw, request, 2)

    assert [each.code for each in taken] == ["SIE-004"]
    assert said == []


def test_processes_book_what_one_books(stegen, write, monkeypatch):
    monkeypatch.setattr(large_file, "LARGE_BYTES", 0)
    text = "".join(voucher(first, rows) for first, rows in VOUCHERS[:5] * 3)
    path, rules = write("2021.se", HEAD.format(year=2021, orgnr="212000-0000") + text), write("map.toml", RULES)

    one, three = (
        import_file(stegen.with_progress(None, processes=processes), path, map_path=rules, dry_run=True)
        for processes in (1, 3)
    )
    done = import_file(stegen.with_progress(None, processes=3), path, map_path=rules)

    assert one.findings == three.findings == done.findings
    assert one.shares == three.shares == done.shares
    assert len(entries(stegen)) == one.shares[0].new == 3 * 6
    assert "SIE-105" in codes(done)
