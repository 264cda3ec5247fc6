"""A fetched file of rates becomes the table that a claim is converted by; every figure here is made up."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import cli
from ledger.app.claims import rates as rates_app
from ledger.app.claims.rates import RatesAsked
from ledger.app.claims.rates import make_rates
from ledger.app.claims.rates import read_rates
from ledger.core.money import SEK
from ledger.errors import FileRefusedError
from ledger.errors import FileSizeError
from ledger.errors import NotUtf8Error
from ledger.errors import UnreadableFileError
from ledger.importers.rates_file import read_rates_file
from ledger.model.claims.exchange import DayTaken
from ledger.model.claims.exchange import RateMonth
from tests.importers.test_published_rates import CSV
from tests.importers.test_published_rates import month


def _made(path, language="sv", **asked):
    return make_rates(path, RatesAsked(base=SEK, **asked), language=language)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("taken", list(DayTaken))
def test_the_table_is_read_back_as_it_was_made(write, language, taken):
    made = _made(write("eurofxref-hist.csv", CSV), language, taken=taken, by=RateMonth.PERIOD_END)

    table, findings = read_rates_file(made.text, "kurser.toml", "ab")

    assert findings == ()
    assert (table.currency.code, table.base, table.by) == ("EUR", "SEK", RateMonth.PERIOD_END)
    assert [each for each, _ in table.rates] == ["2025-02", "2025-03"][: 2 if taken is DayTaken.FIRST else 1]
    assert [finding.code for finding in made.findings] == ([] if taken is DayTaken.FIRST else ["EXR-007"])


def test_a_program_reads_a_table_for_a_claim_from_its_file(write):
    file = write("kurser.toml", _made(write("sek.json", json.dumps([month()]))).text)

    table = read_rates(str(file))

    assert (table.currency.code, table.base, table.file) == ("EUR", "SEK", "kurser.toml")
    with pytest.raises(FileRefusedError) as refused:
        read_rates(write("fel.toml", "x = 1"))
    assert [each.code for each in refused.value.findings if each.stops]


@pytest.fixture
def whole(write):
    """Return the file of a whole February."""
    return write("eurofxref-hist.csv", "Date,SEK\n2025-02-28,11.1520\n2025-02-27,11.1340\n2025-01-31,11.2\n")


def test_months_from_a_day_on_are_written_with_the_file_s_name_and_digest(whole):
    made = _made(whole, taken=DayTaken.MEAN, start="2025-02")

    assert '2025-02 = "11,143"' in made.text
    assert "2025-01" not in made.text
    assert made.text.startswith("# Euro i SEK, gjord av eurofxref-hist.csv, SHA-256 ")


def test_the_commission_s_months_need_no_day(write):
    made = _made(write("sek.json", json.dumps([month()])))

    assert '2025-03 = "11,05"' in made.text
    assert "InforEuro" in made.text


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        pytest.param({}, ["EXR-006"], id="nobody says which day"),
        pytest.param({"taken": DayTaken.LAST, "start": "2025-03"}, ["EXR-008"], id="nothing so late"),
    ],
)
def test_what_is_not_enough_is_told(whole, asked, codes):
    made = _made(whole, **asked)

    assert (made.text, [finding.code for finding in made.findings]) == ("", codes)


def test_a_month_that_is_not_over_is_told(write):
    made = _made(write("f.csv", "Date,SEK\n2025-03-03,11.05\n2025-02-28,11.1520\n"), taken=DayTaken.LAST)

    assert [finding.code for finding in made.findings] == ["EXR-007"]
    assert "2025-03 =" not in made.text


def test_a_file_that_is_none_is_refused(tmp_path, write, monkeypatch):
    with pytest.raises(UnreadableFileError):
        _made(tmp_path)
    latin = write("f.csv", "")
    latin.write_bytes(b"Date\n\xe5")
    with pytest.raises(NotUtf8Error):
        _made(latin)
    monkeypatch.setattr(rates_app, "BYTES_MAX", 3)
    with pytest.raises(FileSizeError):
        _made(write("f.csv", "Date"))


def test_a_file_that_cannot_be_read_to_its_end_is_refused(monkeypatch, write):
    class Broken:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read(self, _size):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(rates_app, "open_file", lambda _path: Broken())

    with pytest.raises(UnreadableFileError, match="Input/output error"):
        _made(write("f.csv", "Date"))


def test_the_command_writes_the_table_and_says_what_is_missing(whole, tmp_path):
    run = CliRunner().invoke
    output = tmp_path / "kurser.toml"

    done = run(cli.main, ["claim", "rates", str(whole), "--take", "last", "-o", str(output)])
    early = run(cli.main, ["claim", "rates", str(whole), "--take", "last", "--from", "2025-02-01"])
    short = run(cli.main, ["claim", "rates", str(whole)])
    strange = run(cli.main, ["claim", "rates", str(whole), "--currency", "kronor"])

    assert (done.exit_code, '2025-01 = "11,2"' in output.read_text(encoding="utf-8")) == (0, True)
    assert (early.exit_code, "2025-01" in early.output) == (0, False)
    assert (short.exit_code, "--take" in short.output) == (1, True)
    assert strange.exit_code == 2
