"""Every kind of file that medfin reads: what real ones look like, and what must hold whatever is in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import xlsxwriter

from ledger import catalog
from ledger.app.book import Book
from ledger.app.book import create_book
from ledger.app.books.history import verify
from ledger.app.funders.forms import form
from ledger.app.imports.actuals import import_file
from ledger.app.imports.map_suggest import suggest_map
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.app.statements.reading import StatementFile
from ledger.app.statements.statements import import_statement
from ledger.app.tables import REPORTS
from ledger.app.template import entry_template
from ledger.core.finding import Finding
from ledger.core.words import Labels
from ledger.errors import LedgerError
from ledger.importers.accounts.sie_map_file import read_sie_map
from ledger.importers.actuals.map_file import read_map_file
from ledger.importers.federation.federation_file import read_federation_file
from ledger.importers.file_kind import START_BYTES
from ledger.importers.file_kind import carrier
from ledger.importers.mapping_file import read_mapping_file
from ledger.importers.programme_file import read_programme_file
from ledger.importers.scheme_file import read_scheme_file
from ledger.importers.text_file import read_text
from ledger.model.entry import COLUMNS
from ledger.model.entry_kind import CREDITS
from ledger.render.csv_text import to_csv
from ledger.render.json_text import to_json
from ledger.render.text import to_text
from ledger.render.workbook.input import to_entry_xlsx
from ledger.render.xlsx import to_xlsx
from tests.app.imports.sie_year import MAP as SIE_MAP
from tests.app.imports.sie_year import sie
from tests.app.statements.stated import HEAD
from tests.app.statements.stated import ROWS
from tests.app.statements.stated import TABLE
from tests.conftest import ACTUALS
from tests.conftest import FIXTURES
from tests.conftest import STEGEN
from tests.conftest import same_bytes
from tests.importers.federation.test_federation_file import KNOWN
from tests.importers.federation.test_federation_file import WHOLE

DOCS = Path(__file__).parent.parent.parent / "docs"
SIE_FILES = Path(__file__).parent.parent / "importers" / "sie" / "files"
KIND, AMOUNT = COLUMNS.index("kind"), COLUMNS.index("amount_minor")
SAMPLES = Path(__file__).parent.parent / "importers" / "actuals" / "samples"

# How many more problems there are than are listed.
_NO_LINE = frozenset({"IMP-002"})

Parsed = tuple[object | None, tuple[Finding, ...]]


class BrokenPromiseError(Exception):
    """Something that must hold for every input does not."""


@attrs.frozen
class Kind:
    """A kind of file.

    Attributes:
        corpus: Real files to start from.
        take: Reads the file at a path and uses what it holds; may raise `LedgerError`, and nothing else.
    """

    corpus: Callable[[], Sequence[bytes]]
    take: Callable[[Path], None]


def promise(*, holds: bool, what: str) -> None:
    """Raise if something does not hold."""
    if not holds:
        raise BrokenPromiseError(what)


@cache
def labels() -> tuple[Labels, ...]:
    """Return the texts of both languages."""
    return catalog.labels("sv"), catalog.labels("en")


def judge(findings: Iterable[Finding], path: Path | None) -> None:
    """Check that findings can be told in both languages and name their place."""
    for finding in findings:
        told = [each.say(finding.words) for each in labels()]
        promise(holds=all(told), what=f"{finding.code} says nothing")
        if path is not None and finding.stops:
            place = finding.place
            promise(holds=place.file == str(path), what=f"{finding.code} names the file {place.file!r}")
            promise(holds=(place.line or 0) >= 1 or finding.code in _NO_LINE, what=f"{finding.code} names no line")


def new_book() -> Book:
    """Return an empty book in memory."""
    moment = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
    return create_book(":memory:", author="Ekonomen", clock=lambda: moment, random=same_bytes())


@cache
def stegen() -> Book:
    """Return a book with a small project."""
    book = new_book()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "stegen.toml"
        path.write_text(STEGEN, encoding="utf-8")
        add_projects(book, [path])
    return book


def _documented(page: str, table: str) -> Sequence[bytes]:
    """Return the TOML files of a page of the documentation that have a table; they use everything that there is."""
    blocks = re.findall(r"```toml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    return [block.encode() for block in blocks if table in block]


def _tomls(folder: str) -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted((catalog.DATA / folder).rglob("*.toml"))]


def _projects() -> Sequence[bytes]:
    documented = _documented("project-file.md", "[project]")
    # As many of those that use everything as of those that use little.
    return [STEGEN.encode(), *documented * 10, *(path.read_bytes() for path in sorted(FIXTURES.rglob("*.toml")))]


def _actuals() -> Sequence[bytes]:
    small = [path.read_bytes() for path in sorted(SAMPLES.glob("*.csv")) if path.stat().st_size < 20_000]
    return [ACTUALS.encode(), *small, *(path.read_bytes()[:4_000] for path in sorted(FIXTURES.rglob("actuals.csv")))]


def _maps() -> Sequence[bytes]:
    return [
        *_documented("actuals.md", "[columns]"),
        *(path.read_bytes() for path in sorted(SAMPLES.glob("*.map.toml"))),
    ]


def _take_project(path: Path) -> None:
    """Add a project file; what it gives must come out and in again, and every report of it must be written."""
    with new_book() as book:
        added = add_projects(book, [path])
        judge(added.findings, None if any(each.place.file != str(path) for each in added.findings) else path)
        for id_ in added.new:
            _comes_back(book, id_, path.with_name("again.toml"))
            _reports(book, id_)


def _comes_back(book: Book, id_: str, path: Path) -> None:
    exported = export_project(book, id_)
    path.write_text(exported, encoding="utf-8")
    promise(holds=id_ in add_projects(book, [path]).unchanged, what=f"{id_} differs after export:\n{exported}")


def _reports(book: Book, id_: str) -> None:
    for name in REPORTS:
        table = report(book, name, (id_,))
        for each in labels():
            text = to_text(table, each) + to_csv(table, each) + to_json(table, each)
            promise(holds="\x1b" not in text and "\u202e" not in text, what=f"{name} shows what does not show")


def _take_workbook(path: Path) -> None:
    """Add a project file and write its workbook, which takes longer than all the rest."""
    with new_book() as book:
        for id_ in add_projects(book, [path]).new:
            to_xlsx(workbook(book, "variance", (id_,)), labels()[0])


def _take_actuals(path: Path) -> None:
    done = import_file(stegen(), path, project="stegen", dry_run=True)
    judge((finding for finding in done.findings if finding.code != "CSV-001"), path)
    left_out = import_file(stegen(), path, project="stegen", dry_run=True, skip_bad_rows=True)
    judge(left_out.findings, None)


def _take_booked(path: Path) -> None:
    """Book a file; then it is there, and a second time there is nothing new."""
    with new_book() as book:
        first = path.with_name("stegen.toml")
        first.write_text(STEGEN, encoding="utf-8")
        add_projects(book, [first])
        done = import_file(book, path, project="stegen", skip_bad_rows=True)
        if any(finding.stops for finding in done.findings):
            return
        again = import_file(book, path, project="stegen", skip_bad_rows=True)
        promise(holds=not sum(share.new for share in again.shares), what="a second import books the rows again")
        _reports(book, "stegen")


def _take_map(path: Path) -> None:
    actuals = path.with_name("actuals.csv")
    actuals.write_bytes((SAMPLES / "mapped.csv").read_bytes())
    done = import_file(stegen(), actuals, project="stegen", map_path=path, dry_run=True)
    judge(done.findings, None)


def _sies() -> Sequence[bytes]:
    small = [path for path in sorted(SIE_FILES.iterdir()) if path.stat().st_size < 20_000]
    own = [sie().encode("cp437"), sie(year=2022).encode()]
    return [*own * 10, *(path.read_bytes() for path in small)]


def _take_sie(path: Path) -> None:
    rules = path.with_name("map.toml")
    rules.write_text(SIE_MAP, encoding="utf-8")
    for skip_bad_rows in (False, True):
        done = import_file(stegen(), path, map_path=rules, dry_run=True, skip_bad_rows=skip_bad_rows)
        judge(done.findings, None)
    suggested = suggest_map(stegen(), path, "stegen")
    judge(suggested.findings, None)
    if suggested.text:
        # What is no SIE file any more is taken for one with columns.
        read = read_sie_map if carrier(path, path.read_bytes()[:START_BYTES]) == "sie" else read_map_file
        promise(holds=read(suggested.text, "map.toml")[1] == (), what=f"no map:\n{suggested.text}")


def _take_booked_sie(path: Path) -> None:
    """Book a year, and then an enemy's version of it; the reconciliation must tie and a third time bring nothing."""
    rules, first, year = (path.with_name(name) for name in ("map.toml", "stegen.toml", "year.se"))
    rules.write_text(SIE_MAP.replace("organisation", "any_organisation = true\norganisation"), encoding="utf-8")
    first.write_text(STEGEN, encoding="utf-8")
    year.write_bytes(sie().encode("cp437"))
    with new_book() as book:
        add_projects(book, [first])
        import_file(book, year, map_path=rules)
        done = import_file(book, path, map_path=rules, skip_bad_rows=True)
        if any(finding.stops for finding in done.findings):
            return
        again = import_file(book, path, map_path=rules, skip_bad_rows=True)
        promise(holds=not again.batch, what="a second import books something")
        promise(holds=list(verify(book)) == [], what="the book is not whole")
        table = report(book, "reconciliation", ("stegen",))
        booked = sum(-row[AMOUNT] if row[KIND] in CREDITS else row[AMOUNT] for row in book.store.entries("stegen"))
        promise(holds=table.cell("entries", "booked").value == booked, what="the reconciliation does not tie")


