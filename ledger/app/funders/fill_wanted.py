"""What the cells of a funder's workbook should show, by a map: a project's figures and facts as the cells hold them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.explanations.figures import Figures
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.section import words_of
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.core.words import label
from ledger.errors import FileRefusedError
from ledger.errors import LedgerError
from ledger.errors import NoFigureYetError
from ledger.errors import StorageError
from ledger.importers.funders.fill_map import read_fill_map
from ledger.importers.text_file import read_text
from ledger.model.funders.fill_map import FillEntry
from ledger.model.funders.fill_map import FillMap
from ledger.model.funders.funder_workbook import Allowed
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Spot
from ledger.model.view import View
from ledger.render.clean import visible
from ledger.reports.funders import filling as report
from ledger.reports.projects.facts import FACTS
from ledger.reports.projects.facts import TEXT
from ledger.reports.projects.facts import fact
from ledger.reports.table import CellValue
from ledger.reports.table import ColumnKind
from ledger.rules.funders.fill import Located
from ledger.rules.funders.fill import Miss
from ledger.rules.funders.fill import locate

_MISSES = {Miss.SHEET: "FILL-003", Miss.CELL: "FILL-004", Miss.SEVERAL: "FILL-005"}
_SHOWN_MOST = 60


@frozen(kw_only=True)
class Wanted:
    """A cell of a workbook and what it should show.

    Attributes:
        entry: What the map says of it.
        at: The cell.
        content: A number or a text; None for nothing.
        step: To what a formula's result is read; see `ledger.rules.funders.fill.shows`.
        day: The day that its content is, if it is one.
    """

    entry: FillEntry
    at: Located
    content: Decimal | str | None
    step: Fraction | None = None
    day: date | None = None

    @property
    def said(self) -> Words:
        """What it should show, for a message."""
        if self.content is None:
            return label("fill.nothing")
        if self.day:
            return self.day.isoformat()
        return f"{self.content:f}" if isinstance(self.content, Decimal) else self.content[:_SHOWN_MOST]


def read_map(path: Path) -> FillMap:
    """Return a map for a funder's workbook.

    Raises:
        FileRefusedError: It has errors, which come along as findings.
        UnreadableFileError: It cannot be read.
    """
    found, findings = read_fill_map(read_text(path), str(path))
    if found is None:
        raise FileRefusedError(file=path, findings=findings)
    return found


@frozen(kw_only=True)
class Request:
    """What is to stand in a workbook.

    Attributes:
        book: The book.
        project: Project id.
        rules: Which cell shows what.
        workbook: The workbook.
        language: Of texts that have two.
    """

    book: Book
    project: str
    rules: FillMap
    workbook: FunderWorkbook
    language: str = "sv"


def wanted(request: Request) -> tuple[tuple[Wanted, ...], tuple[Finding, ...]]:
    """Return each cell of a map with what it should show, and what is to be said against the map.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    findings: list[Finding] = []
    return tuple(_wanted(request, findings)), tuple(findings)


def _wanted(request: Request, findings: list[Finding]) -> Iterator[Wanted]:
    asked = _Asked(request)
    first: dict[tuple[str, Spot], str] = {}
    for entry in request.rules.entries:
        at = locate(request.workbook, entry.at)
        if isinstance(at, Miss):
            findings.append(_missed(at, entry, request.workbook))
            continue
        before = first.setdefault((at.sheet.name, at.spot), entry.at)
        if before != entry.at:
            findings.append(stop("FILL-006", entry.place, cell=at.name, first=before))
        if at.merged:
            findings.append(note("FILL-033", entry.place, value=entry.at, cell=at.name))
        try:
            yield asked.wanted(entry, at)
        except _NotWantedError as error:
            findings.append(error.finding)


class _NotWantedError(Exception):
    """An entry cannot be filled in."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


class _Asked:
    """The figures and facts of a project as the cells of a workbook hold them."""

    def __init__(self, request: Request) -> None:
        self._figures = Figures(request.book, request.project)
        self._view = View(today=request.book.today)
        self._dossier = dossier(request.book, request.project, self._view)
        self._rules, self._workbook = request.rules, request.workbook
        self._labels = catalog.labels(request.language)

    def wanted(self, entry: FillEntry, at: Located) -> Wanted:
        """Return what a cell should show.

        Raises:
            _NotWantedError: There is no such figure or fact, or the cell cannot hold it.
        """
        return self._of_figure(entry, at) if entry.is_figure else self._of_fact(entry, at)

    def _of_fact(self, entry: FillEntry, at: Located) -> Wanted:
        if entry.shows not in FACTS and not entry.shows.startswith(TEXT):
            known = ", ".join((*FACTS, f"{TEXT}…"))
            raise _NotWantedError(stop("FILL-007", entry.place, value=entry.shows, known=known))
        return self._made(entry, at, fact(entry.shows, self._dossier, self._view))

    def _of_figure(self, entry: FillEntry, at: Located) -> Wanted:
        try:
            figure = self._figures.at(entry.shows)
        except StorageError:
            raise
        except NoFigureYetError:
            return Wanted(entry=entry, at=at, content=Decimal(0) if entry.zero or self._rules.zero else None)
        except LedgerError as error:
            raise _NotWantedError(stop("FILL-008", entry.place, why=words_of(error))) from error
        kind, currency = figure.cell.kind or figure.column.kind, figure.table.currency
        settled = report.settled(entry, self._rules, kind)
        if not report.fits(settled, kind):
            raise _NotWantedError(stop("FILL-009", entry.place, unit=str(settled.unit), address=entry.shows))
        made = self._made(settled, at, report.content(figure.cell.value, kind, currency, settled))
        held = made.content
        if isinstance(held, Decimal) and kind is not ColumnKind.PERCENT and not report.is_held(held):
            raise _NotWantedError(stop("FILL-032", entry.place, address=entry.shows, figure=f"{held:f}"))
        return evolve(made, step=report.step(settled, kind, currency))

    def _made(self, entry: FillEntry, at: Located, value: Decimal | CellValue) -> Wanted:
        """Return a value as the cell keeps it; what does not show in a text is shown."""
        if value is None or isinstance(value, Decimal):
            return Wanted(entry=entry, at=at, content=value)
        if isinstance(value, date):
            style = self._workbook.style(at.sheet, at.spot)
            held = report.written_day(value, style, from_1904=self._workbook.from_1904)
            return Wanted(entry=entry, at=at, content=held, day=value)
        return Wanted(entry=entry, at=at, content=visible(self._labels.say(value), keep="\n"))


def _missed(miss: Miss, entry: FillEntry, workbook: FunderWorkbook) -> Finding:
    refers = workbook.names.get(folded(entry.at), "")
    known = ", ".join(sheet.name for sheet in workbook.sheets)
    return stop(_MISSES[miss], entry.place, value=entry.at, refers=refers[:_SHOWN_MOST], known=known)


def place_of(each: Wanted) -> Place:
    """Return where a cell stands, and the line of the map that names it."""
    return Place(file=each.entry.place.file, line=each.entry.place.line, column=each.at.name)


def said_of(cell: FunderCell | None) -> Words:
    """Return what a cell shows, for a message."""
    return cell.text[:_SHOWN_MOST] if cell and cell.text else label("fill.nothing")


def said_of_rule(rule: Allowed) -> str:
    """Return a rule of a workbook's for a message, as the workbook writes it."""
    said = " ".join(filter(None, (rule.kind, rule.operator if rule.kind != "list" else "", rule.first, rule.second)))
    return said[:_SHOWN_MOST]
