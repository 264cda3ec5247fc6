"""Layouts: a funder's form, or a summary arranged for it, as data.

A layout says what stands where and in whose words; what the figures are is said by small bindings (`Bind`, and those
of `ledger.model.forms.grid`). `ledger.importers.forms.form_file` reads layouts, `ledger.reports.forms.form` fills them
in. Words in a layout are literal and in its one language.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ledger.core.record import frozen
from ledger.model.forms.grid import Grid
from ledger.model.totals import Basis


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
    FORM = "text"
    PROJECT_ID = "project.id"
    PROJECT_NAME = "project.name"
    PROJECT_OWNER = "project.owner"
    PROJECT_FUNDER = "project.funder"
    PROJECT_START = "project.start"
    PROJECT_END = "project.end"
    PROJECT_PERIOD = "project.period"
    PROJECT_PROGRAMME = "project.programme"
    PROJECT_AREA = "project.area"
    PROJECT_PHASE = "project.phase"
    PROJECT_COFINANCIERS = "project.cofinanciers"
    BUDGET_TOTAL = "budget.total"
    BUDGET_SUPPORT = "budget.support"
    BUDGET_COFINANCING = "budget.cofinancing"
    BUDGET_SUPPORT_SHARE = "budget.support_share"
    FORM_YEAR = "form.year"
    FORM_START = "form.start"
    FORM_END = "form.end"
    TODAY = "today"
    VERSION_NUMBER = "version.number"
    VERSION_SUBMITTED = "version.submitted"
    VERSION_DECIDED = "version.decided"
    VERSION_REASON = "version.reason"
    SEAL = "seal"


@frozen
class Field:
    """A line of a field list: a label and what stands beside it.

    Attributes:
        label: In the funder's words.
        bind: The fact that it shows.
        text: Which of the project's texts for forms, for `Bind.FORM`.
    """

    label: str
    bind: Bind
    text: str = ""


@frozen(kw_only=True)
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


@frozen(kw_only=True)
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


@frozen(kw_only=True)
class Keying:
    """Figures of other tables one under the other, in the order in which they are typed into a funder's web form.

    Attributes:
        key: Unique in its layout; part of each figure's address.
        title: Heading; empty for none.
        notes: Remarks under it.
        of: Pairs of a grid's key and a column's key, in the order of the web form.
        headings: Of its three columns: number, field, and what is copied.
    """

    key: str
    title: str = ""
    notes: tuple[str, ...] = ()
    of: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]


Block = FieldList | Grid | Blank | Keying


@frozen
class Tie:
    """Two figures that must be alike.

    Attributes:
        label: What is checked.
        left: Address of a figure, ``costs/total.budget``.
        right: Address of the other.
    """

    label: str
    left: str
    right: str


class Drawing(StrEnum):
    """How a chart looks."""

    BARS = "bars"
    SHARES = "shares"
    LINES = "lines"


@frozen(kw_only=True)
class Drawn:
    """A chart over a grid of the same sheet.

    Attributes:
        title: Heading.
        drawing: How it looks.
        grid: Key of the grid.
        columns: Keys of its columns that are drawn.
    """

    title: str
    drawing: Drawing
    grid: str
    columns: tuple[str, ...]


@frozen(kw_only=True)
class LayoutSheet:
    """A sheet of a form.

    Attributes:
        name: On the tab.
        landscape: Whether it prints on its side.
        blocks: From top to bottom.
        ties: Figures that must be alike, beside what is always checked.
        charts: Charts over its grids.
    """

    name: str
    landscape: bool = False
    blocks: tuple[Block, ...]
    ties: tuple[Tie, ...] = ()
    charts: tuple[Drawn, ...] = ()


@frozen(kw_only=True)
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
        basis: By which of an entry's days its actual figures go.
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
    basis: Basis = Basis.BOOKED
    sheets: tuple[LayoutSheet, ...]
