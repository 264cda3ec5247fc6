"""What an auditor asks for: who did what, when and why, and whether it still stands as it was written."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from functools import reduce

from ledger.core.finding import Finding
from ledger.core.record import frozen
from ledger.core.words import Label
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import Payment
from ledger.model.commit import Commit
from ledger.model.corrections.attestation import Attestation
from ledger.model.corrections.attestation import Evidence
from ledger.model.corrections.attestation import Redaction
from ledger.model.corrections.attestation import Replacement
from ledger.model.corrections.attestation import Spans
from ledger.model.corrections.lock import Lock
from ledger.model.corrections.marks import Marks
from ledger.model.document import from_json
from ledger.model.dossier import Dossier
from ledger.model.forecasts.forecast import Forecast
from ledger.model.head import Fact
from ledger.model.imports.coverage import Coverage
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from ledger.rules.corrections import attest

NAME = "audit"


@frozen(kw_only=True)
class Step:
    """A commit with what it did.

    Attributes:
        commit: Who, when, why and the seal.
        facts: What it wrote besides entries.
        reverses: Numbers of the entries that its entries reverse.
    """

    commit: Commit
    facts: tuple[Fact, ...] = ()
    reverses: Spans = ()


@frozen(kw_only=True)
class State:
    """How a project stands after its last commit.

    Attributes:
        lock: What is locked.
        marks: What is attested, shown by evidence and redacted.
        proof: What does not agree with the seals and totals; notes apart, nothing for a whole chain.
    """

    lock: Lock
    marks: Marks
    proof: tuple[Finding, ...]


def audit(dossier: Dossier, steps: Sequence[Step], state: State, view: View) -> Table:
    """Return one row a commit: when, who, what, why, the entries it wrote and its seal; and how the project stands.

    Args:
        dossier: The project.
        steps: Its commits, oldest first.
        state: How it stands.
        view: The day of the question.
    """
    columns = (
        Column(key="sequence", words=label("column.sequence"), kind=ColumnKind.COUNT),
        Column(key="recorded", words=label("column.recorded")),
        Column(key="author", words=label("column.author")),
        Column(key="kind", words=label("column.what")),
        Column(key="deeds", words=label("column.deeds"), wide=True),
        Column(key="message", words=label("column.reason"), wide=True),
        Column(key="entries", words=label("column.entries"), kind=ColumnKind.COUNT),
        Column(key="seal", words=label("column.seal")),
    )
    return Table(
        name=NAME,
        title=label("report.audit"),
        columns=columns,
        rows=tuple(map(_row, steps)),
        currency=dossier.project.currency,
        about=heading.about((dossier,), view),
        notes=tuple(_notes(dossier, steps, state)),
        findings=state.proof,
    )


def _row(step: Step) -> Row:
    commit = step.commit
    values: tuple[CellValue, ...] = (
        commit.sequence,
        commit.recorded_at,
        commit.author or label("audit.removed"),
        label(f"commit.{commit.kind}"),
        _joined(tuple(_deeds(step))),
        commit.message if commit.salt else label("audit.removed"),
        commit.entries,
        commit.seal[: heading.SEAL_SHOWN],
    )
    return Row(key=str(commit.sequence), cells=tuple(map(Cell, values)))


def _notes(dossier: Dossier, steps: Sequence[Step], state: State) -> Iterator[Words]:
    entries = dossier.head.entries
    attested = sum(last - first + 1 for first, last, _ in state.marks.attested)
    yield label("audit.note.broken" if any(each.stops for each in state.proof) else "audit.note.whole")
    yield label("audit.note.seal", seal=dossier.head.seal)
    yield label("audit.note.locked", until=state.lock.until) if state.lock.until else label("audit.note.open")
    yield label("audit.note.attested", attested=attested, entries=entries)
    yield label("audit.note.reversed", count=sum(attest.count(step.reverses) for step in steps))
    yield label("audit.note.redacted", count=len(state.marks.redacted))


def _deeds(step: Step) -> Iterator[Label]:
    """Yield what a commit did, as far as it can be said in a line."""
    if step.reverses:
        yield label("audit.reverses", entries=attest.written(step.reverses))
    for fact in step.facts:
        if fact.kind in _DEEDS:
            yield deed(fact)


def deed(fact: Fact) -> Label:
    """Return what was done by writing a fact of a kind that the trail tells of."""
    return _DEEDS[fact.kind](fact)


def _joined(deeds: Sequence[Label]) -> CellValue:
    return reduce(lambda one, other: label("audit.and", one=one, other=other), deeds) if deeds else None


def _locked(fact: Fact) -> Label:
    until = from_json(Lock, fact.body).until
    return label("audit.locked", until=until) if until else label("audit.unlocked")


def _imported(fact: Fact) -> Label:
    held = from_json(Coverage, fact.body)
    return label("audit.imported", file=held.file, start=held.start, end=held.end, sha256=held.file_sha256)


def _attached(fact: Fact) -> Label:
    held = from_json(Evidence, fact.body)
    if not held.entries:
        return label("audit.detached", file=held.name)
    return label("audit.attached", file=held.name, entries=attest.written(held.entries), sha256=held.sha256)


def _replaced(fact: Fact) -> Label:
    held = from_json(Replacement, fact.body)
    return label("audit.replaced", new=held.entry, old=held.replaces)


def _of(fact_type: type[Attestation | Redaction], key: str) -> Callable[[Fact], Label]:
    return lambda fact: label(key, entries=attest.written(from_json(fact_type, fact.body).entries))


def _claimed(fact: Fact) -> Label:
    held = from_json(Claim, fact.body)
    if held.decision is None:
        return label("audit.claim", number=held.number, state=label(f"claim.state.{held.state}"))
    cut = attest.written(attest.spans(each.entry for each in held.decision.cuts)) or "–"
    reference = held.decision.reference or "–"
    return label("audit.decided", number=held.number, day=held.decision.decided, reference=reference, cut=cut)


def _paid(fact: Fact) -> Label:
    held = from_json(Payment, fact.body)
    return label("audit.paid", entry=held.entry, claim=held.claim)


def _by_key(key: str) -> Callable[[Fact], Label]:
    return lambda fact: label(key, id=fact.key)


_DEEDS: dict[str, Callable[[Fact], Label]] = {
    "attestation": _of(Attestation, "audit.attested"),
    "budget": lambda fact: label("audit.budget", version=fact.key),
    "claim": _claimed,
    "comment": lambda _: label("audit.comment"),
    "commitment": _by_key("audit.commitment"),
    "contract": _by_key("audit.contract"),
    "coverage": _imported,
    "evidence": _attached,
    "forecast": lambda fact: label("audit.forecast", category=from_json(Forecast, fact.body).category),
    "lock": _locked,
    "payment": _paid,
    "project": lambda _: label("audit.project"),
    "redaction": _of(Redaction, "audit.redacted"),
    "replacement": _replaced,
    "statement": _by_key("audit.statement"),
    "terms": lambda _: label("audit.terms"),
}
