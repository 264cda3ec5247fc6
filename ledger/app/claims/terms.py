"""What is asked of a claim or decided on it, read from what people type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from ledger.app.book import Book
from ledger.app.claims.rates import read_rates
from ledger.app.claims.receipts import Receipt
from ledger.app.claims.steps import Ruling
from ledger.app.dossiers import dossier
from ledger.core.amounts import parse_amount
from ledger.errors import ClaimCurrencyError
from ledger.errors import ClaimSourceError
from ledger.errors import CutFormError
from ledger.errors import CutTwiceError
from ledger.errors import EntryNumbersError
from ledger.errors import InexactClaimError
from ledger.errors import NothingDecidedError
from ledger.model.claims.claim import ClaimTerms
from ledger.model.dossier import Dossier
from ledger.model.entry_kind import EntryKind
from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.rules.claims.claim import asked_sources
from ledger.rules.corrections import attest

ALL = ("all", "allt")
"""Words for all of an advance that a claim covers, and for all that a claim asks for."""


def read_terms(book: Book, project: str, told: Mapping[str, Any]) -> ClaimTerms:
    """Return what is asked of a claim.

    Args:
        book: The book.
        project: Project id.
        told: ``start``, ``end``, ``basis``, ``park``, ``include``, ``settle``, ``rates``, ``attested`` and ``final``
            as the command takes them.

    Raises:
        LedgerError: An amount cannot be read, or it is not clear which source is meant.
    """
    found = dossier(book, project, View(today=book.today))
    settle = tuple(_by_source(told["settle"], found))
    return ClaimTerms(
        start=told["start"],
        end=told["end"],
        basis=Basis(told["basis"]),
        attested=told["attested"],
        final=told["final"],
        parked=attest.spans(told["park"]),
        included=attest.spans(told["include"]),
        settle=tuple((source, _minor("--settle", text, found)) for source, text in settle if text not in ALL),
        rates=read_rates(told["rates"]) if told.get("rates") else None,
        settle_all=tuple(source for source, text in settle if text in ALL),
    )


def read_ruling(book: Book, project: str, told: Mapping[str, Any]) -> Ruling:
    """Return what a funder's decision says.

    Args:
        book: The book.
        project: Project id.
        told: ``decided``, ``reference``, ``cut``, ``park``, ``approved`` and ``anew`` as the command takes them.

    Raises:
        NothingDecidedError: Nothing is said of what was approved, cut or parked.
        LedgerError: A cut or an amount cannot be read, or it is not clear which source is meant.
    """
    found = dossier(book, project, View(today=book.today))
    if not (told["approved"] or told["cut"] or told["park"]):
        raise NothingDecidedError(project=project)
    printed = [text for text in told["approved"] if text not in ALL]
    cuts = tuple(cut for text in told["cut"] for cut in _cuts(text, found))
    for entry, times in Counter(entry for entry, _, _ in cuts).items():
        if times > 1:
            raise CutTwiceError(project=project, entry=entry)
    return Ruling(
        decided=told["decided"],
        reference=told["reference"],
        cuts=cuts,
        parked=tuple(told["park"]),
        stated=tuple((source, _minor("--approved", text, found)) for source, text in _by_source(printed, found)),
        anew=told["anew"],
    )


def read_receipt(book: Book, project: str, told: Mapping[str, Any]) -> Receipt:
    """Return money that came.

    Args:
        book: The book.
        project: Project id.
        told: ``amount``, ``day``, ``source``, ``kind`` and ``text`` as the command takes them.

    Raises:
        LedgerError: The amount cannot be read, or it is not clear who paid.
    """
    found = dossier(book, project, View(today=book.today))
    source = f"{told['source']}=" if told["source"] else ""
    ((payer, amount),) = _by_source((f"{source}{told['amount']}",), found)
    minor = _minor("--amount", amount, found)
    return Receipt(kind=EntryKind(told["kind"]), source=payer, amount_minor=minor, day=told["day"], text=told["text"])


def read_match(book: Book, project: str, amount: str | None) -> int | None:
    """Return how much of a receipt is to pay a claim, minor units; None for all of it."""
    return None if amount is None else _minor("--amount", amount, dossier(book, project, View(today=book.today)))


def _cuts(text: str, found: Dossier) -> Iterator[tuple[int, int | None, str]]:
    """Yield entry, amount and type of error of ``ENTRY[=AMOUNT[=ERROR]]``; several entries are cut whole."""
    named, _, rest = text.partition("=")
    amount, _, error = rest.partition("=")
    try:
        entries = tuple(attest.numbers(attest.read_spans(named)))
    except EntryNumbersError as cause:
        raise CutFormError(text=text) from cause
    if len(entries) > 1 and amount.strip():
        raise CutFormError(text=text)
    for entry in entries:
        yield entry, _minor("--cut", amount, found) if amount.strip() else None, error.strip()


def _by_source(texts: Sequence[str], found: Dossier) -> Iterator[tuple[str, str]]:
    """Yield source and amount of ``[SOURCE=]AMOUNT``; the source may be left out where one is asked for money."""
    asked = asked_sources(found)
    known = tuple(source.id for source in found.project.sources)
    for text in texts:
        name, parted, amount = text.rpartition("=")
        source = name.strip() if parted else asked[0] if len(asked) == 1 else ""
        if source not in known:
            raise ClaimSourceError(source=source or "–", project=found.project.id, known=", ".join(known) or "–")
        yield source, amount.strip()


def _minor(option: str, text: str, found: Dossier) -> int:
    amount = parse_amount(text, assumed=found.project.currency)
    if amount.approximate or amount.vat_excluded or amount.note:
        raise InexactClaimError(text=text, field=option)
    if amount.currency not in (None, found.project.currency):
        raise ClaimCurrencyError(text=text, currency=found.project.currency.code, project=found.project.id)
    return amount.minor
