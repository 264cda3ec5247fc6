"""Dimensions of an SIE file by number or by name, and the objects in them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import frozen
from ledger.core.words import folded
from ledger.importers.sie.records import PROJECT_DIMENSION
from ledger.importers.sie.records import Objects
from ledger.importers.sie.records import SieHead


@frozen
class Sought:
    """Objects that are sought among those of a row.

    Attributes:
        own: Numbers of the dimension that was asked for; empty if the file has none such.
        below: Numbers of the dimensions under it.
        codes: Codes of the objects.
    """

    own: frozenset[str]
    below: frozenset[str]
    codes: frozenset[str]

    def found(self, objects: Objects) -> str | None:
        """Return the code that a row has, None if it has none of those sought.

        A row may give only the object of a dimension under the one asked for. Where it gives both, the upper one
        decides.
        """
        for numbers in (self.own, self.below):
            given = [code for number, code in objects if number in numbers]
            if given:
                return next((code for code in given if code in self.codes), None)
        return None


class Candidates:
    """Which of many rules may fit a row, told by the codes that they seek: hundreds of projects have one each."""

    def __init__(self, sought: Sequence[Sought | None]) -> None:
        """Take in what each rule seeks; None for one that asks for no object."""
        self._always = [at for at, each in enumerate(sought) if each is None]
        self._by_code: dict[str, list[int]] = {}
        for at, each in enumerate(sought):
            for code in each.codes if each else ():
                self._by_code.setdefault(code, []).append(at)

    def of(self, objects: Objects) -> list[int]:
        """Return the places of those that may fit, in order; all others do not."""
        return sorted({*self._always, *(at for _, code in objects for at in self._by_code.get(code, ()))})


class Dimensions:
    """The dimensions of a file."""

    def __init__(self, head: SieHead) -> None:
        self._names: Mapping[str, str] = {folded(each.name): each.number for each in head.dimensions if each.name}
        self._branch = head.branch
        self.known = tuple(f"{each.number} {each.name}".strip() for each in head.dimensions)
        self._numbers = frozenset(each.number for each in head.dimensions)

    def number(self, named: str) -> str | None:
        """Return the number of a dimension that is named by number or by name; None if the file has none such."""
        if not named:
            return PROJECT_DIMENSION
        if named in self._numbers or named == PROJECT_DIMENSION:
            return named
        return self._names.get(folded(named))

    def sought(self, named: str, codes: Iterable[str]) -> Sought:
        """Return objects that are sought in a dimension and those under it."""
        number = self.number(named)
        own = frozenset({number} if number is not None else ())
        return Sought(own, frozenset().union(*map(self._branch, own)) - own, frozenset(codes))
