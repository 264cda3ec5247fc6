"""A project file to be filled in by whoever has the decision on paper: what is needed stands there, empty."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from enum import StrEnum

from ledger.core.section import choices_label
from ledger.core.words import Labels
from ledger.core.words import label
from ledger.exporters.toml_text import write_inline
from ledger.exporters.toml_text import write_key
from ledger.model.budgets.budget import BudgetState
from ledger.model.programme import Programme
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme
from ledger.model.simplified import OptionKind
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole


def write_blank_project(scheme: Scheme, programmes: Sequence[Programme], labels: Labels) -> str:
    """Return the text of a project file in which everything is still to be filled in.

    What must be there is an empty text, which `read_project_file` tells by its line; what may be left out is a remark.

    Args:
        scheme: Whose categories the budget's lines are.
        programmes: Those whose projects use the scheme.
        labels: The texts of the language that remarks are written in.
    """
    parts = (
        *(_head(labels), _project(scheme, programmes, labels), _source(labels)),
        *(
            _option(category, scheme, labels)
            for category in scheme.categories
            if category.role is CategoryRole.FLAT_RATE
        ),
        _budget(scheme, labels),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(labels: Labels) -> Iterator[str]:
    for key in ("head", "remarks", "add"):
        yield f"# {labels.say(label(f'blank.{key}'))}"


def _project(scheme: Scheme, programmes: Sequence[Programme], labels: Labels) -> Iterator[str]:
    yield "[project]"
    for key in ("id", "name", "owner", "funder"):
        yield _empty(key, labels, f"blank.project.{key}")
    yield f"scheme = {write_inline(scheme.id)}  # {labels.say(scheme.name)}"
    for programme in programmes:
        terms = labels.say(label("blank.project.programme", programme=programme.name))
        yield f"# programme = {write_inline(programme.id)}  # {terms}"
    for key in ("start", "end"):
        yield _remark(f"{key} = {labels.say(label('blank.day'))}", labels, f"blank.project.{key}")


def _source(labels: Labels) -> Iterator[str]:
    words: tuple[tuple[str, type[StrEnum]], ...] = (("role", SourceRole), ("kind", SourceKind), ("form", SourceForm))
    yield f"# {labels.say(label('blank.source'))}"
    yield "[[source]]"
    for key in ("id", "party"):
        yield _empty(key, labels, f"blank.source.{key}")
    for key, options in words:
        yield f'{key} = ""  # {labels.say(choices_label(options))}'


def _option(category: Category, scheme: Scheme, labels: Labels) -> Iterator[str]:
    """Yield a flat rate as remarks; what it rests on is proposed, for the decision says it."""
    base = tuple(each.code for each in scheme.categories if each.role is CategoryRole.DIRECT)
    yield f"# {labels.say(label('blank.option', category=category.name))}"
    yield "# [[option]]"
    yield f"# id = {write_inline(category.code)}"
    yield f"# kind = {write_inline(OptionKind.FLAT_RATE.value)}"
    yield f"# category = {write_inline(category.code)}"
    yield _remark(f"rate = {write_inline(labels.say(label('blank.percent')))}", labels, "blank.option.rate")
    yield _remark(f"base = {write_inline(base)}", labels, "blank.option.base")


def _budget(scheme: Scheme, labels: Labels) -> Iterator[str]:
    amounts = labels.say(label("blank.amounts"))
    yield "[[budget]]"
    yield f"state = {write_inline(BudgetState.DECIDED.value)}  # {labels.say(choices_label(BudgetState))}"
    yield _remark(f"decided = {labels.say(label('blank.day'))}", labels, "blank.budget.decided")
    yield _remark('reason = ""', labels, "blank.budget.reason")
    yield ""
    yield f"# {labels.say(label('blank.cost'))}"
    yield "[budget.cost]"
    for category in scheme.categories:
        yield f"# {write_key(category.code)} = {amounts}  # {labels.say(category.name)}"
    yield ""
    yield f"# {labels.say(label('blank.financing'))}"
    yield "[budget.financing]"
    yield f"# {labels.say(label('blank.source_id'))} = {amounts}"


def _empty(key: str, labels: Labels, words: str) -> str:
    return f'{key} = ""  # {labels.say(label(words))}'


def _remark(line: str, labels: Labels, words: str) -> str:
    return f"# {line}  # {labels.say(label(words))}"
