"""Commands on statements of contributions in kind."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.console.groups import Group
from ledger.console.output import tell
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import Settings
from ledger.console.settings import settings_now
from ledger.core.words import Value
from ledger.core.words import Words
from ledger.core.words import label

_FILE = FilePath()


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(statement)


@click.group(cls=Group)
def statement() -> None:
    """Book what others give in kind: participants' hours month by month."""


@statement.command("import")
@click.argument("file", type=_FILE)
@click.argument("id_", metavar="ID")
@option("--source", help="The source that it is from: id, or the party's name.")
@option("--category", help="Category code or name.  [default: the scheme's only one for it]")
@option("--signed-by", help="Who signed it; kept with the commit.")
@option("--table", type=_FILE, help="Table of unit costs.")
@option("--dry-run", is_flag=True, help="Only tell what would happen.")
def statement_import(file: Path, id_: str, table: Path | None, *, dry_run: bool, **told: str | None) -> None:
    """Book the statement FILE in project ID: one entry a month, all of them or none.

    FILE is CSV with participant code, month, hours, and unit cost, rate or amount. What holds for all of it may stand
    in a TOML file of the same name beside it. The same statement again adds nothing; of a corrected one, the months
    that differ are reversed and booked anew.
    """
    from ledger.app.statements.reading import StatementFile  # noqa: PLC0415
    from ledger.app.statements.statements import import_statement  # noqa: PLC0415
    from ledger.rules.statements.statement import exact_words  # noqa: PLC0415

    settings = settings_now()
    given = {field: text for field, text in told.items() if text is not None}
    wanted = StatementFile(path=file, project=id_, told=given, table=table, language=settings.language)
    with settings.open() as book:
        done = import_statement(book, wanted, dry_run=dry_run)
    if tell(done.findings, settings):
        _say(settings, "nothing_booked", err=True)
        raise SystemExit(1)
    for each in done.months:
        _say(
            settings,
            f"would.{each.what}" if dry_run else each.what,
            month=each.month,
            participants=each.participants,
            hours=exact_words(each.hours),
            amount=each.amount,
        )
    _say(settings, "total", total=done.total)
    if done.left_out:
        click.echo(
            settings.labels("statements").say(label("statement.note.whole_hours", hours=exact_words(done.left_out)))
        )
    if done.batch:
        _say(settings, "batch", batch=done.batch)


def _say(settings: Settings, key: str, *, err: bool = False, **values: Words | Value) -> None:
    click.echo(settings.labels("statements").say(label(f"statement.said.{key}", **values)), err=err)
