"""Tables of figures in a form: what their rows and columns are bound to.

A figure of a grid is what its row selects, at the time that its column selects. Rows select cost by category, or
financing by source; columns select a figure and a time; either may select a phase, a part or a year.
"""

from __future__ import annotations

from enum import StrEnum

from ledger.core.record import frozen
from ledger.model.scheme import CategoryRole
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole


class Figure(StrEnum):
    """What the cells of a column hold."""

    BUDGET = "budget"
    BUDGET_BEFORE = "budget_before"
    BUDGET_FIRST = "budget_first"
    ACTUAL = "actual"
    COSTS = "costs"
    INCOME = "income"
    RECEIVED = "received"
    ADVANCE = "advance"
    CLAIMED = "claimed"
    SETTLED = "settled"
    RETAINED = "retained"
    PARTS = "parts"
    INTERNAL = "internal"
    WHOLE = "whole"
    WHOLE_BUDGET = "whole_budget"
    FORECAST = "forecast"
    COMMENT = "comment"
    AMOUNT = "amount"
    TEXT = "text"
    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    RUNNING = "running"
    GUIDE = "guide"

    @property
    def is_open(self) -> bool:
        """Whether people fill its cells in."""
        return self in (Figure.AMOUNT, Figure.TEXT)

    @property
    def is_text(self) -> bool:
        """Whether its cells hold words."""
        return self in (Figure.COMMENT, Figure.TEXT)

    @property
    def is_budget(self) -> bool:
        """Whether it is of a budget version."""
        return self in (Figure.BUDGET, Figure.BUDGET_BEFORE, Figure.BUDGET_FIRST)

    @property
    def is_booked(self) -> bool:
        """Whether it is of entries."""
        return self in (Figure.ACTUAL, Figure.COSTS, Figure.INCOME, Figure.RECEIVED, Figure.ADVANCE, Figure.CLAIMED)

    @property
    def is_whole(self) -> bool:
        """Whether it is of a federation and all its projects."""
        return self in (Figure.PARTS, Figure.INTERNAL, Figure.WHOLE, Figure.WHOLE_BUDGET)

    @property
    def is_checked(self) -> bool:
        """Whether its sum can be counted anew."""
        return self.is_budget or self.is_booked or self.is_whole

    @property
    def is_arithmetic(self) -> bool:
        """Whether it is computed from other columns."""
        return self in (Figure.SUM, Figure.DIFFERENCE, Figure.RATIO, Figure.RUNNING)


class Span(StrEnum):
    """The time of a column.

    ``whole``: the whole project. ``year``: the form's calendar year, or one so many years from it. ``period``: the
    form's days. ``before``: everything before them. ``to_date``: everything to their last day.
    """

    WHOLE = "whole"
    YEAR = "year"
    PERIOD = "period"
    BEFORE = "before"
    TO_DATE = "to_date"


class Axis(StrEnum):
    """What a column is repeated over, or what the rows are, where the form does not list them."""

    YEARS = "years"
    PHASES = "phases"
    WHOLE = "whole"


class Every(StrEnum):
    """Rows that need not be listed."""

    CATEGORIES = "categories"
    SOURCES = "sources"
    YEARS = "years"
    MONTHS = "months"
    PHASES = "phases"
    PARTS = "parts"
    AREAS = "areas"
    PROJECTS = "projects"


@frozen(kw_only=True)
class GridColumn:
    """A column of a grid.

    Attributes:
        key: Unique in its grid; part of each figure's address.
        heading: Pattern in the funder's words, with ``{year}`` and, where repeated, ``{phase}``.
        figure: What its cells hold.
        span: The time that they are about; not with `over`, which gives each its own.
        years: So many years from the form's year, for the span *year*: -1 is the year before.
        phase: Phase id that it is cut to; None for all.
        over: What it is repeated over; None for one column.
        of: Keys of the columns that it is computed from: the sum of all, the first less the second, their ratio,
            or the sum of one from the first row on.
        unit: Second heading; None for the grid's own.
    """

    key: str
    heading: str
    figure: Figure
    span: Span = Span.WHOLE
    years: int = 0
    phase: str | None = None
    over: Axis | None = None
    of: tuple[str, ...] = ()
    unit: str | None = None


