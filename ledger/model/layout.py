"""Layouts: a funder's form, or a summary arranged for it, as data.

A layout says what stands where and in whose words; what the figures are is said by small bindings (`Bind`, `Figure`,
`Axis`). `ledger.importers.form_file` reads layouts, `ledger.reports.form` fills them in. Words in a layout are literal
and in its one language.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs


class LayoutKind(StrEnum):
    """How near the layout is to what the funder has published. Only a verbatim one may be called a form."""

    VERBATIM = "verbatim"
    LABELS = "labels"
    ARRANGED = "arranged"


class Language(StrEnum):
    """The language of a layout's words."""

    SV = "sv"
    EN = "en"


class Bind(StrEnum):
    """The fact that a field shows. An open field is left for people to fill in."""

    OPEN = "open"
    PROJECT_ID = "project.id"
    PROJECT_NAME = "project.name"
    PROJECT_OWNER = "project.owner"
    PROJECT_FUNDER = "project.funder"
    PROJECT_START = "project.start"
    PROJECT_END = "project.end"
    VERSION_NUMBER = "version.number"
    VERSION_SUBMITTED = "version.submitted"
    VERSION_DECIDED = "version.decided"
    VERSION_REASON = "version.reason"
    SEAL = "seal"


class Figure(StrEnum):
    """What the cells of a grid hold."""

    BUDGET_COST = "budget.cost"


class Axis(StrEnum):
    """What the columns of a grid are, as many as the budget has."""

    YEARS = "years"
    PHASES = "phases"
    WHOLE = "whole"


@attrs.frozen
class Field:
    """A line of a field list: a label and what stands beside it.

    Attributes:
        label: In the funder's words.
        bind: The fact that it shows.
    """

    label: str
    bind: Bind


@attrs.frozen(kw_only=True)
class FieldList:
    """Fields one under the other.

    Attributes:
        key: Unique in its layout; part of each address.
        title: Heading; empty for none.
        notes: Remarks under it.
        fields: In the funder's order.
    """

    key: str
    title: str = ""
    notes: tuple[str, ...] = ()
    fields: tuple[Field, ...]


@attrs.frozen
class FormRow:
    """A row of a grid.

    Attributes:
        label: In the funder's words.
        categories: Category codes of the form's scheme whose amounts it shows together.
    """

    label: str
    categories: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Grid:
    """A table of figures.

    Attributes:
        key: Unique in its layout; part of each figure's address.
        title: Heading; empty for none.
        notes: Remarks under it.
        figure: What its cells hold.
        axis: What its columns are.
        row_heading: Heading of the first column.
        year_heading: Pattern for a column of a year, with ``{year}``.
        phase_heading: Pattern for a column of a phase, with ``{phase}``.
        whole_heading: Heading of the column for what is given for the whole project; None for medfin's own words.
        unit: Second heading row over every column of figures; None for none.
        rows: Empty for every category of the project's scheme, under the scheme's names.
        total: Label of the row of sums; None for none.
        sum_heading: Heading of a last column that sums the others; None for none.
        shows_zero: Whether zero is printed; else its cell is blank.
        costs_negative: Whether costs are printed with a minus sign.
        rounding: Whole currency units that amounts are rounded to; None for amounts as they are.
    """

    key: str
    title: str = ""
    notes: tuple[str, ...] = ()
    figure: Figure
    axis: Axis
    row_heading: str
    year_heading: str = "{year}"
    phase_heading: str = "{phase}"
    whole_heading: str | None = None
    unit: str | None = None
    rows: tuple[FormRow, ...] = ()
    total: str | None = None
    sum_heading: str | None = None
    shows_zero: bool = False
    costs_negative: bool = False
    rounding: int | None = None


@attrs.frozen(kw_only=True)
class Blank:
    """A table that people fill in, such as contacts and signatures.

    Attributes:
        key: Unique in its layout; part of each address.
        title: Heading; empty for none.
        notes: Remarks under it.
        headings: Of its columns, in the funder's words.
        count: How many empty rows it has.
    """

    key: str
    title: str = ""
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...]
    count: int = 1


Block = FieldList | Grid | Blank


@attrs.frozen(kw_only=True)
class LayoutSheet:
    """A sheet of a form.

    Attributes:
        name: On the tab.
        landscape: Whether it prints on its side.
        blocks: From top to bottom.
    """

    name: str
    landscape: bool = False
    blocks: tuple[Block, ...]


@attrs.frozen(kw_only=True)
class Layout:
    """A form.

    Attributes:
        id: Funder and form, ``burlov-staffanstorp/medelsansokan``.
        name: Title, in the funder's words where it is verbatim.
        funder: Whose form it is.
        kind: How near it is to what the funder has published.
        covers: Which part of it `kind` speaks of; stands on its face.
        language: Of all its words.
        source: Where it was found; stands on its face.
        scheme: Scheme id that its rows are in; None for any.
        valid_from: First day on which it is known to apply.
        valid_to: Last day on which it applies; None if not known.
        sheets: In order.
    """

    id: str
    name: str
    funder: str
    kind: LayoutKind
    covers: str
    language: Language
    source: str
    scheme: str | None = None
    valid_from: date
    valid_to: date | None = None
    sheets: tuple[LayoutSheet, ...]
