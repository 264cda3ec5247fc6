"""Bodies that files name, found among those that a book knows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.app.parties import KnownParties
from ledger.app.parties import settle_parties
from ledger.errors import PartyDiffersError
from ledger.model.document import from_json
from ledger.model.party import Party

NAMES = ("Kommunen", "KOMMUNEN", "Regionen", "Fonden", "a", "b")
PARTIES = st.builds(
    Party,
    id=st.sampled_from("abcd"),
    name=st.sampled_from(NAMES),
    orgnr=st.sampled_from((None, "212000-0000")),
    aliases=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
)


def one_file_after_the_other(known, files):
    """Settle each file among what is known after the one before, everything gathered anew."""
    told = []
    for file in files:
        renamed, facts = settle_parties(file, known, "fil.toml")
        told.append((renamed, facts))
        known = known | {fact.key: from_json(Party, fact.body) for fact in facts}
    return told


def outcome(settle):
    try:
        return settle()
    except PartyDiffersError as error:
        return str(error)


@given(
    known=st.lists(PARTIES, max_size=4, unique_by=lambda party: party.id),
    files=st.lists(st.lists(PARTIES, max_size=3, unique_by=lambda party: party.id), max_size=4),
)
def test_what_is_learnt_from_a_file_counts_for_the_next(known, files):
    held = {party.id: party for party in known}
    learning = KnownParties(held)

    told = outcome(lambda: [learning.settle(file, "fil.toml") for file in files])

    assert told == outcome(lambda: one_file_after_the_other(held, files))