@frozen
class FormRow:
    """A row of a grid.

    It selects cost by categories or their roles, or financing by sources or what they are; or it is computed from
    other rows; or it only has a label. Several selections must all be met.

    Attributes:
        label: In the funder's words.
        categories: Category codes of the form's scheme whose amounts it shows together.
        category_roles: What the categories must be.
        sources: Source ids of the project.
        source_roles: In what capacity a source must pay.
        source_kinds: What sort of body it must be.
        source_forms: What it must give.
        whole: Whether it selects all cost without naming categories.
        plus: Keys of the rows that it adds up.
        minus: Keys of the rows that it takes from them.
        is_open: Whether people fill its figures in.
        key: Unique in its grid; None for its first category or source, or its place.
    """

    label: str
    categories: tuple[str, ...] = ()
    category_roles: tuple[CategoryRole, ...] = ()
    sources: tuple[str, ...] = ()
    source_roles: tuple[SourceRole, ...] = ()
    source_kinds: tuple[SourceKind, ...] = ()
    source_forms: tuple[SourceForm, ...] = ()
    whole: bool = False
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    is_open: bool = False
    key: str | None = None

    @property
    def is_financing(self) -> bool:
        """Whether it shows financing rather than cost."""
        return bool(self.sources or self.source_roles or self.source_kinds or self.source_forms)

    @property
    def is_arithmetic(self) -> bool:
        """Whether it is computed from other rows."""
        return bool(self.plus or self.minus)

    @property
    def is_heading(self) -> bool:
        """Whether it is only a label."""
        selects = self.categories or self.category_roles or self.is_financing or self.whole
        return not (selects or self.is_arithmetic or self.is_open)

    def key_at(self, at: int) -> str:
        """Return its key in addresses as the row with number `at`: its own, its first category or source, or `at`."""
        return self.key or next(iter((*self.categories, *self.sources)), str(at))


@frozen(kw_only=True)
class Grid:
    """A table of figures.

    Attributes:
        key: Unique in its layout; part of each figure's address.
        title: Heading; empty for none.
        notes: Remarks under it.
        columns: Its columns; empty for one column of `figure` for each of `axis`.
        figure: What its cells hold, where `columns` is empty.
        axis: What its columns are, where `columns` is empty.
        row_heading: Heading of the first column.
        year_heading: Pattern for a column of a year, with ``{year}``.
        phase_heading: Pattern for a column of a phase, with ``{phase}``.
        whole_heading: Heading of the column for what is given for the whole project; None for medfin's own words.
        unit: Second heading row over every column of figures; None for none.
        rows: Listed rows; empty for every one of `every`.
        every: What the rows are where none is listed.
        total: Label of the row of sums; None for none.
        sum_heading: Heading of a last column that sums the others; None for none.
        shows_zero: Whether zero is printed; else its cell is blank.
        costs_negative: Whether costs are printed with a minus sign.
        rounding: Whole currency units that amounts are rounded to; None for amounts as they are.
        in_thousands: Whether amounts are shown in thousands; the cells hold them whole, and `rounding` is 1 000.
        partial: Whether it shows but a part of the project's cost or financing, and so is no place to miss the rest.
    """

    key: str
    title: str = ""
    notes: tuple[str, ...] = ()
    columns: tuple[GridColumn, ...] = ()
    figure: Figure = Figure.BUDGET
    axis: Axis = Axis.WHOLE
    row_heading: str
    year_heading: str = "{year}"
    phase_heading: str = "{phase}"
    whole_heading: str | None = None
    unit: str | None = None
    rows: tuple[FormRow, ...] = ()
    every: Every = Every.CATEGORIES
    total: str | None = None
    sum_heading: str | None = None
    shows_zero: bool = False
    costs_negative: bool = False
    rounding: int | None = None
    in_thousands: bool = False
    partial: bool = False
