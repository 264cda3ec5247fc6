"""Map files for SIE: objects become projects, accounts become categories, and some rows are split by percent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.core.toml_file import read_whole
from ledger.importers.accounts.sie_map import AccountRule
from ledger.importers.accounts.sie_map import Cells
from ledger.importers.accounts.sie_map import ObjectRule
from ledger.importers.accounts.sie_map import Override
from ledger.importers.accounts.sie_map import SieMap
from ledger.importers.actuals.map_file import read_slices
from ledger.rules.imports.chart import ACCOUNT

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.core.section import Section

_OF_ACCOUNT = ("category", "kind", "source", "part", "phase")
_OF_OBJECT = ("source", "part", "phase")


def read_sie_map(text: str, file: str) -> tuple[SieMap | None, tuple[Finding, ...]]:
    """Read a map file for SIE files.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The map, None if anything in the file stops; and all problems.
    """
    return read_whole(text, file, lambda section: _map(section, file))


def _map(section: Section, file: str) -> SieMap:
    return SieMap(
        organisation=section.text("organisation") or "",
        any_organisation=section.flag("any_organisation"),
        chart=section.text("chart") or "",
        unverified=section.flag("unverified"),
        chart_anyway=section.flag("chart_anyway"),
        categories=_texts(section.table("categories")),
        accounts=tuple(_accounts(section)),
        objects=tuple(_objects(section)),
        overrides=tuple(_overrides(section)),
        file=file,
    )


def _texts(section: Section | None) -> dict[str, str]:
    """Read a table of texts."""
    keys = section.keys() if section is not None else ()
    return {key: section.text(key, needed=True) or "" for key in keys} if section is not None else {}


def _accounts(section: Section) -> Iterator[AccountRule]:
    """Yield what a table ``accounts`` and a list ``outside`` say; the same beginning in both is reported."""
    table = section.table("accounts")
    mapped = table.keys() if table is not None else ()
    for prefix in section.texts("outside"):
        if prefix in mapped:
            section.report("SIM-001", "outside", account=prefix)
        yield AccountRule(prefix=prefix, place=section.place("outside"))
    if table is None:
        return
    for prefix in mapped:
        if not ACCOUNT.fullmatch(prefix):
            table.report("SIM-002", prefix, account=prefix)
        yield AccountRule(prefix=prefix, cells=_account_cells(table, prefix), place=table.place(prefix))


def _account_cells(table: Section, prefix: str) -> Cells:
    """Read what accounts are: a category, or a table of several things."""
    if not table.holds_table(prefix):
        category = table.text(prefix, needed=True)
        return (("category", category),) if category else ()
    inner = table.table(prefix)
    return _cells(inner, _OF_ACCOUNT, needed=True) if inner is not None else ()


def _cells(section: Section, names: tuple[str, ...], *, needed: bool = False) -> Cells:
    """Read the cells of a table of its own and close it; one that must say something and does not is reported."""
    found = tuple((name, cell) for name in names if (cell := section.text(name)))
    if needed:
        section.close()
        if not found:
            section.report("SIM-003")
    return found


def _objects(section: Section) -> Iterator[ObjectRule]:
    for each in section.tables("object"):
        codes, everything = each.texts("codes"), each.flag("everything")
        if bool(codes) is everything:
            each.report("SIM-004")
        yield ObjectRule(
            project=each.text("project") or "",
            dimension=each.text("dimension") or "",
            codes=codes,
            everything=everything,
            cells=_cells(each, _OF_OBJECT),
            accounts=tuple(_accounts(each)),
            place=each.place(),
        )
        each.close()


def _overrides(section: Section) -> Iterator[Override]:
    for each in section.tables("rule"):
        found = Override(
            project=each.text("project") or "",
            accounts=each.texts("accounts"),
            dimension=each.text("dimension") or "",
            codes=each.texts("codes"),
            cells=_cells(each, _OF_ACCOUNT),
            slices=read_slices(each, "split"),
            place=each.place(),
        )
        each.close()
        if not (found.cells or found.slices):
            each.report("SIM-003")
        if bool(found.codes) is not bool(found.dimension):
            each.report("SIM-005")
        yield found
