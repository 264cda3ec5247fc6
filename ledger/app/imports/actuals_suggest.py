"""A first map for a CSV file or a workbook: headings told by their words, accounts by a chart, the file's own words."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from itertools import chain
from itertools import islice
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from ledger import catalog
from ledger.app.files import shown_name
from ledger.app.imports.category_clues import category_clues
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.core.words import folded
from ledger.core.words import label
from ledger.exporters.actuals_map_text import write_actuals_map
from ledger.importers.actuals.actuals import COLUMN_NAMES
from ledger.importers.actuals.actuals import KINDS
from ledger.importers.actuals.actuals import Lookup
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.cells import CellError
from ledger.importers.actuals.cells import Memo
from ledger.importers.actuals.cells import amounts_in
from ledger.importers.actuals.cells import needed_day
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.texts import Texts
from ledger.importers.actuals.texts import csv_texts
from ledger.model.dossier import Dossier
from ledger.model.imports.chart import Chart
from ledger.rules.imports.suggest import AccountFound
from ledger.rules.imports.suggest import AccountGuess
from ledger.rules.imports.suggest import CategoryClues
from ledger.rules.imports.suggest import choose_chart
from ledger.rules.imports.suggest import guess_account
from ledger.rules.imports.suggest_columns import Columns
from ledger.rules.imports.suggest_columns import choose_columns
from ledger.rules.imports.suggest_words import ActualsSuggestion
from ledger.rules.imports.suggest_words import WordFound
from ledger.rules.imports.suggest_words import guess_words

_SAMPLE_ROWS = 100
_WORDS_MAX = 1_000
_SHOWN = 8
_HELPER_OF = {"debit": "amount", "credit": "amount", "series": "voucher", "account_name": "text"}
_WORDED = ("kind", "category", "source", "part", "phase")


@frozen(kw_only=True)
class MapRequest:
    """What a first map is asked for.

    Attributes:
        path: The file.
        kind: ``csv`` or ``xlsx``.
        found: The project.
        charts: Charts of accounts to build on.
        labels: Texts of the language that remarks are written in.
        sheet: Name of the sheet of a workbook; empty for the one that fits.
    """

    path: Path
    kind: str
    found: Dossier
    charts: Sequence[Chart]
    labels: Labels
    sheet: str = ""


def suggest_actuals(stream: BinaryIO, request: MapRequest) -> tuple[str, tuple[Finding, ...]]:
    """Return a first map as text, empty where a finding stops, and what it does not say yet.

    Raises:
        LedgerError: The file cannot be read.
    """
    words = catalog.heading_words()
    findings: list[Finding] = []
    rows = _sound(_texts(stream, request, words), findings)
    headings = next(rows, None)
    if headings is None:
        return "", tuple(findings)
    sample = list(islice(rows, _SAMPLE_ROWS))
    currency = request.found.project.currency
    columns = choose_columns(
        headings, words, {name: of[0] for name, of in COLUMN_NAMES.items()}, _held(sample, currency)
    )
    counts = _Counts(columns, currency)
    for row in chain(sample, rows):
        counts.add(row)
    if any(finding.stops for finding in findings):
        return "", tuple(findings)
    made = _suggestion(columns, counts, request)
    head = {"project": request.found.project.id, "file": shown_name(request.path), "sheet": request.sheet}
    text = write_actuals_map(made, head, request.found.scheme, (currency, request.labels))
    return text, (*findings, *_untold(made, request))


def _texts(stream: BinaryIO, request: MapRequest, words: Mapping[str, Sequence[str]]) -> Iterator[Texts | Finding]:
    known = ActualsMap(
        sheet=folded(request.sheet),
        columns={folded(word): (_HELPER_OF.get(column, column),) for column, of in words.items() for word in of},
    )
    if request.kind == "csv":
        return csv_texts(stream, str(request.path), known)
    from ledger.importers.workbooks.texts import xlsx_texts  # noqa: PLC0415 - what reads workbooks loads slowly

    return xlsx_texts(stream, str(request.path), known)


def _sound(texts: Iterable[Texts | Finding], findings: list[Finding]) -> Iterator[Texts]:
    """Yield the rows, and keep the findings among them."""
    for each in texts:
        if isinstance(each, Finding):
            findings.append(each)
        else:
            yield each


def _held(sample: Sequence[Texts], currency: Currency) -> dict[str, frozenset[int]]:
    """Return the places of columns whose cells are all days, and of those whose cells are all amounts."""
    amounts = amounts_in(currency)
    days = _all_read(sample, needed_day)
    return {"date": days, "amount": _all_read(sample, lambda cell: amounts([cell])) - days}


def _all_read(sample: Sequence[Texts], read: Callable[[str], object]) -> frozenset[int]:
    """Return the places of columns that have cells and whose cells can all be read."""
    columns = enumerate(zip_longest(*sample, fillvalue=""))
    filled = ((at, [cell for cell in cells if cell]) for at, cells in columns)
    return frozenset(at for at, cells in filled if cells and all(_is_read(cell, read) for cell in cells))


def _is_read(cell: str, read: Callable[[str], object]) -> bool:
    try:
        read(cell)
    except CellError:
        return False
    return True


class _Counts:
    """How often the words of a file stand in it, and with which sums, apart for each word in the column of projects."""

    def __init__(self, columns: Columns, currency: Currency) -> None:
        self._places = columns.places
        self._in_two = columns.in_two
        self._worded = [each for each in (*_WORDED, "account", "project") if each in columns.places]
        self._amounts = Memo(partial(_minor, amounts_in(currency)))
        self._counts: dict[tuple[str, str], dict[str, list[int]]] = {}
        self._sums: dict[str, int] = {}
        self.names: dict[str, str] = {}

    def add(self, row: Texts) -> None:
        """Count a row."""
        if self._in_two:
            minor = self._amounts[self._cell(row, "debit")] - self._amounts[self._cell(row, "credit")]
        else:
            minor = self._amounts[self._cell(row, "amount")]
        project = self._cell(row, "project")
        self._sums[project] = self._sums.get(project, 0) + minor
        for column in self._worded:
            word = self._cell(row, column)
            of = self._counts.setdefault((project, column), {})
            if word and (word in of or len(of) < _WORDS_MAX):
                count = of.setdefault(word, [0, 0])
                count[0], count[1] = count[0] + 1, count[1] + minor
        self.names.setdefault(self._cell(row, "account"), self._cell(row, "account_name"))

    def total(self, projects: Collection[str] | None) -> int:
        """Return the sum of the rows with some words for projects, or of all, minor units."""
        return sum(minor for project, minor in self._sums.items() if projects is None or project in projects)

    def words(self, column: str, projects: Collection[str] | None = None) -> tuple[WordFound, ...]:
        """Return the words of a column, once each, of some words for projects or of all."""
        found: dict[str, WordFound] = {}
        for (project, each), words in self._counts.items():
            if each == column and (projects is None or project in projects):
                for word, (rows, minor) in words.items():
                    known = found.setdefault(folded(word), WordFound(word=word, rows=0, minor=0))
                    found[folded(word)] = evolve(known, rows=known.rows + rows, minor=known.minor + minor)
        return tuple(found.values())

    def _cell(self, row: Texts, column: str) -> str:
        at = self._places.get(column)
        return row[at] if at is not None and at < len(row) else ""


def _minor(amounts: Callable[[Sequence[str]], list[int]], cell: str) -> int:
    """Return an amount in minor units; one that cannot be read counts for nothing here, and is told on import."""
    try:
        return amounts([cell])[0]
    except CellError:
        return 0


def _suggestion(columns: Columns, counts: _Counts, request: MapRequest) -> ActualsSuggestion:
    found = request.found
    target = Target(project=found.project, scheme=found.scheme, parties=found.parties)
    clues = category_clues(found, request.charts)
    projects = guess_words(
        counts.words("project"),
        {found.project.id: (found.project.id,)},
        {},
        {folded(found.project.name): found.project.id},
    )
    taken = {guess.found.word for guess in projects if guess.known or guess.sure} or None
    by_account = "category" not in columns.places and "account" in columns.places
    accounts = [_account(each, counts.names) for each in counts.words("account", taken)] if by_account else []
    chart, _ = choose_chart(request.charts, [(each.number, each.name) for _, each in accounts])
    known: dict[str, Lookup] = {
        "kind": KINDS,
        "category": target.categories,
        "source": target.sources,
        "part": target.parts,
        "phase": target.phases,
    }
    told = {"category": clues.words}
    words = {
        column: guess_words(counts.words(column, taken), known[column], told.get(column, {}), {})
        for column in _WORDED
        if column in columns.places
    }
    return ActualsSuggestion(
        columns=columns,
        chart=chart,
        accounts=tuple(_guessed(cell, each, chart, clues) for cell, each in sorted(accounts, key=lambda pair: pair[0])),
        words={"project": projects, **words} if projects else words,
        minor=counts.total(taken),
    )


def _account(found: WordFound, names: Mapping[str, str]) -> tuple[str, AccountFound]:
    """Return a cell of the account column, and the account in it: its number, which a name may follow."""
    number, _, name = found.word.partition(" ")
    name = names.get(found.word) or name.strip()
    return found.word, AccountFound(number=number, name=name, rows=found.rows, minor=found.minor)


def _guessed(cell: str, account: AccountFound, chart: Chart | None, clues: CategoryClues) -> AccountGuess:
    """Return what an account may be, under the words of its cell."""
    return evolve(guess_account(account, chart, clues), account=evolve(account, number=cell))


def _untold(made: ActualsSuggestion, request: MapRequest) -> Iterator[Finding]:
    """Yield what the map does not say yet."""
    place, columns = Place(file=str(request.path), line=1), made.columns
    for column in columns.missing:
        doubts = ", ".join(heading for heading, of in columns.doubts if of == column)
        yield warning("MAP-201", place, column=label(f"actuals.named.{column}"), doubts=doubts or "–")
    if not {"category", "account"} & columns.places.keys():
        yield warning("MAP-203", place)
    yield from _of_words(made, request, place)


def _of_words(made: ActualsSuggestion, request: MapRequest, place: Place) -> Iterator[Finding]:
    """Yield what the map does not say of words and accounts, and that costs stand with a minus."""
    currency = request.found.project.currency
    if made.by_account and made.chart is None:
        yield warning("SIM-203", place)
    unmapped = [guess.account for guess in made.accounts if not guess.sure]
    if unmapped:
        total = Money(sum(each.minor for each in unmapped), currency)
        named = _some(f"{each.number} {each.name}".strip() for each in unmapped)
        yield note("MAP-204", place, names=named, rows=sum(each.rows for each in unmapped), sum=total)
    for column, guesses in made.words.items():
        unread = [guess for guess in guesses if not guess.known | guess.sure]
        if unread:
            code = "MAP-205" if column != "project" else "MAP-206" if len(unread) < len(guesses) else "MAP-208"
            yield note(
                code, place, column=made.columns.heading(column), words=_some(each.found.word for each in unread)
            )
    if made.minor < 0 and not made.columns.in_two:
        yield note("MAP-207", place, sum=Money(made.minor, currency))


def _some(words: Iterable[str]) -> str:
    """Return the first of some words, with commas."""
    named = list(words)
    return ", ".join(named[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")
