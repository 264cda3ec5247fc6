"""Amounts as people write them in applications, decisions and spreadsheets: read exactly, or refused with the reason.

Swedish habits decide: a space or a dot stands between thousands, a comma before decimals. English ones are read where
only one reading is possible. Nothing passes through a float.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.money import currency
from ledger.core.record import frozen
from ledger.errors import AmbiguousAmountError
from ledger.errors import AmountError
from ledger.errors import AmountSizeError
from ledger.errors import BlankAmountError
from ledger.errors import DecimalsError
from ledger.errors import ExponentError
from ledger.errors import ParenthesesError
from ledger.errors import SeveralAmountsError
from ledger.errors import TrailingMinusError

_DIGITS_MAX = 15
_MINOR_MAX = 10**18
_LENGTH_MAX = 100
_MILLION = 6

# Word after the figure: its power of ten, and the currency that it names.
_SCALES: dict[str, tuple[int, str | None]] = {
    **dict.fromkeys(("tkr", "t.kr", "kkr", "ksek", "tsek"), (3, "SEK")),
    **dict.fromkeys(("mkr", "m.kr", "mnkr", "mn kr", "msek", "mnsek"), (6, "SEK")),
    **dict.fromkeys(("mdkr", "md kr", "mdsek"), (9, "SEK")),
    "keur": (3, "EUR"),
    "meur": (6, "EUR"),
    "mdeur": (9, "EUR"),
    "tusen": (3, None),
    "thousand": (3, None),
    **dict.fromkeys(("milj", "miljon", "miljoner", "million"), (6, None)),
    **dict.fromkeys(("mdr", "miljard", "miljarder", "billion"), (9, None)),
}
_ENGLISH = frozenset({"thousand", "million", "billion"})
_CURRENCIES = {
    **dict.fromkeys(("kr", "krona", "kronor"), "SEK"),
    **dict.fromkeys(("€", "euro"), "EUR"),
    **{code.lower(): code for code in ("SEK", "EUR", "NOK", "DKK", "ISK", "GBP", "USD", "CHF", "PLN", "CZK", "JPY")},
}
_QUALIFIERS = (
    *("cirka", "circa", "ca", "c:a", "drygt", "knappt", "nästan", "närmare", "minst", "högst", "uppemot", "omkring"),
    *("ungefär", "upp till", "mer än", "mindre än", "about", "approximately", "nearly", "almost"),
    *("at least", "at most", "up to", "more than", "less than"),
)


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_AMOUNT = re.compile(
    rf"""
    (?:(?P<qualifier>{_any(_QUALIFIERS)})\.?\s+)?
    (?P<sign>[-−–+])?\s*
    (?:(?P<before>{_any(_CURRENCIES)})\s*)?
    (?P<figure>[0-9](?:[0-9., ]*[0-9])?)\s*
    (?:(?P<scale>{_any(_SCALES)})\b\.?\s*)?
    (?:(?P<after>{_any(_CURRENCIES)})\.?|[:,]\s?(?P<dash>[-−–]))?\s*
    (?P<note>(?:under|för|år|in)\s[0-9]{{4}}|per\s(?:år|year)|årligen)?\s*
    (?:\(?(?:(?P<without>exkl|exklusive|ex|utan|excl|excluding|plus)|inkl|inklusive|incl|including)\.?\s(?:moms|vat)\)?)?
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(r"(-?[0-9]{1,13})(?:[.,]([0-9]{1,2}))?")
_TRAILING = re.compile(r"(?P<figure>[0-9][0-9., ]*)(?P<minus>[-−–])")
_WITH_DECIMALS = re.compile(r"[0-9., ]*[.,][0-9]{2}")
_BLANK = re.compile(r"[-−–—]?\s*(?:kr)?")
_EXPONENT = re.compile(r"[0-9][eE][-+]?[0-9]")
_FIGURE = re.compile(r"[0-9](?:[0-9., ]*[0-9])?")

_ONE_MARK = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_BARE = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_SHAPES = (
    re.compile(r"([1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,]([0-9]+))?"),
    re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?"),
    re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?"),
    _BARE,
)


@frozen(kw_only=True)
class Amount:
    """An amount as somebody wrote it.

    Attributes:
        minor: Minor units, any sign.
        currency: The currency that the text names; None where it names none.
        approximate: Whether the text says that the amount is not exact.
        qualifier: The word that says so, in lower case, such as "cirka".
        vat_excluded: Whether the text says that value added tax comes on top.
        note: When the amount is for, in the text's words in lower case, such as "under 2014" or "per år".
    """

    minor: int
    currency: Currency | None = None
    approximate: bool = False
    qualifier: str | None = None
    vat_excluded: bool = False
    note: str | None = None


