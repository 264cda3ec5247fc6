"""What holds for a whole statement: from a small TOML file beside it, and from what the command was told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from ledger.core.amounts import parse_amount
from ledger.core.finding import NOWHERE
from ledger.core.finding import Place
from ledger.core.finding import in_order
from ledger.core.finding import stop
from ledger.core.record import evolve
from ledger.core.toml_file import read_toml
from ledger.core.words import folded
from ledger.errors import AmountError
from ledger.importers.fields import take_id
from ledger.model.source import SourceForm
from ledger.model.statements.statement import HoursRule
from ledger.model.statements.statement import StatementHead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ledger.core.finding import Finding
    from ledger.core.money import Currency
    from ledger.core.section import Section
    from ledger.importers.actuals.actuals import Target

_TEXTS = ("project", "source", "category", "part", "phase", "unit_cost", "signed_by")
_PERSONAL = re.compile(
    r"(?<![0-9])(?:[0-9]{2})?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[1-8][0-9]|9[01])[-+][0-9]{4}(?![0-9])"
)


def is_personal_number(text: str) -> bool:
    """Whether a text holds what looks like a Swedish personal or coordination number, with its hyphen or plus sign."""
    return bool(_PERSONAL.search("".join(text.split()).translate({0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2212: "-"})))


def read_statement_head(
    text: str, file: str, told: Mapping[str, str], target: Target
) -> tuple[StatementHead | None, tuple[Finding, ...]]:
    """Read a statement's head.

    Args:
        text: The TOML file beside the statement; empty where there is none.
        file: Its name for people.
        told: What the command was told: source, category, signed_by and the like.
        target: The project.

    Returns:
        The head, None if anything stops; and all problems.
    """
    section, findings = read_toml(text, file)
    if section is None:
        return None, in_order(findings)
    inner = section.table("statement")
    head = _head(inner, target.project.currency) if inner else StatementHead()
    if inner:
        inner.close()
    section.close()
    findings.extend(_differing(head, told, file, target))
    values: dict[str, Any] = dict(told)
    found = evolve(head, **values)
    texts = (getattr(found, field) or "" for field in (*_TEXTS, "series"))
    if any(map(is_personal_number, texts)):
        findings.append(stop("STM-007", Place(file=file) if text else NOWHERE))
    return (None if findings else found), in_order(findings)


def _head(section: Section, currency: Currency) -> StatementHead:
    texts = {field: section.text(field) for field in _TEXTS}
    form = section.choice("form", SourceForm)
    if form is not None and form.is_money:
        section.report("STM-009", "form", value=str(form))

    def total(text: str) -> int:
        amount = parse_amount(text, assumed=currency)
        if amount.approximate or amount.note or amount.currency not in (None, currency):
            raise AmountError(text=text)
        return amount.minor

    return StatementHead(
        **texts,
        form=form,
        series=take_id(section, "series") if "series" in section else "",
        hours=section.choice("hours", HoursRule) or HoursRule.WHOLE,
        dated=section.day("date"),
        total_minor=section.parsed("total", total),
    )


def _differing(head: StatementHead, told: Mapping[str, str], file: str, target: Target) -> Iterator[Finding]:
    """Yield STM-008 for each fact that the command and the file tell differently; an id and its name are the same."""
    names = {"source": target.sources, "category": target.categories}
    for field, value in told.items():
        written = getattr(head, field)
        known = names.get(field, {})
        meant = [known.get(folded(text), folded(text)) for text in (written or value, value)]
        if meant[0] != meant[1]:
            yield stop("STM-008", Place(file=file, key=f"statement.{field}"), field=field, file=written, told=value)
