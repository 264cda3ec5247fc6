"""A project's terms written so that reading them gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.money import Currency
from ledger.core.money import currency
from ledger.core.rounding import Rounding
from ledger.exporters.toml_text import write_block
from ledger.exporters.toml_text import write_table
from ledger.exporters.written import written_amount
from ledger.exporters.written import written_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.exporters.toml_text import Inline
    from ledger.model.simplified import Instalment
    from ledger.model.simplified import Option
    from ledger.model.terms import BlockExemption
    from ledger.model.terms import Terms


def written_project_terms(terms: Terms | None, money: Currency) -> Iterator[str]:
    """Yield the blocks of a project's terms.

    Args:
        terms: The terms, if it has any.
        money: The project's currency.
    """
    if terms is None:
        return
    if terms.tolerance or terms.exactly:
        tolerance = written_share(terms.tolerance) if terms.tolerance else None
        yield write_block("[cofinancing]", {"tolerance": tolerance, "exactly": terms.exactly or None})
    weights = {each.category or "all": ",".join(map(str, each.weights)) for each in terms.month_weights}
    yield write_table("[month_weights]", weights)
    for option in terms.options:
        yield write_block("[[option]]", _option(option, money))
    for condition in terms.conditions:
        values: dict[str, Inline | None] = {
            "id": condition.id,
            "source": condition.source,
            "matched_by": condition.matched_by,
            "part": written_share(condition.part),
            "note": condition.note,
        }
        yield write_block("[[condition]]", values)
    for aid in terms.de_minimis:
        values = {
            "undertaking": aid.undertaking,
            "orgnr": aid.orgnr,
            "group": aid.group,
            "granted": aid.granted,
            "amount": f"{written_amount(aid.amount_minor, currency('EUR'))} EUR",
            "grantor": aid.grantor,
            "of_project": aid.of_project or None,
        }
        yield write_block("[[de_minimis]]", values)
    for exempt in terms.block_exemptions:
        yield write_block("[[block_exemption]]", _exemption(exempt, money))


def _exemption(aid: BlockExemption, money: Currency) -> dict[str, Inline | None]:
    limit = aid.threshold_minor
    return {
        "undertaking": aid.undertaking,
        "orgnr": aid.orgnr,
        "article": aid.article,
        "granted": aid.granted,
        "eligible": written_amount(aid.eligible_minor, money),
        "amount": written_amount(aid.amount_minor, money),
        "intensity": written_share(aid.intensity),
        "threshold": None if limit is None else written_amount(limit, money),
        "grantor": aid.grantor,
    }


def _option(option: Option, money: Currency) -> dict[str, Inline | None]:
    return {
        "id": option.id,
        "kind": option.kind.value,
        "category": option.category,
        "rule": option.rule.id if option.rule else None,
        "rate": None if option.rate is None else written_share(option.rate),
        "base": option.base,
        "covers": option.covers,
        "rounding": None if option.rounding is Rounding.DOWN else option.rounding.value,
        "start": option.start,
        "end": option.end,
        "instalments": tuple(_instalment(each, money) for each in option.instalments),
        "table": option.table.id if option.table else None,
        "region": option.region,
        "mark_up": None if option.mark_up is None else written_share(option.mark_up),
    }


def _instalment(instalment: Instalment, money: Currency) -> dict[str, Inline]:
    values = {
        "amount": written_amount(instalment.amount_minor, money),
        "result": instalment.result,
        "achieved": instalment.achieved,
    }
    return {key: value for key, value in values.items() if value is not None}
