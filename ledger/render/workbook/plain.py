"""A sheet as XlsxWriter writes it, without what no formula here needs."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose formulas hold no function that has to be written otherwise in the file than on the screen.

    XlsxWriter looks for each of thirty such functions in every formula, which takes longer than writing it.
    """

    def _prepare_formula(self, formula: str, *_: object) -> str:
        """Return a formula as the file holds it."""
        return formula.removeprefix("=")
