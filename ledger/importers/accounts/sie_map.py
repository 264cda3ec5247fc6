"""What a map file says of an SIE file: which objects are which projects, and which accounts are which categories."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.core.finding import NOWHERE
from ledger.core.finding import Place
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.importers.actuals.map_file import Slice

Cells = tuple[tuple[str, str], ...]
"""Pairs of our column (category, kind, source, part, phase) and what stands in it."""


@frozen(kw_only=True)
class AccountRule:
    """What accounts that begin alike are.

    Attributes:
        prefix: What their numbers begin with.
        cells: Where their rows belong; empty where they are none of the project's.
        place: Where the map file says so.
    """

    prefix: str
    cells: Cells = ()
    place: Place = NOWHERE


@frozen(kw_only=True)
class ObjectRule:
    """Which objects are a project.

    Attributes:
        project: Project id; empty for the one that is asked for.
        dimension: Number or name of the dimension; empty for projects (6) and what lies under it.
        codes: Codes of the objects.
        everything: Whether every row is the project's, whatever objects it has: the books are kept for it alone.
        cells: What holds for their rows: source, part, phase.
        accounts: What accounts are on these objects, before what they are elsewhere.
        place: Where the map file says so.
    """

    project: str = ""
    dimension: str = ""
    codes: tuple[str, ...]
    everything: bool = False
    cells: Cells = ()
    accounts: tuple[AccountRule, ...] = ()
    place: Place = NOWHERE


@frozen(kw_only=True)
class Override:
    """What holds for some rows of a project, whatever else the map says.

    Attributes:
        project: Only rows of this project; empty for all.
        accounts: Only accounts that begin so; empty for all.
        dimension: Number or name of the dimension of `codes`.
        codes: Only rows with one of these objects; empty for all.
        cells: What is otherwise.
        slices: The parts that the row is split into; empty if it is booked whole.
        place: Where the map file says so.
    """

    project: str = ""
    accounts: tuple[str, ...] = ()
    dimension: str = ""
    codes: tuple[str, ...] = ()
    cells: Cells = ()
    slices: tuple[Slice, ...] = ()
    place: Place = NOWHERE


@frozen(kw_only=True)
class SieMap:
    """How an SIE file is read.

    Attributes:
        organisation: Whose books the file must be of: organisation number or name; empty for any.
        any_organisation: Whether a file of another organisation is taken all the same.
        chart: Name of the chart of accounts that it builds on; empty for none.
        unverified: Whether groups of the chart that nobody has verified are used too.
        chart_anyway: Whether the chart is used although the names of the file's accounts speak against it.
        categories: Category of the common scheme to that of the project's, for what the chart says.
        accounts: What accounts are.
        objects: Which objects are which projects; of several that fit a row the first holds.
        overrides: What holds for some rows; of several that fit a row the first holds.
        file: The map file's name for people.
    """

    organisation: str = ""
    any_organisation: bool = False
    chart: str = ""
    unverified: bool = False
    chart_anyway: bool = False
    categories: Mapping[str, str] = field(factory=dict)
    accounts: tuple[AccountRule, ...] = ()
    objects: tuple[ObjectRule, ...] = ()
    overrides: tuple[Override, ...] = ()
    file: str = ""
