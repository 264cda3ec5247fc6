"""A project's entries as a SIE 4I file, for an accounting system to take in."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version

from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.selection import rows
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import folded
from ledger.errors import UnknownNameError
from ledger.exporters.sie import SieFile
from ledger.exporters.sie import SieTerms
from ledger.exporters.sie import write_sie
from ledger.importers.actuals.actuals import Target
from ledger.model.entry import from_row
from ledger.model.view import View


@frozen(kw_only=True)
class SieWish:
    """What a 4I file is to hold beside the entries.

    Attributes:
        balancing_account: Account that every voucher is balanced on.
        accounts: Account by category, code or name, for entries that name no account.
        company: Whose books it is for; the project's owner unless given.
        orgnr: Its organisation number; the owner's unless a company is given.
    """

    balancing_account: str
    accounts: Mapping[str, str] = field(factory=dict)
    company: str = ""
    orgnr: str = ""


def export_sie(book: Book, project: str, wish: SieWish, view: View | None = None) -> SieFile:
    """Return a project's entries as a SIE 4I file.

    Args:
        book: The book.
        project: Project id; becomes the object of dimension 6.
        wish: Accounts and company.
        view: Which entries, by their days; and whether without texts.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownNameError: An account is given for a category that the project does not have.
    """
    view = view or View(today=book.today)
    found = dossier(book, project, View(today=book.today))
    target = Target(project=found.project, scheme=found.scheme, parties=found.parties)
    owner = next((party for party in found.parties if party.id == found.project.owner), None)
    own = owner if owner and not wish.company else None
    terms = SieTerms(
        company=wish.company or (owner.name if owner else found.project.name),
        orgnr=wish.orgnr or (own.orgnr or "" if own else ""),
        balancing_account=wish.balancing_account,
        accounts=dict(_account(target, name, account) for name, account in wish.accounts.items()),
        generated_on=book.today,
        version=_version(),
    )
    return write_sie(map(from_row, rows(book, project, view)), found.project, terms)


def _account(target: Target, name: str, account: str) -> tuple[str, str]:
    """Return a category's code and its account."""
    codes = target.categories.get(folded(name), ())
    if len(codes) != 1:
        known = ", ".join(category.code for category in target.scheme.categories)
        raise UnknownNameError(field="category", name=name, project=target.project.id, known=known)
    return codes[0], account


def _version() -> str:
    try:
        return version("medfin")
    except PackageNotFoundError:
        return "0"
