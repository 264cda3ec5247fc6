"""A publisher's file of exchange rates made into the table that claims in another currency go by."""

from __future__ import annotations

from pathlib import Path

from ledger import catalog
from ledger.app.files import file_digest
from ledger.app.files import open_file
from ledger.app.files import shown_name
from ledger.app.files import stream_digest
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.money import Currency
from ledger.core.record import frozen
from ledger.core.words import label
from ledger.errors import FileRefusedError
from ledger.errors import FileSizeError
from ledger.errors import NotUtf8Error
from ledger.exporters.rates_file import write_rates_file
from ledger.importers.published_rates import read_published_rates
from ledger.importers.rates_file import read_rates_file
from ledger.importers.text_file import read_text
from ledger.importers.text_file import refusal
from ledger.model.claims.exchange import DayTaken
from ledger.model.claims.exchange import ExchangeRates
from ledger.model.claims.exchange import Publisher
from ledger.model.claims.exchange import RateMonth
from ledger.rules.claims.monthly_rates import monthly

BYTES_MAX = 33_554_432
"""The Central Bank's whole history is some megabytes."""


@frozen(kw_only=True)
class RatesAsked:
    """What is asked of a publisher's file.

    Attributes:
        base: The currency that the project is kept in.
        taken: Which of a month's daily rates counts; None where nobody has said.
        by: Which month's rate a claim goes by.
        start: The first month to write, such as ``2025-01``; all of them if none is given.
    """

    base: Currency
    taken: DayTaken | None = None
    by: RateMonth = RateMonth.SUBMITTED
    start: str = ""


@frozen(kw_only=True)
class RatesMade:
    """A table of rates as a file.

    Attributes:
        text: The file; empty where a finding stops.
        findings: What is to be said of it.
    """

    text: str = ""
    findings: tuple[Finding, ...] = ()


def read_rates(path: Path | str) -> ExchangeRates:
    """Return the rates in a table of monthly rates, for a claim in another currency than its project's.

    Args:
        path: The file.

    Raises:
        FileRefusedError: It has errors; they come along as findings.
    """
    path = Path(path)
    rates, findings = read_rates_file(read_text(path), shown_name(path), file_digest(path))
    if rates is None:
        raise FileRefusedError(file=shown_name(path), findings=findings)
    return rates


def make_rates(path: Path | str, asked: RatesAsked, *, language: str = "sv") -> RatesMade:
    """Return a table of euro rates by month, made of a file of the Commission's or the Central Bank's.

    Args:
        path: The file as it was fetched.
        asked: Which currency and which days.
        language: Of its remarks, ``sv`` or ``en``.

    Raises:
        UnreadableFileError: It is not there, may not be read, or is no file.
        FileSizeError: It is larger than 32 MiB.
        NotUtf8Error: It is not UTF-8.
    """
    path, labels = Path(path), catalog.labels(language)
    file, (text, digest) = shown_name(path), _read(path)
    published, findings = read_published_rates(text, file, asked.base.code)
    if published is None:
        return RatesMade(findings=findings)
    rates, unfinished = published.rates, ""
    if published.publisher is Publisher.ECB:
        if asked.taken is None:
            return RatesMade(findings=(stop("EXR-006", Place(file=file)),))
        made = monthly(rates, asked.taken)
        rates, unfinished = made.rates, made.unfinished
    told = (note("EXR-007", Place(file=file), month=unfinished, last=published.rates[-1][0]),) if unfinished else ()
    rates = tuple(each for each in rates if each[0] >= asked.start)
    if not rates:
        return RatesMade(findings=(*told, stop("EXR-008", Place(file=file), start=asked.start or "–")))
    how = asked.taken if published.publisher is Publisher.ECB else "month"
    table = ExchangeRates(
        currency=Currency("EUR"),
        base=asked.base.code,
        by=asked.by,
        source=labels.say(label(f"rates.source.{published.publisher}.{how}")),
        file=file,
        file_sha256=digest,
        rates=rates,
    )
    remark = labels.say(label("rates.remark", base=table.base, file=file, digest=digest))
    return RatesMade(text=write_rates_file(table, remark), findings=told)


def _read(path: Path) -> tuple[str, str]:
    """Return a file's text and its SHA-256."""
    try:
        with open_file(path) as stream:
            content = stream.read(BYTES_MAX + 1)
            stream.seek(0)
            digest = stream_digest(stream) if len(content) <= BYTES_MAX else ""
    except OSError as error:
        raise refusal(path, error) from error
    if not digest:
        raise FileSizeError(file=path, limit="32 MiB")
    try:
        return content.decode("utf-8-sig"), digest
    except UnicodeDecodeError as error:
        raise NotUtf8Error(file=path, line=content[: error.start].count(b"\n") + 1) from error
