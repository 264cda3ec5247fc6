from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.access import Access
from ledger.model.access import Role
from ledger.rules.access import grant_words
from ledger.rules.access import granted
from ledger.rules.access import joined
from ledger.rules.access import lacking
from ledger.rules.access import revoke_words

LOGINS = st.text(min_size=1, max_size=8)
PROJECTS = st.lists(st.sampled_from(("bro", "stegen", "tornet")), unique=True).map(sorted).map(tuple)
ACCESSES = st.builds(Access, login=LOGINS, role=st.sampled_from(Role), projects=PROJECTS)
STEPS = st.lists(st.tuples(ACCESSES, st.booleans()), max_size=12)


def economist(login, *projects):
    return Access(login=login, role=Role.ECONOMIST, projects=projects)


@given(ACCESSES)
def test_a_grant_is_read_as_it_was_written_whatever_the_login_is_called(access):
    assert granted([grant_words(access)]) == (access,)


@given(STEPS)
def test_each_step_is_told_as_if_taken_one_by_one(steps):
    """Against a plain count by login, role and project."""
    held = set()
    words = []
    for access, taken in steps:
        if taken:
            held = {each for each in held if each[0] != access.login}
            words.append(revoke_words(access.login))
        else:
            held |= {(access.login, access.role, project) for project in access.projects or ("",)}
            words.append(grant_words(access))

    found = granted(words)

    assert {(each.login, each.role) for each in found} == {each[:2] for each in held}
    for each in found:
        named = {project for login, role, project in held if (login, role) == (each.login, each.role)}
        assert each.projects == (() if "" in named else tuple(sorted(named)))


@given(st.lists(ACCESSES, max_size=6), st.lists(ACCESSES, max_size=6))
def test_with_what_is_lacking_all_that_was_told_is_given(told, given_):
    told, given_ = joined(told, ()), joined(given_, ())

    assert lacking(told, joined(given_, lacking(told, given_))) == ()
    assert lacking(told, told) == ()


@pytest.mark.parametrize("words", ["", "grant", "grant anna", "grant anna king", "revoke", "hej", "grant 'anna"])
def test_words_that_are_no_step_are_passed_over(words):
    assert granted([grant_words(economist("bo", "bro")), words]) == (economist("bo", "bro"),)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param((), economist("anna", "bro", "stegen"), id="nothing given"),
        pytest.param((economist("anna", "bro"),), economist("anna", "stegen"), id="one of two projects"),
        pytest.param((Access(login="anna", role=Role.READER),), economist("anna", "bro", "stegen"), id="another role"),
        pytest.param((economist("bo", "bro", "stegen"),), economist("anna", "bro", "stegen"), id="somebody else"),
    ],
)
def test_what_is_lacking_is_told_by_project(given_, expected):
    assert lacking((economist("anna", "bro", "stegen"),), given_) == (expected,)


def test_whoever_reads_everything_lacks_no_project_and_one_who_reads_some_lacks_the_rest():
    everything, some = (Access(login="eva", role=Role.READER, projects=ids) for ids in ((), ("bro",)))

    assert lacking((some,), (everything,)) == ()
    assert lacking((everything,), (some,)) == (everything,)
