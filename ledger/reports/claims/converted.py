"""A claim in the funder's currency: its cost and what is asked for, by the rate that was frozen with it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.claim import ROUNDING
from ledger.model.claims.claim import Claim
from ledger.model.claims.exchange import Conversion
from ledger.model.dossier import Dossier
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.claims.about import about
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.claims import claim as rules
from ledger.rules.claims.exchange import converted
from ledger.rules.claims.exchange import converted_lines

NAME = "converted"


def converted_claim(dossier: Dossier, found: Claim, conversion: Conversion) -> Table:
    """Return a claim in its own currency; each sum is converted for itself, and a line takes what rounding leaves.

    Args:
        dossier: The project as it stood where the claim reads.
        found: The claim.
        conversion: Its rate.
    """
    costs = {each.category: each.current_minor for each in found.standing.costs}
    asked = rules.asked_minor(found, dossier)
    currency = conversion.currency
    table = found.terms.rates
    base = dossier.project.currency.code
    rate = label("converted.rate", rate=_written(conversion), currency=currency.code, base=base, month=conversion.month)
    names: dict[str, dict[str, Words]] = {
        "cost": {code: naming.category(dossier, code) for code in costs},
        "asked": {id_: naming.source(dossier, id_) for id_ in asked},
    }
    made = _Made(dossier, conversion, rate)
    return Table(
        name=NAME,
        title=label("converted.title", number=found.number, currency=currency.code),
        columns=(
            Column(key="name", words=label("claim.column.name"), wide=True),
            money_column("current", currency, label("converted.column.current")),
        ),
        rows=(*made.group("cost", costs, names["cost"]), *made.group("asked", asked, names["asked"])),
        currency=currency,
        about=(
            *about(dossier, found),
            (label("converted.about.rate"), rate),
            (label("converted.about.source"), table.source if table else label("about.missing")),
        ),
    )


@frozen
class _Made:
    """The rows of a converted claim."""

    dossier: Dossier
    conversion: Conversion
    rate: Words

    def group(self, key: str, amounts: Mapping[str, int], names: Mapping[str, Words]) -> Iterator[Row]:
        """Yield a heading, the lines and their sum."""
        base = self.dossier.project.currency
        lines = converted_lines(amounts, self.conversion, base)
        yield Row(key=key, cells=(Cell(label(f"claim.group.{key}")), EMPTY), kind=RowKind.GROUP)
        keys = []
        for line, minor in lines.items():
            keys.append(f"{key}/{'rounding' if line == ROUNDING else line}")
            words = names.get(line) or label("claim.line.rounding")
            yield Row(key=keys[-1], cells=(Cell(words), self._cell(line, minor, amounts)), level=1)
        total = Sums(self.conversion.currency).lines(keys, "current", sum(lines.values()))
        yield Row(key=f"{key}/total", cells=(Cell(label(f"claim.total.{key}")), total), kind=RowKind.SUBTOTAL)

    def _cell(self, line: str, minor: int, amounts: Mapping[str, int]) -> Cell:
        if line == ROUNDING:
            return ruled(minor, label("claim.rule.rounding"))
        exact = converted(amounts[line], self.conversion, self.dossier.project.currency)
        return Cell(minor, Ruled(self.rate, exact, label("converted.rounding")))


def _written(conversion: Conversion) -> str:
    """Return the rate with its decimals."""
    decimals = next(at for at in range(9) if (conversion.rate * 10**at).denominator == 1)
    digits = str(int(conversion.rate * 10**decimals)).rjust(decimals + 1, "0")
    return f"{digits[: len(digits) - decimals]},{digits[len(digits) - decimals :]}" if decimals else digits