def _sie_maps() -> Sequence[bytes]:
    return [SIE_MAP.encode(), *_documented("sie.md", "[[object]]")]


def _take_sie_map(path: Path) -> None:
    year = path.with_name("year.se")
    year.write_bytes(sie().encode("cp437"))
    judge(import_file(stegen(), year, map_path=path, dry_run=True).findings, None)


@cache
def _packages() -> tuple[dict[str, bytes], ...]:
    """Return the parts of workbooks: the entry workbook, and a plain one."""
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Utfall")
        for at, line in enumerate(ACTUALS.splitlines()):
            sheet.write_row(at, 0, line.split(";"))
    found = (to_entry_xlsx(entry_template(stegen(), "stegen"), labels()[0]), plain.getvalue())
    packages = []
    for content in found:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            packages.append({name: package.read(name) for name in package.namelist()})
    return tuple(packages)


def _sheets() -> Sequence[bytes]:
    names = ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml")
    return [package[name][:60_000] for package, name in zip(_packages(), names, strict=True)]


def _take_sheet(path: Path) -> None:
    """Put a sheet into a sound package, so that it is not only the archive that is tried."""
    content, made = path.read_bytes(), path.with_suffix(".xlsx")
    for package, name in zip(_packages(), ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"), strict=True):
        with zipfile.ZipFile(made, "w") as archive:
            for part, whole in package.items():
                archive.writestr(part, content if part == name else whole)
        try:
            judge(import_file(stegen(), made, project="stegen", dry_run=True).findings, None)
        except LedgerError as error:
            promise(holds=bool(str(error)), what=f"{error.code} says nothing")


@cache
def _resource() -> Book:
    """Return a book with the example project that others give in kind to."""
    book = new_book()
    add_projects(book, [FIXTURES / "resursmodellen" / "project.toml"])
    return book


def _take_statement(path: Path) -> None:
    """Read a statement of contributions in kind, with what holds for all of it beside it."""
    path.with_suffix(".toml").write_text(HEAD, encoding="utf-8")
    table = path.with_name("tabell.toml")
    table.write_text(TABLE, encoding="utf-8")
    judge(
        import_statement(
            _resource(), StatementFile(path=path, project="resursmodellen", table=table), dry_run=True
        ).findings,
        None,
    )


def _take_form(path: Path) -> None:
    layout, findings = catalog.form(path.name, near=path.parent)
    judge(findings, path)
    if layout is None:
        promise(holds=any(finding.stops for finding in findings), what="no layout and no reason")
        return
    to_xlsx(form(stegen(), str(path), "stegen"), labels()[0])


def _plain(read: Callable[[str, str], Parsed]) -> Callable[[Path], None]:
    def take(path: Path) -> None:
        fact, findings = read(read_text(path), str(path))
        judge(findings, path)
        promise(holds=fact is not None or bool(findings), what="nothing was read and nothing was said")

    return take


KINDS: Mapping[str, Kind] = {
    "project": Kind(_projects, _take_project),
    "workbook": Kind(_projects, _take_workbook),
    "actuals": Kind(_actuals, _take_actuals),
    "booked": Kind(_actuals, _take_booked),
    "map": Kind(_maps, _take_map),
    "sie": Kind(_sies, _take_sie),
    "booked sie": Kind(_sies, _take_booked_sie),
    "sie map": Kind(_sie_maps, _take_sie_map),
    "sheet": Kind(_sheets, _take_sheet),
    "statement": Kind(lambda: [ROWS.encode()], _take_statement),
    "scheme": Kind(lambda: [*_documented("project-file.md", "[scheme]"), *_tomls("schemes")], _plain(read_scheme_file)),
    "federation": Kind(
        lambda: [WHOLE.encode(), *_documented("federation.md", "[federation]")],
        _plain(lambda text, file: read_federation_file(text, file, KNOWN)),
    ),
    "programme": Kind(lambda: _tomls("programmes"), _plain(read_programme_file)),
    "mapping": Kind(
        lambda: _tomls("mappings"), _plain(lambda text, file: read_mapping_file(text, file, catalog.scheme))
    ),
    "form": Kind(lambda: [*_documented("forms.md", "[form]"), *_tomls("forms")], _take_form),
}
"""Every kind of file by its name; `workbook` and `booked` are project files and actuals used to the end."""


def take(kind: str, path: Path) -> None:
    """Read a file as `kind`; a refusal is an answer, anything else that is raised is a fault."""
    try:
        KINDS[kind].take(path)
    except LedgerError as error:
        promise(holds=bool(str(error)), what=f"{error.code} says nothing")
        judge(getattr(error, "findings", ()), None)
