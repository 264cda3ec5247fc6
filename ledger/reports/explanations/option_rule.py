"""How a category's cost is reckoned, in words: the rate, what it rests on, and what allows it."""

from __future__ import annotations

from ledger.core.words import Name
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind


def option_rule(dossier: Dossier, code: str) -> Words | None:
    """Return how the cost of a category is reckoned; None where no option does, or several.

    Args:
        dossier: The project.
        code: The category's code.
    """
    options = dossier.terms.options if dossier.terms else ()
    found = [each for each in options if each.category == code and each.kind is not OptionKind.UNIT_COST]
    if len(found) != 1:
        return None
    option = found[0]
    article: Words = option.rule.article if option.rule else label("rule.of_project_file")
    if option.kind is OptionKind.LUMP_SUM:
        return label("rule.lump_sum", article=article)
    return label("rule.flat_rate", rate=option.rate, base=_base(dossier, option), article=article)


def _base(dossier: Dossier, option: Option) -> Name:
    """Return the names of the categories that a flat rate rests on."""
    known = [dossier.scheme.category(code) for code in option.base]
    names = [each.name if each else Name(code, code) for each, code in zip(known, option.base, strict=True)]
    return Name(", ".join(each.sv for each in names), ", ".join(each.en for each in names))
