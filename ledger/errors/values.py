"""Texts and figures that cannot be taken as values."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class AmountError(LedgerError, ValueError):
    """A text cannot be read as an exact amount; the classes under this one say why where more is known."""

    code = "AMT-001"
    template = "'{text}' is not an amount; write for example 1 234.50 or 1.2 million"


class InexactError(LedgerError, TypeError):
    """A figure was given as a binary fraction or a truth value, which cannot hold öre exactly."""

    code = "AMT-002"
    template = "{value} is given as {kind}; amounts are whole minor units (öre) or a text such as '1 234.50'"


class CurrencyError(LedgerError, ValueError):
    """Two currencies met where one was expected."""

    code = "AMT-003"
    template = "{found} met {expected}; convert one of them by a dated rate first"


class DateError(LedgerError, ValueError):
    """A text cannot be read as a date or a period; the classes under this one say why where more is known."""

    code = "DAT-001"
    template = "'{text}' is not a date or a period; write for example 2020-06-01 or 2020-06-01 till 2022-12-31"


class PeriodError(LedgerError, ValueError):
    """A period ends before it starts."""

    code = "DAT-002"
    template = "the period {start} – {end} ends before it starts; exchange the dates"


class WeightsError(LedgerError, ValueError):
    """A split was asked for with weights that cannot carry it."""

    code = "SPL-001"
    template = "the weights {weights} cannot carry a split: none may be negative and their sum must be above zero"


class TableShapeError(LedgerError, ValueError):
    """A two-way table has rows of different lengths."""

    code = "SPL-002"
    template = "the table's rows have {lengths} cells; every row needs as many cells as the first"


class RateError(LedgerError, ValueError):
    """A text cannot be read as an exact rate; the classes under this one say why where more is known."""

    code = "RAT-001"
    template = "'{text}' is not a rate; write for example 46 %, 45,5 % or 1/3"


class BlankAmountError(AmountError):
    """A text or a lone dash holds no figure where an amount is needed."""

    code = "AMT-004"
    template = "'{text}' holds no figure; write the amount, and 0 if it is nothing"


class AmbiguousAmountError(AmountError):
    """One separator before three digits can mean thousands to one reader and decimals to another."""

    code = "AMT-005"
    template = "'{text}' can mean thousands or decimals; write thousands with spaces (1 234) or two decimals (1.23)"


class ParenthesesError(AmountError):
    """Parentheses mean a negative amount to some and the figure of the year before to others."""

    code = "AMT-006"
    template = "'{text}' is in parentheses, which can mean minus or the year before; write -1 234.50 if it is minus"


class TrailingMinusError(AmountError):
    """A dash behind whole kronor means minus to some ledgers, and to people that there are no öre."""

    code = "AMT-011"
    template = "'{text}' ends with a dash, which can mean minus or no öre; write -1 234.50 if it is minus"


class SeveralAmountsError(AmountError):
    """A text holds more figures than one, such as a note number and an amount."""

    code = "AMT-007"
    template = "'{text}' holds more than one figure; write one amount, with its thousands in groups of three digits"


class ExponentError(AmountError):
    """A figure is written with an exponent, in which its last digits may be lost."""

    code = "AMT-008"
    template = "'{text}' has an exponent, as spreadsheets write rounded figures; write the figure out, as 1234.50"


class DecimalsError(AmountError):
    """An amount has more decimals than its currency."""

    code = "AMT-009"
    template = "'{text}' has more decimals than {currency} has ({decimals}); round it to whole minor units first"


class AmountSizeError(AmountError):
    """An amount has more digits than every program on its way can carry exactly."""

    code = "AMT-010"
    template = "'{text}' has too many digits: an amount may have 15, and be at most 10^18 minor units; check the figure"


class RateRangeError(RateError):
    """A range was given where one rate is needed."""

    code = "RAT-002"
    template = "'{text}' is a range, and a calculation needs one rate; write the one that was decided, for example 45 %"


class ExchangeRateError(LedgerError, ValueError):
    """A text cannot be read as what another currency is worth."""

    code = "RAT-004"
    template = "'{text}' is not an exchange rate; write what one unit is worth, a number above zero such as 11,25"


class WeightError(LedgerError, ValueError):
    """A text cannot be read as a weight in a key."""

    code = "RAT-005"
    template = "'{text}' is not a weight; write a number that is zero or more, such as 3 or 2,5, or a ratio such as 2/3"


class RateUnitError(RateError):
    """A bare number does not say whether it is percent."""

    code = "RAT-003"
    template = "'{text}' does not say of what; write {text} % if it is percent"


class NoSuchDayError(DateError):
    """A date names a day or a month that the calendar does not have."""

    code = "DAT-003"
    template = "'{text}' names a day or a month that does not exist; check it against the calendar"


class AmbiguousDateError(DateError):
    """Day and month, or the century, can be read in two ways."""

    code = "DAT-004"
    template = "'{text}' can be read as more than one day; write the year first, as 2020-06-01"


class BlankDateError(DateError):
    """A date is empty, or a placeholder that nobody has filled in."""

    code = "DAT-005"
    template = "'{text}' holds no date yet; fill in the year, for example 2020-06-01"


class InexactDateError(DateError):
    """A month, a year, a period or something else was given where one day is needed."""

    code = "DAT-006"
    template = "'{text}' is not one day; write the day, for example 2020-06-01"


class ReversedDatesError(DateError):
    """A written period ends before it starts."""

    code = "DAT-007"
    template = "'{text}' ends before it starts; exchange the two dates"


class DayRangeError(DateError):
    """A day or a year lies so far away that it must be mistyped; every month between would be a row."""

    code = "DAT-008"
    template = "'{text}' lies outside the years {first}–{last}; check the year, or leave the day out if there is none"
