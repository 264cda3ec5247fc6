"""SIE files on their way into a book: the map, the chart that it builds on, and what each project calls its costs."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ledger import catalog
from ledger.app.book import Book
from ledger.app.files import open_file
from ledger.app.imports.large_file import Read
from ledger.app.imports.large_file import parts
from ledger.app.imports.large_file import read_large
from ledger.app.imports.vouchers import Traced
from ledger.app.imports.vouchers import Voucher
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.importers.accounts.sie_delivered import SieDelivered
from ledger.importers.accounts.sie_delivered import SieShare
from ledger.importers.accounts.sie_delivered import delivered
from ledger.importers.accounts.sie_entries import sie_batches
from ledger.importers.accounts.sie_map_file import read_sie_map
from ledger.importers.accounts.sie_postings import SieRequest
from ledger.importers.actuals.actuals import Target
from ledger.importers.sie import read_sie
from ledger.importers.text_file import read_text
from ledger.importers.text_file import refusal
from ledger.model.imports.chart import Chart
from ledger.model.scheme import Scheme


def sie_request(
    path: Path, map_path: Path | None, targets: Mapping[str, Target], project: str | None
) -> tuple[SieRequest | None, tuple[Finding, ...]]:
    """Return how an SIE file is to be read; None where a finding stops.

    Args:
        path: The file.
        map_path: The map file; without one nothing is known of accounts and objects.
        targets: The projects of the book that may be booked on.
        project: Only this project.

    Raises:
        LedgerError: The map, or a chart of one's own that it names, cannot be read.
    """
    if map_path is None:
        return None, (stop("SIM-019", Place(file=str(path), line=1), project=project or "ID"),)
    rules, findings = read_sie_map(read_text(map_path), str(map_path))
    if rules is None:
        return None, findings
    chart = catalog.chart(rules.chart, near=map_path) if rules.chart else None
    if rules.chart and chart is None:
        known = ", ".join(catalog.chart_ids())
        return None, (
            *findings,
            stop("SIM-020", Place(file=str(map_path), key="chart"), chart=rules.chart, known=known),
        )
    request = SieRequest(
        file=str(path),
        targets=targets,
        project=project,
        rules=rules,
        chart=chart,
        categories=categories(chart, targets),
    )
    return request, findings


def categories(chart: Chart | None, targets: Mapping[str, Target]) -> Mapping[str, Mapping[str, str]]:
    """Return by project what a chart's categories are in the project's own scheme, where that is beyond doubt."""
    if chart is None:
        return {}
    return {id_: own_categories(target.scheme) for id_, target in targets.items()}


def own_categories(scheme: Scheme) -> Mapping[str, str]:
    """Return a category of the common scheme to the scheme's own, where only one is brought to it."""
    if scheme.id == catalog.COMMON_SCHEME:
        return {category.code: category.code for category in scheme.categories}
    mapping = catalog.mapping(scheme.id, catalog.COMMON_SCHEME)
    found: dict[str, list[str]] = {}
    for own, common in mapping.pairs if mapping else ():
        found.setdefault(common, []).append(own)
    return {common: own[0] for common, own in found.items() if len(own) == 1}


def read_sie_file(path: Path, request: SieRequest, book: Book) -> Iterator[Read | SieDelivered]:
    """Yield the entries of a file, its problems, and last what it turned out to be.

    Raises:
        UnreadableFileError: It cannot be read to its end.
    """
    shares: list[SieShare] = []
    read: Iterator[Read | SieShare] = read_large(path, sie_batches, partial(parts, request), book)
    for each in read:
        if isinstance(each, SieShare):
            shares.append(each)
        else:
            yield each
    yield from delivered(request, shares)


def trail(path: Path, vouchers: Collection[Voucher]) -> tuple[Traced, ...]:
    """Return what a file's own trail tells of some vouchers: rows that were struck out and rows that were added.

    Raises:
        UnreadableFileError: It cannot be read to its end.
    """
    try:
        with open_file(path) as stream:
            rows = read_sie(stream, file=str(path)).rows(trail=True)
            return tuple(
                Traced(row.mark, row.voucher.series, row.voucher.number, row.account, row.amount_minor)
                for row in rows
                if row.mark and (row.voucher.series, row.voucher.number) in vouchers
            )
    except OSError as error:
        raise refusal(path, error) from error
