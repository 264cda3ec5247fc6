"""A funder's own workbook filled with a project's figures: the cells that a map names, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from ledger.app.book import Book
from ledger.app.files import file_digest
from ledger.app.files import open_file
from ledger.app.funders.fill_wanted import Request
from ledger.app.funders.fill_wanted import Wanted
from ledger.app.funders.fill_wanted import place_of
from ledger.app.funders.fill_wanted import read_map
from ledger.app.funders.fill_wanted import said_of
from ledger.app.funders.fill_wanted import said_of_rule
from ledger.app.funders.fill_wanted import wanted
from ledger.app.funders.office import converted
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.record import frozen
from ledger.core.section import words_of
from ledger.core.words import label
from ledger.errors import LedgerError
from ledger.exporters.xlsx_patch import computed_at_once
from ledger.exporters.xlsx_patch import filled
from ledger.importers.funders.workbook import read_funder_workbook
from ledger.model.funders.fill_map import FillMap
from ledger.model.funders.funder_workbook import Allowed
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import Spot
from ledger.reports.funders.filling import twice_counted
from ledger.rules.funders.entered import Entered
from ledger.rules.funders.entered import Verdict
from ledger.rules.funders.fill import Located
from ledger.rules.funders.fill import May
from ledger.rules.funders.fill import Outcome
from ledger.rules.funders.fill import is_written_as_text
from ledger.rules.funders.fill import outcome
from ledger.rules.funders.fill import shows

_STRANGE = {"template": "FILL-034", "links": "FILL-029", "macros": "FILL-030", "signed": "FILL-031"}


@frozen(kw_only=True)
class Filled:
    """A filled workbook.

    Attributes:
        content: The file; None where the map has errors.
        outcomes: Each cell and what became of it.
        findings: All that is to be said of the map, the workbook and the figures.
    """

    content: bytes | None
    outcomes: tuple[tuple[Wanted, Outcome], ...]
    findings: tuple[Finding, ...]


def fill(
    book: Book,
    map_path: Path,
    template: Path,
    id_: str,
    may: May = May(),  # noqa: B008 - it cannot be changed
    *,
    language: str = "sv",
) -> Filled:
    """Return a funder's workbook filled with a project's figures; all but the filled cells stays as it was.

    Args:
        book: The book.
        map_path: Which cell shows what.
        template: The funder's workbook; it is left alone.
        id_: Project id.
        may: What may be replaced.
        language: Of texts that have two.

    Raises:
        FileRefusedError: The map has errors.
        LedgerError: There is no such project, or the workbook cannot be read.
    """
    rules = read_map(map_path)
    with open_file(template) as stream:
        workbook = read_funder_workbook(stream, str(template), macros=True)
        asked, said_of_map = wanted(Request(book=book, project=id_, rules=rules, workbook=workbook, language=language))
        findings = [*_of_template(rules, template, workbook), *said_of_map]
        if any(each.stops for each in findings):
            return Filled(content=None, outcomes=(), findings=tuple(findings))
        outcomes = tuple((each, outcome(workbook, each.at, each.content, may)) for each in asked)
        findings += [finding for each, became in outcomes for finding in _told(workbook, each, became)]
        findings += [finding for each, became in outcomes for finding in _unseen(workbook, each, became)]
        writes = _writes(outcomes)
        findings += _of_rules(workbook, outcomes, writes)
        content = filled(stream, workbook, writes)
        if workbook.has_formulas:
            formulas = [each for each, became in outcomes if became in (Outcome.FORMULA, Outcome.CARRIES)]
            computed, said = _computed(content, workbook.file, len(formulas))
            if computed:
                content = filled(stream, workbook, writes, _by_part(workbook, computed))
                said += (*_compared(formulas, computed), *_errors(stream, workbook, computed))
            findings += said
    return Filled(content=content, outcomes=outcomes, findings=tuple(findings))


def _of_template(rules: FillMap, template: Path, workbook: FunderWorkbook) -> Iterator[Finding]:
    """Yield what is worth knowing of the workbook as it came."""
    place = Place(file=workbook.file)
    if rules.sha256 and rules.sha256 != file_digest(template):
        yield warning("FILL-028", place)
    for what in workbook.strange:
        yield note(_STRANGE[what], place) if what == "template" else warning(_STRANGE[what], place)


def _writes(outcomes: tuple[tuple[Wanted, Outcome], ...]) -> Mapping[str, Mapping[Spot, Decimal | str]]:
    writes: dict[str, dict[Spot, Decimal | str]] = {}
    for each, became in outcomes:
        if became is Outcome.WRITTEN and each.content is not None:
            writes.setdefault(each.at.sheet.part, {})[each.at.spot] = each.content
    return writes


def _told(workbook: FunderWorkbook, each: Wanted, became: Outcome) -> Iterator[Finding]:
    """Yield what is to be said of a cell that was not simply written."""
    values = {"shows": each.entry.shows, "expected": each.said, "found": said_of(each.at.cell)}
    if became is Outcome.LOCKED:
        yield warning("FILL-020", place_of(each), **values)
    elif became is Outcome.TAKEN:
        as_text = is_written_as_text(each.at.cell, each.content)
        yield warning("FILL-043" if as_text else "FILL-021", place_of(each), **values)
    elif became is Outcome.WRITTEN and twice_counted(each.entry, workbook.style(each.at.sheet, each.at.spot)):
        yield warning("FILL-035", place_of(each), unit=str(each.entry.unit), shows=each.entry.shows)
    elif became is Outcome.HEAD:
        yield warning("FILL-044", place_of(each), **values)
    elif became is Outcome.CARRIES:
        yield warning("FILL-024", place_of(each), **values)
    elif became is Outcome.NOTHING:
        yield note("FILL-025", place_of(each), **values)


def _unseen(workbook: FunderWorkbook, each: Wanted, became: Outcome) -> Iterator[Finding]:
    """Yield that a figure was written where people do not see it, or where they may not write."""
    if became is not Outcome.WRITTEN:
        return
    why = each.at.sheet.unseen(each.at.spot)
    if why is not None:
        yield warning("FILL-049", place_of(each), shows=each.entry.shows, why=label(f"fill.unseen.{why}"))
    if each.at.sheet.protected and workbook.style(each.at.sheet, each.at.spot).locked:
        yield note("FILL-050", place_of(each), shows=each.entry.shows)


def _of_rules(
    workbook: FunderWorkbook, outcomes: tuple[tuple[Wanted, Outcome], ...], writes: Mapping[str, Mapping[Spot, object]]
) -> Iterator[Finding]:
    """Yield what is written though the workbook does not take it; and by rule, in how many cells that is not known."""
    filled = {(part, spot) for part, spots in writes.items() for spot in spots}
    unknown: dict[tuple[str, Allowed], list[Wanted]] = {}
    for each, became in outcomes:
        if became is not Outcome.WRITTEN or each.content is None:
            continue
        for rule, verdict in Entered(workbook, each.at, each.content, filled).judged():
            if verdict is Verdict.REFUSES:
                values = {"shows": each.entry.shows, "expected": each.said, "rule": said_of_rule(rule)}
                yield warning("FILL-038", place_of(each), **values)
            elif verdict is Verdict.UNKNOWN:
                unknown.setdefault((each.at.sheet.part, rule), []).append(each)
    for (_, rule), cells in unknown.items():
        yield note("FILL-039", place_of(cells[0]), rule=said_of_rule(rule), count=len(cells))


def _computed(content: bytes, file: str, count: int) -> tuple[FunderWorkbook | None, tuple[Finding, ...]]:
    """Return the filled workbook with its formulas computed; else why it is not, and how many are of the map."""
    try:
        computed = recomputed(content, file)  # what LibreOffice saves may be too large where the workbook was not
    except LedgerError as error:
        return None, (warning("FILL-036", Place(file=file), why=words_of(error)),)
    return computed, () if computed else (warning("FILL-026", Place(file=file), count=count),)


def _by_part(workbook: FunderWorkbook, computed: FunderWorkbook) -> Mapping[str, Mapping[Spot, FunderCell]]:
    """Return the computed cells by the parts of the workbook as it came."""
    found = ((sheet.part, computed.sheet(sheet.name)) for sheet in workbook.sheets)
    return {part: sheet.cells for part, sheet in found if sheet}


def _compared(formulas: Iterable[Wanted], computed: FunderWorkbook) -> Iterator[Finding]:
    """Yield of each formula of the map whether it gives what the book says."""
    for each in formulas:
        sheet = computed.sheet(each.at.sheet.name)
        cell = sheet.cell(each.at.spot) if sheet else None
        values = {"shows": each.entry.shows, "expected": each.said, "found": said_of(cell)}
        if cell and cell.holds is Holds.ERROR:
            continue  # told with the other errors
        if shows(cell, each.content, each.step):
            yield note("FILL-022", place_of(each), **values)
        else:
            yield warning("FILL-023", place_of(each), **values)


def recomputed(content: bytes, file: str) -> FunderWorkbook | None:
    """Return a workbook with its formulas computed by LibreOffice; None where that is not installed.

    Raises:
        OfficeError: LibreOffice failed.
    """
    made = converted(computed_at_once(content), "xlsx")
    return None if made is None else read_funder_workbook(io.BytesIO(made), file)


def _errors(stream: BinaryIO, before: FunderWorkbook, after: FunderWorkbook) -> Iterator[Finding]:
    """Yield each formula that gives an error now and did not before; and that there are some that LibreOffice fails at.

    A formula that LibreOffice cannot compute gives an error in the empty workbook too.
    """
    found = [each for each in _in_error(after) if not _is_error(before, each)]
    if not found:
        return
    empty, _ = _computed(filled(stream, before, {}), before.file, 0)
    anyway = [each for each in found if empty and _is_error(empty, each)]
    for each in found:
        if each not in anyway:
            yield warning("FILL-037", Place(file=before.file, column=each.name), found=said_of(each.cell))
    if anyway:
        place = Place(file=before.file, column=anyway[0].name)
        yield note("FILL-045", place, found=said_of(anyway[0].cell), count=len(anyway))


def _in_error(workbook: FunderWorkbook) -> Iterator[Located]:
    for sheet in workbook.sheets:
        for spot, cell in sheet.cells.items():
            if cell.formula is not None and cell.holds is Holds.ERROR:
                yield Located(sheet, spot)


def _is_error(workbook: FunderWorkbook, at: Located) -> bool:
    sheet = workbook.sheet(at.sheet.name)
    cell = sheet.cell(at.spot) if sheet else None
    return bool(cell and cell.holds is Holds.ERROR)
