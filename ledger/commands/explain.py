"""The command that tells what lies behind a figure."""

from __future__ import annotations

from typing import Any

import click

from ledger.commands.report import output_options
from ledger.commands.report import put_table
from ledger.console.parameters import option
from ledger.console.settings import settings_now


def register(main: click.Group) -> None:
    """Add the command to the outermost group."""
    main.command()(explain)


@click.argument("id_", metavar="ID")
@click.argument("address")
@option("--entries", is_flag=True, help="List the entries beneath.")
@output_options
def explain(id_: str, address: str, *, entries: bool, **output: Any) -> None:
    """Tell what lies behind the figure at ADDRESS in project ID, and compute it once more.

    ADDRESS is what 'medfin report … --addresses' prints, such as variance/personal.actual. Exit status 1 if the figure
    does not come out the same.
    """
    from ledger.app.explanations.explain import explain as run  # noqa: PLC0415
    from ledger.reports.explanations.explanation import explain_table  # noqa: PLC0415

    with settings_now().open() as book:
        found = run(book, id_, address)
    put_table(explain_table(found, entries=entries), **output)
    raise SystemExit(0 if found.agrees else 1)
