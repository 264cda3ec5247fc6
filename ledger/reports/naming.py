"""What things are called in reports: categories, sources, parts, phases, kinds, times, versions.

A report's cells and the conditions by which a spreadsheet sums entries must use the same words, so all of them come
from here.
"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.words import Label
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.source import Source
from ledger.model.source import SourceRole
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.rules import budget
from ledger.rules.consolidate import APART

_TIMES = (Dimension.YEAR, Dimension.MONTH)


def category(dossier: Dossier, code: str) -> Words:
    """Return a category's name in its scheme, or the code where the scheme does not know it."""
    found = dossier.scheme.category(code)
    name: Words = found.name if found else code.rpartition(APART)[2]
    return label("row.unmapped", name=name) if APART in code else name


def source(dossier: Dossier, id_: str) -> Words:
    """Return a source's party, with its form if that is not money.

    Where the party pays in several ways, what tells them apart stands with it: role, form or id.
    """
    found = dossier.project.source(id_)
    if found is None:
        return id_
    name = dossier.party_name(found.party)
    alike = [each for each in dossier.project.sources if dossier.party_name(each.party) == name]
    if len(alike) == 1:
        return name if found.form.is_money else label("name.told_apart", name=name, by=form(found))
    if sum(each.role is found.role for each in alike) == 1:
        return label("name.told_apart", name=name, by=role(found))
    if sum(each.role is found.role and each.form is found.form for each in alike) == 1:
        return label("name.told_apart", name=name, by=label("name.role_and_form", role=role(found), form=form(found)))
    return label("name.told_apart", name=name, by=id_)


def role(found: Source) -> Label:
    """Return the word for a source's role."""
    return label(f"role.{found.role}")


def form(found: Source) -> Label:
    """Return the word for what a source gives."""
    return label(f"source_form.{found.form}")


def by_role(dossier: Dossier, ids: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return source ids by role: support, co-financing, own; under ``unknown`` what the project does not know."""
    keys = (*map(str, SourceRole), "unknown")
    groups: dict[str, list[str]] = {key: [] for key in keys}
    for id_ in ids:
        found = dossier.project.source(id_)
        groups[str(found.role) if found else "unknown"].append(id_)
    return tuple((key, tuple(found)) for key, found in groups.items() if found)


def part(dossier: Dossier, id_: str) -> Words:
    """Return a part's name, or its id where the project does not know it."""
    return next((each.name for each in dossier.project.parts if each.id == id_), id_)


def phase(dossier: Dossier, id_: str) -> Words:
    """Return a phase's name, or its id where it has none or the project does not know it."""
    return next((each.name or id_ for each in dossier.project.phases if each.id == id_), id_)


def key(dossier: Dossier, dimension: Dimension, value: str) -> Words:
    """Return what a group is called; an empty value is what has no year, and what has no part, category or source."""
    if not value:
        return label("row.undated" if dimension in _TIMES else "row.unallocated")
    named = {
        Dimension.CATEGORY: category,
        Dimension.SOURCE: source,
        Dimension.PART: part,
        Dimension.PHASE: phase,
    }
    if dimension is Dimension.PROJECT:
        return dossier.project.name
    return named[dimension](dossier, value) if dimension in named else value


def row_key(dimension: Dimension, value: str) -> str:
    """Return the key of a group's row, which is part of its figures' addresses."""
    return value or ("undated" if dimension in _TIMES else "unallocated")


def slot(dossier: Dossier, each: budget.Slot) -> Words:
    """Return what a stretch of time is called that a budget gives amounts for."""
    if each.phase is not None:
        return phase(dossier, each.phase)
    return str(each.year) if each.year is not None else label("row.undated")


def slot_key(each: budget.Slot) -> str:
    """Return the key of a column for a stretch of time."""
    return each.phase or str(each.year or "undated")


def version(dossier: Dossier, found: BudgetVersion, view: View) -> Label:
    """Return which version that is: number, state, day and reason; marked where it is no decision in force."""
    day = budget.applies_from(found) or found.submitted
    key_ = "version" + (".day" if day else "") + (".reason" if found.reason else "")
    told = label(
        key_ if "." in key_ else "version.bare",
        number=budget.number(dossier.versions, found),
        state=label(f"state.{found.state}"),
        day=day,
        reason=found.reason,
    )
    return told if budget.is_in_force(found, view.today) else label("version.not_in_force", version=told)


def rule_of(dossier: Dossier, view: View, shown: BudgetVersion | None = None) -> Words:
    """Return what decides a budget's figures: the version in force, or the one that is shown instead."""
    found = shown or budget.in_force(dossier.versions, view.today)
    return label("rule.budget", version=version(dossier, found, view)) if found else label("about.missing")
