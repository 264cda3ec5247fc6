"""What stands behind a figure that a rule or a decision gives: the budget lines, the terms of a source, the orders."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.formats import write_exact
from ledger.core.money import Money
from ledger.core.period import calendar_year
from ledger.core.record import frozen
from ledger.core.words import Label
from ledger.core.words import Name
from ledger.core.words import Value
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import Units
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import naming
from ledger.reports.explanations.explanation import Input
from ledger.reports.table import Cell
from ledger.reports.table import ColumnKind
from ledger.reports.table import Ruled
from ledger.rules import budget
from ledger.rules.financing.cofinance import SourceShare
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.forecasts.commitment import expected_minor
from ledger.rules.totals import actuals

_EARNED = ("rule.earned",)
_BUDGET = ("rule.budget",)


@frozen(kw_only=True)
class Behind:
    """What stands behind a figure.

    Attributes:
        inputs: What enters it.
        source: Where the rule stands.
        sum_minor: What the inputs add up to, where they are its terms, minor units.
        formula: What the rule multiplies and divides, where that alone gives what it came to before any limit.
        is_cost: Whether all entries of cost lie beneath, since the rule divides their sum.
    """

    inputs: tuple[Input, ...] = ()
    source: Words | None = None
    sum_minor: int | None = None
    formula: Words | None = None
    is_cost: bool = False


def behind(dossier: Dossier, view: View, place: tuple[str, str, str], cell: Cell) -> Behind:
    """Return what stands behind a figure of a report on one project.

    Args:
        dossier: The project, its totals cut to the view's days.
        view: The question.
        place: Keys of the table, the row and the column.
        cell: The figure.
    """
    rule = cell.live.rule.key if isinstance(cell.live, Ruled) and isinstance(cell.live.rule, Label) else ""
    if rule in _BUDGET:
        return _budget(dossier, view, place, cell)
    if rule in _EARNED:
        return _earned(dossier, view, place)
    if rule == "rule.flat_rate":
        return _flat_rate(dossier, view, place, cell)
    if rule == "rule.committed":
        return _committed(dossier, view, place[1])
    if rule in ("rule.remaining_plan", "rule.remaining_plan.weighted", "rule.pace"):
        inputs = _beside(dossier, place, ("budget", "actual", "committed") if rule != "rule.pace" else ("actual",))
        return Behind(inputs=inputs)
    return Behind()


def _flat_rate(dossier: Dossier, view: View, place: tuple[str, str, str], cell: Cell) -> Behind:
    """Return a flat rate's rate and what its base has cost in the view's days, and what allows it."""
    from ledger.rules.simplified import base_minor  # noqa: PLC0415 - few projects use simplified cost options
    from ledger.rules.simplified import trace  # noqa: PLC0415

    options = dossier.terms.options if dossier.terms else ()
    option = next(each for each in options if each.category in place[1].split("/") and each.rate is not None)
    held = trace(option, base_minor(option, actuals(dossier, view)), cell.value if isinstance(cell.value, int) else 0)
    (_, rate), (_, base) = held.inputs
    return Behind(
        inputs=(
            Input(address="", words=label("explain.input.rate"), value=rate, kind=ColumnKind.PERCENT),
            Input(address="", words=label("explain.input.base"), value=int(base)),
        ),
        source=held.source if option.rule else label("rule.of_project_file"),
        formula=label("explain.formula.flat_rate"),
    )


def _budget(dossier: Dossier, view: View, place: tuple[str, str, str], cell: Cell) -> Behind:
    """Return the lines of the version in force that a budget figure is the sum of, if they come to it."""
    version = budget.in_force(dossier.versions, view.today)
    if version is None or place[0] == "versions":
        return Behind()
    keys = [*place[1].split("/"), place[2]]
    source = label("explain.source.version", number=budget.number(dossier.versions, version))
    for lines in _candidates(dossier, view, place, keys):
        if lines and budget.sum_minor(lines, dossier.scheme) == cell.value:
            inputs = tuple(_line(dossier, each) for each in lines)
            return Behind(inputs=inputs, source=source, sum_minor=budget.sum_minor(lines, dossier.scheme))
    return Behind(source=source)


def _candidates(
    dossier: Dossier, view: View, place: tuple[str, str, str], keys: Sequence[str]
) -> Iterator[tuple[budget.Line, ...]]:
    """Yield the lines that a figure's keys may mean: of cost, then of financing."""
    version = budget.in_force(dossier.versions, view.today)
    wanted = {
        "category": _known(keys, (each.code for each in dossier.scheme.categories)),
        "source": _known(keys, (each.id for each in dossier.project.sources)),
        "part": _known(keys, (each.id for each in dossier.project.parts)),
        "phase": _known(keys, (each.id for each in dossier.project.phases)),
    }
    year = next((int(key) for key in keys if key.isdecimal()), view.year)
    both: tuple[tuple[budget.Line, ...], ...] = (version.cost, version.financing) if version else ()
    for lines in both:
        of_year = [line for line in lines if year is None or line.year == year]
        loose = [line for line in lines if line.year is None and line.phase is None]
        for held in (of_year, loose) if "undated" in keys or "without_year" in place[1] else (of_year,):
            yield tuple(line for line in held if _fits(line, wanted))


