"""What has been spent on contracts, however it was corrected."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ledger.model.audit.contract import Contract
from ledger.model.audit.contract import ContractChange
from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.rules.contracts import ContractCost
from ledger.rules.contracts import contract_costs
from ledger.rules.corrections.attest import spans

SIGNED = date(2021, 1, 1)


def contract(id_="1", entries=(), **facts):
    held = {"supplier": "Leverantören AB", "procedure": "direktupphandling", "value_minor": 1000, "signed_on": SIGNED}
    return Contract(id=id_, entries=spans(entries), **{**held, **facts})


def entry(number, minor, day=1, **facts):
    booked = date(2021, 1, day)
    held = {"project": "p", "category": "c", "number": number, "amount_minor": minor, "booked_on": booked}
    return to_row(Entry(**{**held, "belongs_to": booked, **facts}))


def test_reversals_and_what_was_moved_follow_what_they_correct():
    rows = [entry(1, 300), entry(2, 500), entry(3, -300, reverses=1), entry(4, 300), entry(5, 7)]

    (spent,) = contract_costs([contract(entries=(1, 2))], rows, {4: 1})

    assert (spent.entries, spent.cost_minor, spent.left_minor) == (((1, 4),), 800, 200)


def test_the_latest_word_on_the_value_counts():
    changed = contract(changes=(ContractChange(on=SIGNED, value_minor=1500, reason="option"),))

    assert (changed.worth_minor, ContractCost(contract=changed).left_minor) == (1500, 1500)


def test_costs_outside_the_days_are_told_unless_they_were_reversed():
    rows = [entry(1, 5, 1), entry(2, 5, 9), entry(3, 5, 10), entry(4, -5, 10, reverses=3), entry(5, 5, 11)]
    held = contract(entries=(1, 2, 3, 5), start=date(2021, 1, 2), end=date(2021, 1, 9))

    (spent,) = contract_costs([held], rows, {})

    assert spent.outside == ((1, 1), (5, 5))


def test_income_lowers_what_a_contract_has_cost():
    rows = [entry(1, 100), entry(2, 30, kind=EntryKind.INCOME)]

    (spent,) = contract_costs([contract(entries=(1, 2))], rows, {})

    assert spent.cost_minor == 70


@given(
    st.lists(st.tuples(st.integers(-500, 500).filter(bool), st.sampled_from(["", "1", "2"]), st.booleans()), max_size=9)
)
def test_contracts_share_all_tied_cost_and_a_reversed_one_costs_nothing(found):
    rows = [entry(number, minor) for number, (minor, _, _) in enumerate(found, start=1)]
    last = len(rows)
    for number, (minor, _, undone) in enumerate(found, start=1):
        if undone:
            last += 1
            rows.append(entry(last, -minor, reverses=number))
    held = [contract(id_, [at for at, (_, of, _) in enumerate(found, start=1) if of == id_]) for id_ in ("1", "2")]

    costs = contract_costs(held, rows, {})

    assert [each.cost_minor for each in costs] == [
        sum(minor for minor, of, undone in found if of == id_ and not undone) for id_ in ("1", "2")
    ]
    assert not {number for first, end in costs[0].entries for number in range(first, end + 1)}.intersection(
        number for first, end in costs[1].entries for number in range(first, end + 1)
    )
