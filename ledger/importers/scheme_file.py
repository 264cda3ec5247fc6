"""Scheme files: a funder's cost categories in its own words and order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.core.toml_file import read_whole
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.fields import take_name
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.finding import Finding
    from ledger.core.section import Section


def read_scheme_file(text: str, file: str) -> tuple[Scheme | None, tuple[Finding, ...]]:
    """Read a scheme file.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The scheme, or None where a finding stops; and every problem found.
    """
    return read_whole(text, file, _scheme)


def _scheme(section: Section) -> Scheme | None:
    head = section.table("scheme", needed=True)
    categories = tuple(_categories(section))
    if not categories:
        section.report("TOML-005", name="category")
    if head is None:
        return None
    scheme = Scheme(
        id=take_id(head),
        name=take_name(head),
        source=head.text("source", needed=True) or "",
        valid_from=head.day("valid_from", needed=True) or date.min,
        categories=categories,
    )
    head.close()
    return scheme


def _categories(section: Section) -> Iterator[Category]:
    check = only_once("code")
    for inner in section.tables("category"):
        code = take_id(inner, "code")
        check(inner, code)
        role = inner.choice("role", CategoryRole) or CategoryRole.DIRECT
        yield Category(code=code, name=take_name(inner), role=role)
        inner.close()
