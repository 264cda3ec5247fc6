"""Orders and contracts into a book: entered when made, settled by what is booked, released where nothing comes."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from itertools import islice

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.named import exact_minor
from ledger.app.named import find
from ledger.app.selection import refuse_absent
from ledger.app.selection import refuse_blank
from ledger.core.dates import parse_date
from ledger.core.digits import next_number
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.errors import CommitmentOpenError
from ledger.errors import CommitmentTwiceError
from ledger.errors import DueError
from ledger.errors import UnknownCommitmentError
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import to_json
from ledger.model.dossier import Dossier
from ledger.model.entry import from_row
from ledger.model.forecasts.commitment import Commitment
from ledger.model.forecasts.commitment import Due
from ledger.model.forecasts.commitment import Settlement
from ledger.model.head import Fact
from ledger.model.view import View

FACT = "commitment"


def commit_to(book: Book, project: str, cells: Mapping[str, str], expected: Sequence[str] = ()) -> Commitment:
    """Enter an order or contract.

    Args:
        book: The book.
        project: Project id.
        cells: ``category`` and ``amount``, and if known ``counterparty``, ``text``, ``source``, ``part``, ``phase``,
            ``date`` and ``number``, each as people write it.
        expected: When it is expected: a day, or days each with an amount, ``2026-05-31=10 000``.

    Returns:
        The commitment as kept.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownNameError: The project has no such category, source, part or phase.
        CommitmentTwiceError: The number is taken.
        DueError: The expected days do not add up to the amount.
        LedgerError: A day or an amount cannot be read.
    """

    def made(found: Dossier) -> Commitment:
        taken = {each.id for each in found.commitments}
        id_ = cells.get("number") or next_number(taken)
        if id_ in taken:
            raise CommitmentTwiceError(project=project, commitment=id_)

        def named(field: str) -> str | None:
            return find(found, field, cells[field]) if cells.get(field) else None

        amount_minor = exact_minor(found, "--amount", cells.get("amount", ""))
        return Commitment(
            id=id_,
            category=find(found, "category", cells.get("category", "")),
            amount_minor=amount_minor,
            made_on=parse_date(cells["date"]) if cells.get("date") else book.today,
            counterparty=cells.get("counterparty"),
            text=cells.get("text"),
            source=named("source"),
            part=named("part"),
            phase=named("phase"),
            dues=_dues(found, expected, amount_minor),
        )

    return _keep(book, project, made)


def settle_commitment(
    book: Book, project: str, id_: str, *, entry: int | None = None, amount: str | None = None
) -> Commitment:
    """Say that a commitment, or a part of it, has been booked.

    Args:
        book: The book.
        project: Project id.
        id_: The commitment's number.
        entry: Number of the entry that booked it.
        amount: How much of it; the entry's amount unless given, at most what is open; all that is open if neither is.

    Raises:
        UnknownCommitmentError: The project has no such commitment.
        UnknownEntryError: The project has no such entry.
        CommitmentOpenError: Nothing is open, or less than the amount given.
    """

    def made(found: Dossier) -> Commitment:
        held = _held(found, id_)
        booked_minor = held.open_minor if entry is None else min(_booked_minor(book, found, entry), held.open_minor)
        minor = booked_minor if amount is None else exact_minor(found, "--amount", amount)
        _check_open(found, held, minor)
        done = Settlement(amount_minor=minor, on=book.today, entry=entry)
        return evolve(held, settlements=(*held.settlements, done))

    return _keep(book, project, made)


def release_commitment(book: Book, project: str, id_: str, *, reason: str, amount: str | None = None) -> Commitment:
    """Say that a commitment, or what is open of it, will never be booked.

    Args:
        book: The book.
        project: Project id.
        id_: The commitment's number.
        reason: Why; kept with the commitment.
        amount: How much of it; all that is open unless given.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownCommitmentError: The project has no such commitment.
        CommitmentOpenError: Nothing is open, or less than the amount given.
    """
    refuse_blank(project, reason)

    def made(found: Dossier) -> Commitment:
        held = _held(found, id_)
        minor = held.open_minor if amount is None else exact_minor(found, "--amount", amount)
        _check_open(found, held, minor)
        released_minor = held.released_minor + minor
        return evolve(held, released_minor=released_minor, released_on=book.today, released_because=reason)

    return _keep(book, project, made)


def currency_of(book: Book, project: str) -> Currency:
    """Return the currency of a project's amounts."""
    return dossier(book, project, View(today=book.today)).project.currency


def _keep(book: Book, project: str, made: Callable[[Dossier], Commitment]) -> Commitment:
    """Append the commitment that is made of what the book holds, and return it."""
    kept: list[Commitment] = []

    def draw_up() -> Sequence[Draft]:
        found = dossier(book, project, View(today=book.today))
        kept[:] = [made(found)]
        fact = Fact(FACT, kept[0].id, to_json(kept[0]))
        return (Draft(after=found.head, kind=CommitKind.COMMITMENT, batch=book.batch(), facts=(fact,)),)

    again(book, draw_up)
    return kept[0]


def _dues(found: Dossier, expected: Sequence[str], amount_minor: int) -> tuple[Due, ...]:
    """Return the expected days with their amounts; one without an amount takes what the others leave."""
    dues: list[tuple[date, int | None]] = []
    for text in expected:
        day, _, part = text.partition("=")
        dues.append((parse_date(day), exact_minor(found, "--expected", part) if part else None))
    rest = amount_minor - sum(minor or 0 for _, minor in dues)
    open_ = sum(minor is None for _, minor in dues)
    if dues and (open_ > 1 or rest < open_ or (rest and not open_)):
        raise DueError(text=", ".join(expected), amount=_written(found, amount_minor))
    return tuple(Due(on=day, amount_minor=rest if minor is None else minor) for day, minor in dues)


def _held(found: Dossier, id_: str) -> Commitment:
    held = {each.id: each for each in found.commitments}
    if id_ not in held:
        known = ", ".join(held) or "–"
        raise UnknownCommitmentError(project=found.project.id, commitment=id_, known=known)
    return held[id_]


def _booked_minor(book: Book, found: Dossier, number: int) -> int:
    refuse_absent(found.project.id, (number,), found.head.entries)
    row = next(islice(book.store.entries(found.project.id), number - 1, None))
    return max(from_row(row).amount_minor, 0)


def _check_open(found: Dossier, held: Commitment, minor: int) -> None:
    if not 0 < minor <= held.open_minor:
        raise CommitmentOpenError(
            project=found.project.id,
            commitment=held.id,
            open=_written(found, held.open_minor),
            wanted=_written(found, minor),
        )


def _written(found: Dossier, minor: int) -> Money:
    return Money(minor, found.project.currency)
