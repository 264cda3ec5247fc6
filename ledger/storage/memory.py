"""A book in memory: lasts as long as the program. For tests, trials and demonstrations."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import AbstractContextManager
from contextlib import contextmanager
from contextlib import nullcontext

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import AppendRefusedError
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.commit import Occasion
from ledger.model.corrections.attestation import Redaction
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryColumns
from ledger.model.entry import EntryRow
from ledger.model.federation.booked import Booked
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.model.totals import Cuts
from ledger.model.totals import SourceTotal
from ledger.model.totals import Total
from ledger.model.totals import as_totals
from ledger.rules.by_source import by_source
from ledger.rules.corrections.attest import numbers
from ledger.rules.corrections.correct import masked
from ledger.rules.financing.clue import clues
from ledger.rules.financing.clue import clues_of_rows
from ledger.rules.totals import by_kind
from ledger.rules.totals import by_year
from ledger.storage.kept import KeptBlock
from ledger.storage.kept import in_blocks
from ledger.storage.kept import in_columns
from ledger.storage.staging import Copying
from ledger.storage.staging import Staging
from ledger.storage.staging import check_total
from ledger.storage.staging import in_order
from ledger.storage.store import Kept
from ledger.storage.store import KeptFact

_BOOKED_ON = COLUMNS.index("booked_on")
_NUMBER = COLUMNS.index("number")


@frozen
class _Chain:
    """What a scope has; copied when it grows, so that a reading goes on with what was there when it began."""

    commits: tuple[Commit, ...] = ()
    facts: tuple[KeptFact, ...] = ()
    kept: tuple[Kept, ...] = ()
    totals: tuple[Total, ...] = ()


class MemoryStore:
    """A book in memory."""

    def __init__(self) -> None:
        self._chains: dict[str, _Chain] = {}

    def append(self, drafts: Sequence[Draft], occasion: Occasion) -> tuple[Commit, ...]:
        """See `ledger.storage.store.Store.append`."""
        grown = {draft.after.scope: self._grown(Staging(draft, occasion)) for draft in in_order(drafts)}
        self._chains.update(grown)
        return tuple(chain.commits[-1] for chain in grown.values())

    def copy(self, commit: Commit, facts: Sequence[Fact], kept: Iterator[Kept]) -> None:
        """See `ledger.storage.store.Store.copy`."""
        copying = Copying(commit, facts, kept, self.head(commit.scope).entries)
        self._chains[commit.scope] = self._grown(copying)

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `ledger.storage.store.Store.together`."""
        before = dict(self._chains)
        try:
            yield
        except BaseException:
            self._chains = before
            raise

    def redact(self, draft: Draft, redaction: Redaction, occasion: Occasion) -> Commit:
        """See `ledger.storage.store.Store.redact`."""
        (commit,) = self.append((draft,), occasion)
        chain = self._chains[commit.scope]
        entries = frozenset(numbers(redaction.entries))
        self._chains[commit.scope] = evolve(
            chain,
            commits=tuple(_unsigned(each) if each.sequence in redaction.commits else each for each in chain.commits),
            kept=tuple(_wordless(each) if each.row[_NUMBER] in entries else each for each in chain.kept),
        )
        return commit

    def scrub(self) -> None:
        """See `ledger.storage.store.Store.scrub`."""

    def snapshot(self) -> AbstractContextManager[None]:
        """See `ledger.storage.store.Store.snapshot`; one thread reads at a time, so there is nothing to hold."""
        return nullcontext()

    def head(self, scope: str) -> Head:
        """See `ledger.storage.store.Store.head`."""
        chain = self._chain(scope)
        if not chain.commits:
            return Head(scope=scope)
        last = chain.commits[-1]
        return Head(scope=scope, sequence=last.sequence, seal=last.seal, entries=len(chain.kept))

    def heads(self, scopes: Sequence[str]) -> Iterator[Head]:
        """See `ledger.storage.store.Store.heads`."""
        return (head for head in map(self.head, sorted(set(scopes))) if head.sequence)

    def booked(self, projects: Sequence[str], *, until: str = "9999") -> Iterator[Booked]:
        """See `ledger.storage.store.Store.booked`."""
        for id_ in sorted(set(projects)):
            months = (total.month_booked for total in self.totals((id_,)) if total.category)
            times = [
                each.recorded_at
                for each in self._chain(id_).commits
                if each.kind == CommitKind.IMPORT or (each.entries and each.kind != CommitKind.RECEIPT)
                if each.recorded_at <= until
            ]
            yield Booked(project=id_, month=max(months, default=""), entered_at=times[-1] if times else "")

    def facts_of(self, scopes: Sequence[str], *, without: Sequence[str] = ()) -> Iterator[tuple[str, int, Fact]]:
        """See `ledger.storage.store.Store.facts_of`."""
        for scope in sorted(set(scopes)):
            for sequence, fact in self.facts(scope):
                if fact.kind not in without:
                    yield scope, sequence, fact

    def scopes(self) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.scopes`."""
        return tuple(sorted(self._chains))

    def scopes_with(self, kind: str) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.scopes_with`."""
        return tuple(scope for scope in self.scopes() if any(self.facts(scope, kind)))

    def strays(self) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.strays`."""
        return ()

    def damage(self, agreed: Collection[str] = ()) -> Iterator[str]:  # noqa: ARG002 - it keeps none
        """See `ledger.storage.store.Store.damage`."""
        return iter(())

    def commits(self, scope: str) -> Iterator[Commit]:
        """See `ledger.storage.store.Store.commits`."""
        return iter(self._chain(scope).commits)

    def facts(self, scope: str, kind: str | None = None) -> Iterator[tuple[int, Fact]]:
        """See `ledger.storage.store.Store.facts`."""
        return ((kept.sequence, kept.fact) for kept in self.kept_facts(scope) if kind in (None, kept.fact.kind))

    def kept_facts(self, scope: str) -> Iterator[KeptFact]:
        """See `ledger.storage.store.Store.kept_facts`."""
        return iter(self._chain(scope).facts)

    def entries(self, project: str, *, first: str = "", last: str = "9999-99-99") -> Iterator[EntryRow]:
        """See `ledger.storage.store.Store.entries`."""
        return (kept.row for kept in self._chain(project).kept if first <= kept.row[_BOOKED_ON] <= last)

    def columns(self, project: str, *, first: str = "", last: str = "9999-99-99") -> Iterator[EntryColumns]:
        """See `ledger.storage.store.Store.columns`."""
        return in_columns(self.entries(project, first=first, last=last))

    def kept(self, scope: str) -> Iterator[KeptBlock]:
        """See `ledger.storage.store.Store.kept`."""
        return in_blocks(scope, iter(self._chain(scope).kept))

    def clues(self, scope: str) -> Iterator[tuple[int, bytes]]:  # noqa: ARG002 - it keeps none
        """See `ledger.storage.store.Store.clues`."""
        return iter(())

    def totals(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals`."""
        wanted = self._chains if projects is None else set(projects)
        return (total for project in sorted(wanted) for total in self._chain(project).totals)

    def totals_of_money(self, projects: Sequence[str]) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_of_money`."""
        return (total for total in self.totals(projects) if not total.category)

    def totals_by_year(self, projects: Sequence[str] | None = None) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_by_year`."""
        return iter(by_year(self.totals(projects)))

    def totals_by_kind(self, projects: Sequence[str]) -> Iterator[Total]:
        """See `ledger.storage.store.Store.totals_by_kind`."""
        return iter(by_kind(self.totals(projects)))

    def totals_by_source(self, projects: Sequence[str], cuts: Cuts) -> Iterator[SourceTotal]:
        """See `ledger.storage.store.Store.totals_by_source`."""
        return iter(by_source(self.totals(projects), cuts))

    def related(self, projects: Sequence[str], evidence: Collection[str] = ()) -> tuple[str, ...]:
        """See `ledger.storage.store.Store.related`."""
        own = {*clues((), (), evidence)}.union(*map(self._clues, projects))
        others = sorted(self._chains.keys() - set(projects))
        return tuple(project for project in others if not own.isdisjoint(self._clues(project)))

    def _clues(self, project: str) -> list[int]:
        return clues_of_rows(self.entries(project))

    def login(self) -> str:
        """See `ledger.storage.store.Store.login`."""
        return ""

    def may_forget(self, author: str) -> bool:  # noqa: ARG002 - nobody is known by name
        """See `ledger.storage.store.Store.may_forget`."""
        return True

    @property
    def address(self) -> str:
        """See `ledger.storage.store.Store.address`."""
        return ""

    def close(self) -> None:
        """See `ledger.storage.store.Store.close`."""

    def _chain(self, scope: str) -> _Chain:
        return self._chains.get(scope, _Chain())

    def _grown(self, staging: Staging) -> _Chain:
        """Return a scope's chain with one commit more."""
        draft = staging.draft
        head = self.head(staging.scope)
        if head != draft.after:
            raise AppendRefusedError(scope=head.scope, sequence=head.sequence)
        chain = self._chain(staging.scope)
        kept = [
            Kept(staging.sequence, salt.hex(), words.hex(), row)
            for first, packed, _ in staging.blocks()
            for row, (salt, words) in zip(packed.rows(staging.scope, first), packed.salted(), strict=True)
        ]
        facts = (KeptFact(staging.sequence, at, fact) for at, fact in enumerate(draft.facts, start=1))
        return _Chain(
            commits=(*chain.commits, staging.commit()),
            facts=(*chain.facts, *facts),
            kept=(*chain.kept, *kept),
            totals=_added(chain.totals, as_totals(staging.totals())),
        )


def _unsigned(commit: Commit) -> Commit:
    return evolve(commit, author="", message="", salt="")


def _wordless(kept: Kept) -> Kept:
    (row,) = masked((kept.row,))
    return kept._replace(salt="", row=row)


def _added(kept: Sequence[Total], more: Iterator[Total]) -> tuple[Total, ...]:
    """Return kept totals with more added to them, ordered by their first eight fields."""
    totals = {total[:8]: total for total in kept}
    for total in more:
        before = totals.get(total[:8], total._replace(sum_minor=0, count=0))
        after = before._replace(sum_minor=before.sum_minor + total.sum_minor, count=before.count + total.count)
        check_total(after.project, after.sum_minor)
        totals[total[:8]] = after
    for total in by_year(totals.values()):
        check_total(total.project, total.sum_minor)
    return tuple(totals[key] for key in sorted(totals))
