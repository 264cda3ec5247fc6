"""Aid under a block exemption: what undertakings are given, against what the decision says that the law allows."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.words import Value
from ledger.model.terms import BlockExemption
from ledger.rules.checks.case import Case


def check_block_exemptions(case: Case) -> Iterator[Finding]:
    """Yield AID-004 for aid above its intensity of the eligible costs, AID-005 for aid above its threshold.

    Intensity and threshold are those of the decision; medfin knows none. The threshold is for all aid that an
    undertaking is given under the article in the project, and is told at the first aid that passes it.
    """
    aids = case.dossier.terms.block_exemptions if case.dossier.terms else ()
    place = case.place("block_exemption")
    summed: dict[tuple[str, str], int] = {}
    passed: set[tuple[str, str]] = set()
    for aid in sorted(aids, key=lambda each: each.granted):
        said: dict[str, Value] = {"undertaking": aid.undertaking, "article": aid.article, "day": aid.granted}
        # What is allowed is rounded down: an intensity may never be passed.
        allowed = aid.eligible_minor * aid.intensity.numerator // aid.intensity.denominator
        if aid.amount_minor > allowed:
            amounts = _amounts(case, amount=aid.amount_minor, allowed=allowed, eligible=aid.eligible_minor)
            over = case.money(aid.amount_minor - allowed)
            yield warning("AID-004", place, **said, **amounts, over=over, intensity=aid.intensity)
        key = _undertaking(aid), aid.article.casefold()
        summed[key] = summed.get(key, 0) + aid.amount_minor
        if aid.threshold_minor is not None and summed[key] > aid.threshold_minor and key not in passed:
            passed.add(key)
            amounts = _amounts(case, summed=summed[key], threshold=aid.threshold_minor)
            yield warning("AID-005", place, **said, **amounts, over=case.money(summed[key] - aid.threshold_minor))


def _undertaking(aid: BlockExemption) -> str:
    return (aid.orgnr or aid.undertaking).casefold()


def _amounts(case: Case, **minor: int) -> dict[str, Money]:
    return {name: case.money(each) for name, each in minor.items()}
