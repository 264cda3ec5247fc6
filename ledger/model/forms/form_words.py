"""What the words of Swedish forms mean in English, for who reads a form but not its language."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.core.record import frozen


@frozen(kw_only=True)
class FormWords:
    """English for the words of forms.

    Attributes:
        names: English by the form's own words, which stay: headings, rows, fields. Headings may have slots.
        texts: English by the form's own text, which gives way: remarks, and what a layout is true of.
    """

    names: Mapping[str, str]
    texts: Mapping[str, str]
