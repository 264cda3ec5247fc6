"""Forms: which there are, whether a file of one's own is sound, and one filled for a project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import bodies
from ledger.app.dossiers import dossier
from ledger.app.dossiers import project_ids
from ledger.app.selection import marks
from ledger.app.selection import rows
from ledger.core.record import evolve
from ledger.errors import FileRefusedError
from ledger.errors import FormAccountsError
from ledger.importers.forms.form_file import read_form_file
from ledger.importers.text_file import read_text
from ledger.model.head import BOOK
from ledger.model.view import View
from ledger.reports import address
from ledger.reports.forms.forms import form_details as details
from ledger.reports.forms.forms import forms as listed

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.model.forms.layout import Layout
    from ledger.reports.sheet import Workbook
    from ledger.reports.table import Table


def forms() -> Table:
    """Return the list of the forms that medfin ships."""
    return listed(layout(name) for name in catalog.form_ids())


def form_details(name: str) -> Table:
    """Return what a form is: whose, how near to the funder's own, where it was found, and what it holds.

    Args:
        name: A shipped form's name, or the path of a layout of one's own.

    Raises:
        FileRefusedError: The layout has errors; they come along as findings.
        UnknownFormError: There is no such form.
        UnreadableFileError: Its file cannot be read.
    """
    return details(layout(name))


def check_form(path: Path | str) -> tuple[Layout | None, tuple[Finding, ...]]:
    """Return the layout of a form's file, or None where a finding stops, and every problem in it.

    Args:
        path: The file, or a shipped form's name.

    Raises:
        UnreadableFileError: There is no such file, or it cannot be read.
        OwnKindError: It is of another kind, such as actuals.
    """
    path = Path(path)
    name = path.as_posix()
    return catalog.form(name) if name in catalog.form_ids() else read_form_file(read_text(path), str(path))


def layout(name: str) -> Layout:
    """Return a form's layout.

    Args:
        name: A shipped form's name, or the path of a layout of one's own.

    Raises:
        FileRefusedError: The layout has errors; they come along as findings.
        UnreadableFileError: There is no such form, or its file cannot be read.
    """
    found, findings = catalog.form(name, near=Path())
    if found is None:
        raise FileRefusedError(file=name, findings=findings)
    return found


def form_name(book: Book, name: str) -> str:
    """Return what addresses call a form: a shipped one by its id, one's own by its path from the book's folder.

    So an address is the same from wherever it was asked for, and tells nothing of the folders above the book.

    Args:
        book: The book.
        name: A shipped form's name, or the path of a layout of one's own, from the current folder.
    """
    if name in catalog.form_ids():
        return name
    try:
        return Path(os.path.relpath(Path(name).resolve(), _folder(book))).as_posix()
    except ValueError:  # another drive
        return Path(name).resolve().as_posix()


def form_file(book: Book, name: str) -> str:
    """Return where a form is, from the current folder, that an address names."""
    return name if name in catalog.form_ids() else str(_folder(book) / name)


def _folder(book: Book) -> Path:
    """Return the folder of a book that is a file; else the current one."""
    path = Path(book.address)
    return path.resolve().parent if path.is_file() else Path.cwd()


def form(book: Book, name: str, id_: str, view: View | None = None) -> Workbook:
    """Return a funder's form, filled for a project.

    Args:
        book: The book.
        name: A shipped form's name, or the path of a layout of one's own.
        id_: Project id.
        view: Which year, days or claim the form is about; the whole project unless given.

    Raises:
        LedgerError: There is no such form or project, the layout has errors, the form is for another scheme, or it
            is about a year or a period and none is given, or it is about a federation's whole and the project does not
            hold the federation's own accounts.
    """
    from ledger.app.claims.claims import claim_of  # noqa: PLC0415 - the list of forms fills none in
    from ledger.app.federation.treasury import treasury  # noqa: PLC0415 - the same
    from ledger.reports.forms.form import More  # noqa: PLC0415 - the same
    from ledger.reports.forms.form import asks_whole  # noqa: PLC0415 - the same
    from ledger.reports.forms.form import form as fill  # noqa: PLC0415 - the same
    from ledger.reports.forms.gloss import glossed  # noqa: PLC0415 - the same

    found = layout(name)
    if asks_whole(found):
        _check_accounts(book, found.id, id_)
    view = view or View(today=book.today)
    everything = evolve(view, year=None, start=None, end=None, claim=None)
    subject = dossier(book, id_, everything)
    more = More(
        marks=marks(book, id_, subject.head),
        claim=claim_of(book, id_, view.claim) if view.claim else None,
        whole=lambda asked: treasury(book, (), asked),
    )
    made = glossed(fill(found, subject, view, rows(book, id_, everything), more), found, catalog.form_words())
    asked = address.written((*address.terms(view, book.today), (address.FORM, form_name(book, name))))
    sheets = (evolve(each, tables=tuple(evolve(table, asked=asked) for table in each.tables)) for each in made.sheets)
    return evolve(made, sheets=tuple(sheets), project=id_, asked=asked)


def form_addresses(made: Workbook, *, language: str = "sv") -> Table:
    """Return which address fills which cell of a filled form, and which cells people fill in.

    Args:
        made: The form, filled.
        language: In which it is written, for the names of its sheets; ``sv`` or ``en``.
    """
    from ledger.render.workbook.layout import lay_out  # noqa: PLC0415 - only forms that are written need it
    from ledger.reports.forms.cells import form_cells  # noqa: PLC0415 - seldom asked for

    layout = lay_out(made.sheets, catalog.labels(language))
    return form_cells(made, lambda key: layout.address(key).replace("$", ""))


def _check_accounts(book: Book, form_id: str, id_: str) -> None:
    """Refuse a form about a federation's whole to a project that does not hold the federation's own accounts."""
    from ledger.app.federation.federation import needed_federation  # noqa: PLC0415 - most forms are about a project

    accounts = needed_federation(book, bodies(book, BOOK)).accounts
    if accounts != id_ and id_ in project_ids(book):
        raise FormAccountsError(form=form_id, project=id_, accounts=accounts or "–")
