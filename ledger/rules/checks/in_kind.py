"""Contributions in kind: cost and financing at once, so a budget shows them on both sides; and whose they may be."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.model.source import SourceForm
from ledger.rules.checks.case import Case

_NUMBER, _KIND, _SOURCE, _AMOUNT = (COLUMNS.index(name) for name in ("number", "kind", "source", "amount_minor"))
_MONEY = (EntryKind.RECEIPT, EntryKind.ADVANCE, EntryKind.REPAYMENT)


def check_in_kind_budget(case: Case) -> Iterator[Finding]:
    """Yield INK-001 where the version in force plans contributions in kind as cost only, INK-002 as financing only.

    INK-003 where it plans them on both sides with different sums. Only where the scheme has categories for them; else a
    contribution in kind is planned among the other costs and cannot be told from them. Nothing can be told either
    where the version gives no cost by category, or no amount for one who gives in kind.
    """
    version = case.version
    categories = {each.code for each in case.dossier.scheme.categories if each.role is CategoryRole.IN_KIND}
    if version is None or not categories or not version.cost or not version.financing or _is_open(case, version):
        return
    givers = {source.id for source in case.project.sources if not source.form.is_money}
    cost = [line for line in version.cost if line.category in categories]
    financing = [line for line in version.financing if line.source in givers]
    cost_minor = sum(line.amount_minor for line in cost)
    financing_minor = sum(line.amount_minor for line in financing)
    if cost_minor == financing_minor:
        return
    sums = {"cost": case.money(cost_minor), "financing": case.money(financing_minor)}
    if not financing_minor:
        yield warning("INK-001", case.place(f"{case.version_key}.cost"), cost=sums["cost"])
    elif not cost_minor:
        yield warning("INK-002", case.place(f"{case.version_key}.financing"), financing=sums["financing"])
    elif not (any(line.approximate for line in cost) or any(line.approximate for line in financing)):
        difference = case.money(financing_minor - cost_minor)
        yield warning("INK-003", case.place(case.version_key), **sums, difference=difference)


def check_own_in_kind(case: Case) -> Iterator[Finding]:
    """Yield INK-004 for each source in kind that is the project's owner, where the programme counts only others'."""
    programme, owner = case.dossier.programme, case.project.owner
    if programme is None or not programme.in_kind_from_others or owner is None:
        return
    for source in case.project.sources:
        if source.party == owner and source.form is SourceForm.IN_KIND:
            name = case.dossier.party_name(owner)
            yield warning("INK-004", case.place(f"source.{source.id}"), owner=name, programme=programme.name)


def check_forms(case: Case) -> Iterator[Finding]:
    """Yield what `check_forms_of_entries` does, where the totals show that there is something to be found."""
    gives_money = _gives_money(case)
    if any(_code(gives_money.get(total.source or ""), total.kind) for total in case.dossier.totals):
        yield from check_forms_of_entries(case)


def check_forms_of_entries(case: Case) -> Iterator[Finding]:
    """Yield INK-005 for each contribution in kind from a source that gives money, INK-006 for money from one in kind.

    INK-007 for each cost that one in kind is to pay: most likely its contribution, of which the kind was forgotten.
    Reversed entries and their reversals are left out.
    """
    gives_money = _gives_money(case)
    undone = case.undone()
    for row in case.entries():
        code = _code(gives_money.get(row[_SOURCE]), row[_KIND])
        if code and row[_NUMBER] not in undone:
            yield _form(case, row, code)


def _gives_money(case: Case) -> dict[str, bool]:
    return {source.id: source.form.is_money for source in case.project.sources}


def _code(gives_money: bool | None, kind: str) -> str | None:
    """Return what is to be said of a kind of entry for a source that gives money, or in kind, or is not known."""
    if gives_money and kind == EntryKind.IN_KIND:
        return "INK-005"
    if gives_money is False and kind == EntryKind.COST:
        return "INK-007"
    return "INK-006" if gives_money is False and kind in _MONEY else None


def _form(case: Case, row: EntryRow, code: str) -> Finding:
    (source,) = (each for each in case.project.sources if each.id == row[_SOURCE])
    return warning(
        code,
        case.entry(row[_NUMBER]),
        number=row[_NUMBER],
        source=case.dossier.party_name(source.party),
        form=label(f"source_form.{source.form}"),
        amount=case.money(row[_AMOUNT]),
    )


def _is_open(case: Case, version: BudgetVersion) -> bool:
    """Whether somebody who gives in kind has no amount in a version."""
    known = {line.source for line in version.financing}
    return any(not source.form.is_money and source.id not in known for source in case.project.sources)