def _known(keys: Sequence[str], known: Iterator[str] | Sequence[str]) -> str | None:
    ids = set(known)
    return next((key for key in keys if key in ids), None)


def _fits(line: budget.Line, wanted: dict[str, str | None]) -> bool:
    return all(value is None or getattr(line, field, None) == value for field, value in wanted.items())


def _line(dossier: Dossier, line: budget.Line) -> Input:
    category = getattr(line, "category", None)
    if category is not None:
        name, table, row = naming.category(dossier, category), "budget", category
    else:
        source = dossier.project.source(getattr(line, "source", ""))
        name, table = naming.key(dossier, Dimension.SOURCE, getattr(line, "source", "")), "financing"
        row = f"{source.role if source else 'unknown'}/{getattr(line, 'source', '')}"
    when = budget.slot(line)
    column = "total" if when == budget.WHOLE else naming.slot_key(when)
    told: Words = label("note.whole") if when == budget.WHOLE else naming.slot(dossier, when)
    part = naming.part(dossier, line.part) if line.part else None
    time: Words = told if part is None else label("column.when_and_part", when=told, part=part)
    words = label("explain.line" if line.note is None else "explain.line.note", name=name, when=time, note=line.note)
    if line.units:
        words = label("explain.line.units", line=words, **_units(line.units, dossier))
    return Input(address=f"{table}/{row}.{column}", words=words, value=budget.signed_minor(line, dossier.scheme))


def _units(units: Units, dossier: Dossier) -> dict[str, Value | Words]:
    price = Money(units.price_minor, dossier.project.currency)
    return {
        "quantity": Name(*(write_exact(units.quantity, mark) for mark in (",", "."))),
        "unit": units.unit or label("explain.line.unit"),
        "price": price,
    }


def _earned(dossier: Dossier, view: View, place: tuple[str, str, str]) -> Behind:
    """Return the terms by which a source earns, and what they are put to."""
    shares = {naming.row_key(Dimension.SOURCE, each.id): each for each in cofinance(dossier, view).shares}
    share = next((shares[key] for key in reversed(place[1].split("/")) if key in shares), None)
    if share is None:
        return Behind(is_cost=True)
    return Behind(
        inputs=tuple(_terms(share)),
        source=label("explain.source.project_file", id=share.id) if share.source else None,
        formula=_formula(share),
        is_cost=True,
    )


def _formula(share: SourceShare) -> Words | None:
    """Return the arithmetic of a source's part, if it comes to what the rule wanted to give."""
    if share.trace is None:
        return None
    held = dict(share.trace.inputs)
    if "share" in held:
        return label("explain.formula.share") if held["share"] * held["basis"] == share.trace.wanted else None
    if held.get("planned_all") and share.trace.wanted == Fraction(held["planned"] * held["cost"], held["planned_all"]):
        return label("explain.formula.plan")
    return None


def _terms(share: SourceShare) -> Iterator[Input]:
    trace = share.trace
    if trace is not None:
        for name, value in trace.inputs:
            is_share = isinstance(value, Fraction) and name == "share"
            kind = ColumnKind.PERCENT if is_share else ColumnKind.MONEY
            held = value if is_share or not isinstance(value, Fraction) else _nearest(value)
            yield Input(address="", words=label(f"explain.input.{name}"), value=held, kind=kind)
        if trace.bound is not None:
            bound = label(f"explain.bound.{trace.bound.limit}")
            yield Input(address="", words=bound, value=_nearest(trace.bound.amount))
    split_minor = trace.rounded_minor if trace else 0
    if share.cash_minor - split_minor:
        yield Input(address="", words=label("explain.input.named"), value=share.cash_minor - split_minor)
    if share.in_kind_minor:
        yield Input(address="", words=label("explain.input.in_kind"), value=share.in_kind_minor)


def _nearest(value: Fraction) -> int:
    """Return an exact amount as whole minor units, for the eye; the exact one stands with the figure."""
    return value.numerator // value.denominator


def _committed(dossier: Dossier, view: View, category: str) -> Behind:
    end = view.year and calendar_year(view.year).end
    inputs = tuple(
        Input(
            address=f"commitments/{each.id}.open",
            words=label("rule.commitment", number=each.id, day=each.made_on),
            value=expected_minor(each, end or None),
        )
        for each in dossier.commitments
        if each.category == category and expected_minor(each, end or None)
    )
    total = sum(each.value for each in inputs if isinstance(each.value, int))
    return Behind(inputs=inputs, sum_minor=total)


def _beside(dossier: Dossier, place: tuple[str, str, str], columns: Sequence[str]) -> tuple[Input, ...]:
    """Return the figures of the same row that a rule looks at, their values left to the report."""
    name = naming.category(dossier, place[1])
    return tuple(
        Input(
            address=f"{place[0]}/{place[1]}.{column}",
            words=label("explain.cell", row=name, column=label(f"column.{column}")),
            value=None,
        )
        for column in columns
    )
