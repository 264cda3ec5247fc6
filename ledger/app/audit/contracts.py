"""Contracts into a book: entered when signed, their value changed by a later word, costs tied to them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.named import exact_minor
from ledger.app.selection import refuse_absent
from ledger.app.selection import refuse_blank
from ledger.core.digits import next_number
from ledger.core.money import Money
from ledger.core.period import check_day
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import ContractDaysError
from ledger.errors import ContractTwiceError
from ledger.errors import NoContractError
from ledger.errors import NotOfContractError
from ledger.errors import TiedElsewhereError
from ledger.errors import UnknownContractError
from ledger.model.audit.contract import Contract
from ledger.model.audit.contract import ContractChange
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.corrections.attestation import Replacement
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.model.view import View
from ledger.rules.contracts import contract_costs
from ledger.rules.corrections import attest
from ledger.rules.totals import COST_SIGNS

if TYPE_CHECKING:
    from ledger.reports.table import Table

FACT = "contract"
"""Kind of the facts that contracts leave, one for each id; the last one holds."""

_NUMBER, _KIND, _REVERSES = (COLUMNS.index(name) for name in ("number", "kind", "reverses"))


@frozen(kw_only=True)
class ContractSigned:
    """What is said of a contract when it is entered.

    Attributes:
        number: Its id; the next free whole number if empty.
        supplier: Who delivers.
        procedure: How it was procured.
        value: Its value, as people write it.
        signed_on: When it was signed.
        start: First day of what it covers.
        end: Last day of what it covers.
        reference: Case number.
        text: What is bought.
    """

    number: str = ""
    supplier: str
    procedure: str
    value: str
    signed_on: date
    start: date | None = None
    end: date | None = None
    reference: str | None = None
    text: str | None = None


@frozen(kw_only=True)
class ContractChanged:
    """What is said of a change of a contract.

    Attributes:
        value: What it is worth in all from then on, as people write it.
        reason: Why.
        on: The day; today unless given.
        end: Its new last day; the old one unless given.
    """

    value: str
    reason: str
    on: date | None = None
    end: date | None = None


@frozen(kw_only=True)
class ContractKept:
    """A contract after something was done with it.

    Attributes:
        contract: The contract as kept.
        value: What it is worth.
        cost: What has been spent on it.
        left: What is left; negative where more has been spent.
    """

    contract: Contract
    value: Money
    cost: Money
    left: Money


def add_contract(book: Book, project: str, signed: ContractSigned) -> ContractKept:
    """Enter a contract.

    Args:
        book: The book.
        project: Project id.
        signed: What is said of it.

    Raises:
        UnknownProjectError: The book has no such project.
        ContractTwiceError: The number is taken.
        ContractDaysError: It ends before it begins.
        LedgerError: The value cannot be read.
    """
    check_day(signed.signed_on)

    def made(found: Dossier, held: Mapping[str, Contract]) -> Contract:
        id_ = signed.number or next_number(held)
        if id_ in held:
            raise ContractTwiceError(project=project, contract=id_)
        if signed.start and signed.end and signed.end < signed.start:
            raise ContractDaysError(start=signed.start, end=signed.end)
        return Contract(
            id=id_,
            supplier=signed.supplier,
            procedure=signed.procedure,
            value_minor=exact_minor(found, "--value", signed.value),
            signed_on=signed.signed_on,
            start=signed.start,
            end=signed.end,
            reference=signed.reference,
            text=signed.text,
        )

    return _keep(book, project, made)


def change_contract(book: Book, project: str, id_: str, said: ContractChanged) -> ContractKept:
    """Take down what a contract is worth from now on, as when an option is taken up.

    Args:
        book: The book.
        project: Project id.
        id_: The contract's number.
        said: What is said of the change.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownContractError: The project has no such contract.
        ContractDaysError: It would end before it begins.
        LedgerError: The value cannot be read.
    """
    refuse_blank(project, said.reason)

    def made(found: Dossier, held: Mapping[str, Contract]) -> Contract:
        contract = _held(held, project, id_)
        if said.end and contract.start and said.end < contract.start:
            raise ContractDaysError(start=contract.start, end=said.end)
        minor = exact_minor(found, "--value", said.value)
        change = ContractChange(on=said.on or book.today, value_minor=minor, reason=said.reason)
        return evolve(contract, changes=(*contract.changes, change), end=said.end or contract.end)

    return _keep(book, project, made, message=said.reason)


def tie_contract(book: Book, project: str, id_: str, numbers: Sequence[int]) -> ContractKept:
    """Say that costs belong to a contract; what reverses or replaces them follows by itself.

    Args:
        book: The book.
        project: Project id.
        id_: The contract's number.
        numbers: Numbers of entries.

    Raises:
        UnknownContractError: The project has no such contract.
        UnknownEntryError: The project has no such entry.
        NotOfContractError: It is no cost, or reverses one.
        TiedElsewhereError: It belongs to another contract.
    """

    def made(found: Dossier, held: Mapping[str, Contract]) -> Contract:
        contract = _held(held, project, id_)
        _refuse_others(book, found, held, contract, numbers)
        return evolve(contract, entries=attest.spans({*attest.numbers(contract.entries), *numbers}))

    return _keep(book, project, made)


def untie_contract(book: Book, project: str, id_: str, numbers: Sequence[int]) -> ContractKept:
    """Say that costs do not belong to a contract after all.

    Args:
        book: The book.
        project: Project id.
        id_: The contract's id in the project.
        numbers: Numbers of the entries.

    Raises:
        UnknownContractError: The project has no such contract.
        NotOfContractError: One of them does not.
    """

    def made(_: Dossier, held: Mapping[str, Contract]) -> Contract:
        contract = _held(held, project, id_)
        own = set(attest.numbers(contract.entries))
        for number in numbers:
            if number not in own:
                raise NotOfContractError(entry=number, project=project, contract=id_)
        return evolve(contract, entries=attest.spans(own.difference(numbers)))

    return _keep(book, project, made)


def contracts_of(book: Book, project: str) -> tuple[Contract, ...]:
    """Return a project's contracts in the order in which they came, each as its latest fact says."""
    held = {fact.key: fact.body for _, fact in book.store.facts(project, FACT)}
    return tuple(from_json(Contract, body) for body in held.values())


