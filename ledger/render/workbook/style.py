"""How cells look: one format for each way in which a cell can look, made when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ledger.core.money import Currency
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind
from ledger.reports.table import Tone

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as File

# Okabe and Ito's colours, which people with any colour vision tell apart; the first is used most.
BLUE = "#0072B2"
SERIES = (BLUE, "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#6A51A3", "#7F6000")

_INK = "#1F2933"
_FAINT = "#5F6B76"
_HEAD = "#DCE8F1"
_RULE = "#8FA3B3"
_OPEN = "#FFF9E5"

# Light enough for black words, and apart from each other also in grey: a word always says the same.
TONES = {Tone.GOOD: "#CDE8D5", Tone.DOUBTFUL: "#FFE0A3", Tone.BAD: "#F6B8A8"}

_ALIGN = {ColumnKind.TEXT: "left", ColumnKind.BAR: "left", ColumnKind.DATE: "center"}
_ROWS: dict[RowKind, dict[str, Any]] = {
    RowKind.GROUP: {"bold": True},
    RowKind.LINE: {},
    RowKind.SUBTOTAL: {"bold": True, "top": 1, "top_color": _RULE},
    RowKind.TOTAL: {"bold": True, "top": 2, "top_color": _RULE},
}


@frozen
class Styles:
    """The formats of one file.

    Attributes:
        file: The file that holds them.
    """

    file: File
    _made: dict[tuple[tuple[str, Any], ...], Format] = field(factory=dict, init=False)

    def title(self, *, wrap: bool = True) -> Format:
        """Return how a table's title looks; without `wrap` it runs over the cells to its right."""
        return self._format(bold=True, font_size=14, font_color=_INK, valign="vcenter", **_wrapped(wrap=wrap))

    def about(self, *, label: bool) -> Format:
        """Return how what stands above a table looks, labels and values."""
        return self._format(font_color=_FAINT if label else _INK, text_wrap=True, valign="top", align="left")

    def about_value(self, number_format: str) -> Format:
        """Return how a figure above a table looks."""
        return self._format(font_color=_INK, align="left", valign="top", num_format=number_format)

    def remark(self, *, wrap: bool = True) -> Format:
        """Return how notes and findings look."""
        return self._format(italic=True, font_color=_FAINT, valign="top", **_wrapped(wrap=wrap))

    def broken(self) -> Format:
        """Return how a check looks that does not hold."""
        return self._format(bg_color="#C62828", font_color="#FFFFFF", bold=True)

    def mark(self, *, bad: bool) -> Format:
        """Return how what should be mended is marked, or what must be."""
        return self._format(bg_color=TONES[Tone.BAD if bad else Tone.DOUBTFUL])

    def tone(self, tone: Tone) -> Format:
        """Return in which colour a word stands out that figures decide."""
        return self._format(bg_color=TONES[tone])

    def light(self, row: RowKind, tone: Tone | None) -> Format:
        """Return how a word looks that says how something stands; without tone what it says decides its colour."""
        looks = {"valign": "vcenter", **_ROWS[row], "align": "center", "bold": True, "border": 1}
        if tone is not None:
            looks["bg_color"] = TONES[tone]
        return self._format(**looks, border_color="#FFFFFF", font_color=_INK)

    def heading(self, kind: ColumnKind, indent: int, *, last: bool) -> Format:
        """Return how a heading looks; `last` is the lowest of its lines."""
        looks: dict[str, Any] = {"align": _ALIGN.get(kind, "right")}
        if indent:
            looks["indent"] = indent
        if last:
            looks |= {"bottom": 1, "bottom_color": _RULE}
        return self._format(bold=True, bg_color=_HEAD, font_color=_INK, valign="bottom", text_wrap=True, **looks)

    def cell(
        self, row: RowKind, kind: ColumnKind, form: str, *, indent: int = 0, wrap: bool = False, is_open: bool = False
    ) -> Format:
        """Return how a cell looks.

        Args:
            row: What its row is for.
            kind: What it holds.
            form: How its figure is written; empty for texts.
            indent: Depth of its text.
            wrap: Whether its text takes several lines where it is long.
            is_open: Whether people fill it in.
        """
        properties: dict[str, Any] = {"valign": "vcenter", **_ROWS[row]}
        if kind in _ALIGN:
            properties["align"] = _ALIGN[kind]
        if kind is ColumnKind.BAR:
            properties |= {"font_color": BLUE, "font_size": 8, "bold": False}
        if form:
            properties["num_format"] = form
        if indent:
            properties["indent"] = indent
        if wrap:
            properties["text_wrap"] = True
        if is_open:
            properties |= {"border": 1, "border_color": _RULE, "bg_color": _OPEN, "locked": False}
        return self._format(**properties)

    def _format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self.file.add_format(properties)
        return self._made[key]


def _wrapped(*, wrap: bool) -> dict[str, bool]:
    return {"text_wrap": True} if wrap else {}


def stands_left(kind: ColumnKind) -> bool:
    """Whether cells of a kind begin at their left edge."""
    return _ALIGN.get(kind) == "left"


def number_format(
    kind: ColumnKind,
    currency: Currency,
    *,
    decimals: bool,
    ties: str = "",
    plain: bool = False,
    thousands: bool = False,
) -> str:
    """Return how figures of a kind are written; the reader's own spreadsheet program chooses the signs.

    Args:
        kind: What the column holds.
        currency: Tells how many decimals money has.
        decimals: Whether money shows them.
        ties: What a check says where it holds.
        plain: Whether figures below zero look like all others.
        thousands: Whether money is shown in thousands.
    """
    if kind is ColumnKind.CHECK:
        return f'#,##0.00;-#,##0.00;"{ties}"'
    if kind is ColumnKind.MONEY:
        money = "#,##0." + "0" * currency.decimals if decimals and currency.decimals else "#,##0"
        money = "#,##0," if thousands else money
        return f"{money};-{money}" if plain else f"{money};[Red]-{money}"
    return {ColumnKind.PERCENT: "0.0%", ColumnKind.COUNT: "0", ColumnKind.DATE: "yyyy-mm-dd"}.get(kind, "")
