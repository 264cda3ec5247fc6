"""Commands for whoever looks after a book: copies, rescue, who may do what."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.console.groups import Group
from ledger.console.output import say
from ledger.console.output import tell
from ledger.console.output import working
from ledger.console.parameters import Choice
from ledger.console.parameters import FilePath
from ledger.console.settings import settings_now
from ledger.core.words import label
from ledger.render.clean import visible
from ledger.storage.address import shown

if TYPE_CHECKING:
    from ledger.app.books.moving import Copied

_FILE = FilePath()


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(admin)


@click.group(cls=Group)
def admin() -> None:
    """Look after a book."""


@admin.command()
@click.argument("new_book", type=_FILE)
def salvage(new_book: Path) -> None:
    """Make NEW_BOOK of everything that is whole in a damaged book, with the same seals.

    Of each chain the longest run of whole commits is saved. The damaged book is left as it is.
    """
    from ledger.app.books.salvage import salvage as run  # noqa: PLC0415
    from ledger.console.progress import shown_progress  # noqa: PLC0415

    settings = settings_now()
    stopped = False
    with shown_progress(new_book.name) as progress:
        found = run(settings.book, new_book, progress=progress)
    for saved in found:
        say(settings, "salvage.saved", scope=saved.scope, commits=saved.commits, entries=saved.entries)
        stopped = tell(saved.findings, settings) or stopped
    say(settings, "salvage.done", book=str(new_book))
    raise SystemExit(int(stopped))


@admin.command("copy-to")
@click.argument("address")
def copy_to(address: str) -> None:
    """Copy the whole book to ADDRESS, a file or postgresql://…, with the same seals: all of it or nothing.

    The copy is proven before it is kept. Who may do what on a server is granted there anew; the commands are printed.
    """
    from ledger.app.books.moving import copy_book  # noqa: PLC0415

    with working(settings_now(), "copy"):
        copied = copy_book(settings_now().book, address)
    _tell_copied(copied)


@admin.command()
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Copy the book's file to FILE as it is at one moment, whoever writes meanwhile, and prove the copy."""
    from ledger.app.books.moving import back_up  # noqa: PLC0415

    with working(settings_now(), "copy"):
        copied = back_up(settings_now().book, file)
    _tell_copied(copied)


@admin.command("roles")
def list_roles() -> None:
    """Make the roles of a book on a server if need be, and list who has which.

    What the book's chain tells of and the server does not give, as after a copy, is listed as commands to run.
    """
    from ledger.app.books.roles import roles  # noqa: PLC0415
    from ledger.app.books.roles import ungiven  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        members, lacking = roles(book), ungiven(book)
    for member in members:
        key = "member" if member.projects else "member_of_all"
        role = label(f"admin.role.{member.role}")
        say(settings, key, group="admin", login=member.login, role=role, projects=", ".join(member.projects))
    if not members and not lacking:
        say(settings, "no_members", group="admin")
    _tell_grants(lacking, settings.book, "lacking")


@admin.command()
@click.argument("login")
@click.argument("role", type=Choice(["reader", "economist", "treasurer", "auditor"]))
@click.argument("projects", metavar="[PROJECT]...", nargs=-1)
def grant(login: str, role: str, projects: tuple[str, ...]) -> None:
    """Let LOGIN be reader, economist, treasurer or auditor of a book on a server.

    An economist writes in the given projects and sees no others. A reader sees them, or all if none is given. A
    treasurer writes everywhere; an auditor sees and proves everything and writes nothing. LOGIN is made if need be.
    """
    from ledger.app.books.roles import grant as give  # noqa: PLC0415
    from ledger.model.access import Role  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        made = give(book, login, Role(role), projects)
    if made:
        say(settings, "login_made", group="admin", login=login)
    named = label(f"admin.role.{role}")
    key = "member" if projects else "member_of_all"
    say(settings, key, group="admin", login=login, role=named, projects=", ".join(projects))


@admin.command()
@click.argument("login")
def revoke(login: str) -> None:
    """Take all roles in a book on a server from LOGIN; what LOGIN has booked stays."""
    from ledger.app.books.roles import revoke as take  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        take(book, login)
    say(settings, "revoked", group="admin", login=login)


def _tell_copied(copied: Copied) -> None:
    say(
        settings_now(),
        "copied",
        group="admin",
        book=copied.book,
        projects=copied.projects,
        commits=copied.commits,
        entries=copied.entries,
    )
    _tell_grants(copied.grants, copied.book, "to_grant")


def _tell_grants(grants: tuple[str, ...], address: str, key: str) -> None:
    """Say what is to be granted, as commands ready to run."""
    if grants:
        say(settings_now(), key, group="admin")
    for words in grants:
        click.echo(visible(f"  medfin --book {shlex.quote(shown(address))} admin {words}"))