def replaces_of(book: Book, project: str) -> dict[int, int]:
    """Return by number of an entry that took another one's place the other one's number."""
    replaced = (from_json(Replacement, fact.body) for _, fact in book.store.facts(project, "replacement"))
    return {each.entry: each.replaces for each in replaced}


def contracts_table(book: Book, project: str, view: View) -> Table:
    """Return a project's contracts with what has been spent on them.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    from ledger.reports.audit.contracts import contracts as contracts_report  # noqa: PLC0415 - checks ask for no table

    found, held = dossier(book, project, view), contracts_of(book, project)
    costs = contract_costs(held, book.store.entries(project), replaces_of(book, project))
    return contracts_report(found, costs, view)


def _keep(
    book: Book, project: str, made: Callable[[Dossier, Mapping[str, Contract]], Contract], message: str = ""
) -> ContractKept:
    """Append the contract that is made of what the book holds, and tell how it stands."""
    done: list[ContractKept] = []

    def draw_up() -> Sequence[Draft]:
        found = dossier(book, project, View(today=book.today))
        contract = made(found, {each.id: each for each in contracts_of(book, project)})
        # How it will stand is reckoned before it is booked, for afterwards nothing is read.
        (spent,) = contract_costs((contract,), book.store.entries(project), replaces_of(book, project))
        value, cost, left = (
            Money(minor, found.project.currency) for minor in (contract.worth_minor, spent.cost_minor, spent.left_minor)
        )
        done[:] = [ContractKept(contract=contract, value=value, cost=cost, left=left)]
        fact = Fact(FACT, contract.id, to_json(contract))
        return (Draft(after=found.head, kind=CommitKind.CONTRACT, batch=batch, message=message, facts=(fact,)),)

    batch = book.batch()
    again(book, draw_up)
    return done[0]


def _held(held: Mapping[str, Contract], project: str, id_: str) -> Contract:
    if id_ not in held:
        if not held:
            raise NoContractError(project=project, contract=id_)
        raise UnknownContractError(project=project, contract=id_, known=", ".join(held))
    return held[id_]


def _refuse_others(
    book: Book, found: Dossier, held: Mapping[str, Contract], contract: Contract, numbers: Sequence[int]
) -> None:
    """Refuse entries that cannot belong to a contract."""
    project = found.project.id
    refuse_absent(project, numbers, found.head.entries)
    other = {number: each.id for each in held.values() for number in attest.numbers(each.entries)}
    for number in numbers:
        if other.get(number, contract.id) != contract.id:
            raise TiedElsewhereError(entry=number, project=project, other=other[number], contract=contract.id)
    for number in _no_costs(book, project, frozenset(numbers)):
        raise NotOfContractError(entry=number, project=project, contract=contract.id)


def _no_costs(book: Book, project: str, numbers: frozenset[int]) -> Iterator[int]:
    """Yield those of some entries that are no cost, or that follow what they reverse."""
    for row in book.store.entries(project):
        if row[_NUMBER] in numbers and (row[_KIND] not in COST_SIGNS or row[_REVERSES] is not None):
            yield row[_NUMBER]
