"""Files of charts of accounts: what account numbers stand for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.core.toml_file import read_whole
from ledger.importers.fields import take_id
from ledger.importers.fields import take_name
from ledger.model.imports.chart import AccountGroup
from ledger.model.imports.chart import Chart

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.core.section import Section


def read_chart_file(text: str, file: str) -> tuple[Chart | None, tuple[Finding, ...]]:
    """Read a chart file.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The chart, or None where a finding stops; and every problem found.
    """
    return read_whole(text, file, _chart)


def _chart(section: Section) -> Chart | None:
    head = section.table("chart", needed=True)
    groups = tuple(_group(each) for each in section.tables("group"))
    if not groups:
        section.report("TOML-005", name="group")
    if head is None:
        return None
    chart = Chart(
        id=take_id(head),
        name=take_name(head),
        source=head.text("source", needed=True) or "",
        valid_from=head.day("valid_from", needed=True) or date.min,
        groups=groups,
    )
    head.close()
    return chart


def _group(section: Section) -> AccountGroup:
    if not section.texts("accounts"):
        section.report("TOML-005", name="accounts")
    group = AccountGroup(
        accounts=section.texts("accounts"),
        name=take_name(section),
        category=section.text("category"),
        verified=section.flag("verified"),
        words=tuple(word.casefold() for word in section.texts("words")),
    )
    section.close()
    return group
