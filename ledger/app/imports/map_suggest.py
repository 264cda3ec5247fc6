"""A first map for a file of another program's: read, compared with the charts, written for somebody to read through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from typing import BinaryIO

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.files import open_file
from ledger.app.files import shown_name
from ledger.app.imports.category_clues import category_clues
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.record import frozen
from ledger.exporters.sie_map_text import write_sie_map
from ledger.importers.accounts.sie_checks import organisation_of
from ledger.importers.accounts.sie_dimensions import Dimensions
from ledger.importers.accounts.sie_postings import is_balance
from ledger.importers.file_kind import START_BYTES
from ledger.importers.file_kind import carrier
from ledger.importers.sie import read_sie
from ledger.importers.sie.journal import SieJournal
from ledger.importers.sie.reader import SieReader
from ledger.importers.text_file import refusal
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.rules.imports.suggest import AccountFound
from ledger.rules.imports.suggest import ObjectFound
from ledger.rules.imports.suggest import Suggestion
from ledger.rules.imports.suggest import choose_chart
from ledger.rules.imports.suggest import suggest

_OBJECTS_MAX = 10_000


@frozen(kw_only=True)
class SuggestedMap:
    """A first map.

    Attributes:
        text: The map file; empty where a finding stops.
        findings: What it does not say yet.
    """

    text: str = ""
    findings: tuple[Finding, ...] = ()


def suggest_map(
    book: Book, path: Path | str, project: str, *, language: str = "sv", chart: str | None = None, sheet: str = ""
) -> SuggestedMap:
    """Return a first map of an SIE file, a CSV file or a workbook for a project.

    Args:
        book: The book.
        path: The file.
        project: Project id.
        language: Of its remarks, ``sv`` or ``en``.
        chart: Chart of accounts to build on; unless given, the only shipped one that the accounts' names agree with.
        sheet: Name of the sheet of a workbook; unless given, the only one that looks like actuals.

    Raises:
        LedgerError: There is no such project, or the file cannot be read.
    """
    path, labels = Path(path), catalog.labels(language)
    found = dossier(book, project, View(today=book.today))
    place = Place(file=str(path), line=1)
    charts = [catalog.chart(name, near=Path()) for name in ((chart,) if chart else catalog.chart_ids())]
    named = [each for each in charts if each]
    if not named:
        return SuggestedMap(findings=(stop("SIM-020", place, chart=chart, known=", ".join(catalog.chart_ids())),))
    try:
        with open_file(path) as stream:
            kind = carrier(path, stream.read(START_BYTES))
            if kind != "sie":
                return _of_columns(stream, path=path, kind=kind, found=found, charts=named, labels=labels, sheet=sheet)
            reader = read_sie(stream, file=str(path))
            if reader.stops:
                return SuggestedMap(findings=reader.findings)
            objects = _objects(reader)
    except OSError as error:
        raise refusal(path, error) from error
    accounts = [(account.number, account.name) for account in reader.head.accounts]
    made = suggest(objects, (project, found.project.name), choose_chart(named, accounts), category_clues(found, named))
    head = {"project": project, "file": shown_name(path), "organisation": organisation_of(reader.head)}
    text = write_sie_map(made, head, found.scheme, (found.project.currency, labels))
    return SuggestedMap(text=text, findings=tuple(_findings(made, found, place)))


def _of_columns(stream: BinaryIO, **asked: Any) -> SuggestedMap:
    """Return a first map of a file that has columns."""
    from ledger.app.imports.actuals_suggest import MapRequest  # noqa: PLC0415 - an SIE file needs nothing of it
    from ledger.app.imports.actuals_suggest import suggest_actuals  # noqa: PLC0415

    text, findings = suggest_actuals(stream, MapRequest(**asked))
    return SuggestedMap(text=text, findings=findings)


def _findings(made: Suggestion, found: Dossier, place: Place) -> Iterator[Finding]:
    """Yield what the map does not say yet."""
    if not any(each.code for each in (*made.objects, *made.others)):
        yield warning("SIM-201", place)
    elif not made.sure:
        yield warning(
            "SIM-202", place, objects=", ".join(f"{each.code} {each.name}".strip() for each in made.objects) or "–"
        )
    if made.chart is None:
        yield warning("SIM-203", place)
    for guess in made.unmapped:
        account, total = guess.account, Money(guess.account.minor, found.project.currency)
        named = f"{account.number} {account.name}".strip()
        yield note("SIM-204", place, account=named, rows=account.rows, sum=total, why=guess.reason)


def _objects(reader: SieReader | SieJournal) -> tuple[ObjectFound, ...]:
    """Return the objects of projects that rows have, and what they stand on; if there are none, all rows as one."""
    sought = Dimensions(reader.head).sought("", ())
    sums: dict[tuple[str, str], dict[str, list[int]]] = {}
    everything: dict[str, list[int]] = {}
    for row in reader.rows():
        _add(everything, row.account, row.amount_minor)
        for number, code in row.objects:
            if number in sought.own or number in sought.below:
                accounts = sums.setdefault((number, code), {}) if len(sums) < _OBJECTS_MAX else sums.get((number, code))
                if accounts is not None:
                    _add(accounts, row.account, row.amount_minor)
    if not sums:
        sums["", ""] = everything
    head = reader.head
    names = {(each.dimension, each.code): each.name for each in head.objects}
    known = {account.number: account for account in head.accounts}
    kinds = {account.number: account.kind for account in head.accounts}
    return tuple(
        ObjectFound(
            dimension=number,
            code=code,
            name=names.get((number, code), ""),
            accounts=tuple(
                AccountFound(number=each, name=known[each].name if each in known else "", rows=rows, minor=minor)
                for each, (rows, minor) in sorted(accounts.items())
                if not is_balance(each, kinds)
            ),
        )
        for (number, code), accounts in sorted(sums.items())
    )


def _add(accounts: dict[str, list[int]], account: str, minor: int) -> None:
    """Count a row of an account."""
    line = accounts.setdefault(account, [0, 0])
    line[0], line[1] = line[0] + 1, line[1] + minor
