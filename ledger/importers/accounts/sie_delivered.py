"""What an SIE file turned out to be, put together from what each of its readers has met."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from operator import itemgetter

from ledger.core.finding import Finding
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.importers.accounts.sie_checks import check_rows
from ledger.importers.accounts.sie_postings import Fate
from ledger.importers.accounts.sie_postings import SieRequest
from ledger.importers.accounts.sie_postings import What
from ledger.importers.sie.outcome import Outcome
from ledger.importers.sie.outcome import finish
from ledger.importers.sie.outcome import joined
from ledger.model.imports.coverage import Sums


@frozen(kw_only=True)
class SieShare:
    """What one of several readers has met in its turns.

    Attributes:
        of_file: Of the file itself.
        organisation: Whose books its entries say they are of. A head that follows on vouchers comes too late for them.
        fiscal_year: First day of the fiscal year that they say, ISO; empty if they say none.
        fates: What became of its rows.
        strays: Rows and sum by account of cost rows without a project, in vouchers where others have one.
        met: Objects of the map that rows had.
        series: Voucher series.
        about_map: Names in the map that a project does not have, with the turn that showed it.
    """

    of_file: Outcome
    organisation: str
    fiscal_year: str
    fates: tuple[Fate, ...]
    strays: Mapping[str, tuple[int, int]]
    met: frozenset[str]
    series: frozenset[str]
    about_map: tuple[tuple[int, Finding], ...]


@frozen(kw_only=True)
class SieDelivered:
    """What a file turned out to be, when all its rows have been read.

    Attributes:
        organisation: Whose books.
        fiscal_year: First day of the fiscal year, ISO; empty if the file does not say.
        first: First day of a voucher, ISO; empty if there is none.
        last: Last day of a voucher.
        sums: By project, what the file has beside what is booked of it.
        names: Names of its accounts by number.
        series: Its voucher series, in order.
    """

    organisation: str = ""
    fiscal_year: str = ""
    first: str = ""
    last: str = ""
    sums: Mapping[str, Sums] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)
    series: tuple[str, ...] = ()


def delivered(request: SieRequest, shares: Sequence[SieShare]) -> Iterator[Finding | SieDelivered]:
    """Yield what is to be said of a file when all has been read, and last what it turned out to be.

    Args:
        request: What was asked for.
        shares: Those of all readers, in their order; none where the file was refused.
    """
    if not shares:
        return
    of_file = joined([share.of_file for share in shares])
    finish(of_file)
    yield from of_file.told.findings
    about_map = sorted((each for share in shares for each in share.about_map), key=itemgetter(0))
    yield from dict.fromkeys(finding for _, finding in about_map)
    fates = [fate for share in shares for fate in share.fates]
    met = frozenset().union(*(share.met for share in shares))
    yield from check_rows(request, of_file, fates, _strays(shares), met)
    yield _delivered(request, of_file, fates, shares)


def _strays(shares: Iterable[SieShare]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for share in shares:
        for account, (rows, minor) in share.strays.items():
            earlier_rows, earlier = found.get(account, (0, 0))
            found[account] = (earlier_rows + rows, earlier + minor)
    return found


def _delivered(
    request: SieRequest, of_file: Outcome, fates: Sequence[Fate], shares: Sequence[SieShare]
) -> SieDelivered:
    head, (first, last) = of_file.head, of_file.days
    named = {rule.project or request.project or "" for rule in request.rules.objects}
    asked = named if request.project is None else named & {request.project}
    # A map may know more projects than the book does.
    known = sorted(asked & request.targets.keys())
    return SieDelivered(
        organisation=shares[0].organisation,
        fiscal_year=shares[0].fiscal_year,
        first=first,
        last=last,
        sums={**dict.fromkeys(known, ()), **_sums(fates)},
        names={account.number: account.name for account in head.accounts if account.name},
        series=tuple(sorted(frozenset().union(*(share.series for share in shares)))),
    )


def _sums(fates: Iterable[Fate]) -> dict[str, Sums]:
    """Return by project what a file has that is not booked on it: account, month, all, unmapped, outside."""
    found: dict[str, dict[tuple[str, str], list[int]]] = {}
    for fate in fates:
        for month, minor in (fate.outside if fate.what is What.BOOKED else fate.sums).items():
            line = found.setdefault(fate.project, {}).setdefault((fate.account, month), [0, 0, 0])
            line[0] += minor
            line[1 if fate.what is What.UNMAPPED else 2] += minor
    return {
        project: tuple(
            (account, month, file, unmapped, outside)
            for (account, month), (file, unmapped, outside) in sorted(lines.items())
        )
        for project, lines in sorted(found.items())
    }
