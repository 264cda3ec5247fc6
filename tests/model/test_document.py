"""Facts as canonical JSON: the same facts come back, and what is no fact is refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import UnreadableFactError
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.project import Project
from ledger.model.source import Component
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole

SOURCE = Source(
    id="esf",
    party="esf",
    role=SourceRole.SUPPORT,
    kind=SourceKind.EU,
    form=SourceForm.GRANT,
    share=Fraction(23, 50),
    takes_rounding=True,
    categories=("personal", "lokal"),
    components=(Component(kind=SourceKind.EU, share=Fraction(2, 3)), Component(kind=SourceKind.STATE)),
)
PROJECT = Project(
    id="stegen",
    name="Stegen",
    scheme="generell",
    start=date(2021, 1, 1),
    sources=(SOURCE,),
    severities=(("BUDGET-001", "off"), ("OWNER-001", "stop")),
)

LINES = st.builds(
    CostLine,
    category=st.text(max_size=5),
    amount_minor=st.integers(0, 10**15),
    approximate=st.booleans(),
    year=st.none() | st.integers(2000, 2100),
    note=st.none() | st.text(max_size=5),
)


def test_a_project_comes_back_with_all_its_kinds_of_values():
    assert from_json(Project, to_json(PROJECT)) == PROJECT


@given(
    st.builds(
        BudgetVersion,
        state=st.sampled_from(BudgetState),
        decided=st.none() | st.dates(),
        cost=st.lists(LINES, max_size=3).map(tuple),
    )
)
def test_a_budget_version_comes_back(version):
    assert from_json(BudgetVersion, to_json(version)) == version


def test_a_fact_written_before_a_field_existed_has_its_default():
    assert from_json(CostLine, '{"amount_minor":100,"category":"personal"}') == CostLine(
        category="personal", amount_minor=100
    )


def test_a_value_that_is_said_to_be_nothing_is_nothing():
    body = to_json(attrs.evolve(PROJECT, note="x")).replace('"note":"x"', '"note":null')

    assert from_json(Project, body) == PROJECT


@pytest.mark.parametrize(
    "body",
    [
        '{"amount_minor":"100","category":"personal"}',
        '{"amount_minor":100.0,"category":"personal"}',
        '{"amount_minor":true,"category":"personal"}',
        '{"amount_minor":100,"category":7}',
        '{"amount_minor":100}',
        '{"amount_minor":100,"category":"personal","colour":"red"}',
        "[]",
        "7",
        "no JSON at all",
    ],
    ids=[
        "whose amount is a text",
        "whose amount is a float",
        "whose amount is a truth value",
        "whose category is a number",
        "without a category",
        "with a field that nobody knows",
        "that is a list",
        "that is a number",
        "that is no JSON",
    ],
)
def test_a_line_is_refused(body):
    with pytest.raises(UnreadableFactError):
        from_json(CostLine, body)