def parse_amount(text: str, *, assumed: Currency = SEK) -> Amount:
    """Read an amount, such as ``600 000:-``, ``1 234,50``, ``ca 1,2 milj kr``, ``-5 tkr`` or ``372 226 EUR``.

    Args:
        text: The amount and nothing else.
        assumed: Tells how many decimals an amount has whose text names no currency.

    Raises:
        AmountError: The text is no exact amount. A class under it says why, where more is known: blank, ambiguous,
            several figures, in parentheses, with a minus behind whole kronor, with an exponent, with more decimals
            than its currency, or larger than can be carried exactly.
    """
    minor = plain_minor(text) if assumed.decimals == SEK.decimals else None
    if minor is not None:
        return Amount(minor=minor)
    plain = re.sub(r"\s", " ", text.strip().lower())
    found = _AMOUNT.fullmatch(_sign_first(plain, text)) if len(text) <= _LENGTH_MAX else None
    if found is None:
        raise _refusal(text)
    scale = found["scale"] or ""
    power, scale_code = _SCALES.get(scale, (0, None))
    named = _named(found, scale_code, text)
    whole, decimals = _split(found["figure"], power, english=scale in _ENGLISH, text=text)
    minor = _minor(whole, decimals, named or assumed, power, text)
    return Amount(
        minor=-minor if found["sign"] in ("-", "−", "–") else minor,
        currency=named,
        approximate=found["qualifier"] is not None,
        qualifier=found["qualifier"],
        vat_excluded=found["without"] is not None,
        note=found["note"],
    )


def plain_minor(text: str) -> int | None:
    """Return the minor units, two decimals, of a bare figure such as ``-1234``, ``1234.5`` or ``1234,50``; else None.

    Files of a million rows are made of such figures, and this takes a fraction of the time that `parse_amount` does.
    """
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    whole, decimals = found.groups()
    return int(whole + decimals.ljust(2, "0")) if decimals else int(whole) * 100


def _sign_first(plain: str, text: str) -> str:
    """Return a figure such as ``1 234,50-``, as some ledgers print it, with its minus before it.

    Without decimals, as in ``1234-``, the dash may as well stand for öre that there are none of.
    """
    found = _TRAILING.fullmatch(plain)
    if found is None or found["figure"].endswith(","):
        return plain
    if not _WITH_DECIMALS.fullmatch(found["figure"]):
        raise TrailingMinusError(text=text)
    return f"-{found['figure']}"


def _named(found: re.Match[str], scale_code: str | None, text: str) -> Currency | None:
    """Return the one currency that the text names, or None."""
    words = [found[place] for place in ("before", "after") if found[place]]
    codes = {_CURRENCIES[word] for word in words}
    codes.update({scale_code} if scale_code else (), {"SEK"} if found["dash"] else ())
    if len(codes) > 1:
        raise AmountError(text=text)
    return currency(codes.pop()) if codes else None


def _split(figure: str, power: int, *, english: bool, text: str) -> tuple[str, str]:
    """Return a figure's digits before and after its decimal mark."""
    shapes: tuple[re.Pattern[str], ...] = _SHAPES
    single = _ONE_MARK.fullmatch(figure)
    if single:
        # 300.000 is three hundred thousand; 1,234 mkr has three decimals. 1,234 and 1.234 mkr could be either.
        if single[1] == "," and power and not english:
            shapes = (_BARE,)
        elif single[1] == "," or power >= _MILLION:
            raise AmbiguousAmountError(text=text)
    for shape in shapes:
        found = shape.fullmatch(figure)
        if found:
            return re.sub("[., ]", "", found[1]), found[2] or ""
    raise _refusal(text) if " " not in figure else SeveralAmountsError(text=text)


def _minor(whole: str, decimals: str, unit: Currency, power: int, text: str) -> int:
    """Return a figure's minor units, or refuse what could not be carried exactly."""
    room = power + unit.decimals
    if len(decimals) > room:
        raise DecimalsError(text=text, currency=unit.code, decimals=unit.decimals)
    digits = whole + decimals
    if len(digits.strip("0")) > _DIGITS_MAX:
        raise AmountSizeError(text=text)
    minor: int = int(digits) * 10 ** (room - len(decimals))
    if minor > _MINOR_MAX:
        raise AmountSizeError(text=text)
    return minor


def _refusal(text: str) -> AmountError:
    """Return the error that says best why a text is no amount."""
    plain = text.strip()
    if len(plain) > _LENGTH_MAX:
        return AmountError(text=plain[:_LENGTH_MAX] + "…")
    if _BLANK.fullmatch(plain):
        return BlankAmountError(text=plain)
    if plain.startswith("(") and plain.endswith(")"):
        return ParenthesesError(text=plain)
    if _EXPONENT.search(plain):
        return ExponentError(text=plain)
    if len(_FIGURE.findall(plain)) > 1:
        return SeveralAmountsError(text=plain)
    return AmountError(text=plain)
