"""Records are what attrs would have made of the same classes."""

from __future__ import annotations

import copy
import inspect
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.record import evolve
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.record import is_record


@frozen(kw_only=True)
class Ours:
    code: str
    amount: int = 0
    names: tuple[str, ...] = ()
    seen: int = field(default=3, eq=False)
    log: list[str] = field(factory=list, eq=False, repr=False)
    kept: dict[str, int] = field(factory=dict, init=False, eq=False)

    def __attrs_post_init__(self):
        if self.amount < 0:
            raise ValueError(self.amount)

    @property
    def twice(self):
        return 2 * self.amount


@attrs.frozen(kw_only=True)
class Theirs:
    code: str
    amount: int = 0
    names: tuple[str, ...] = ()
    seen: int = attrs.field(default=3, eq=False)
    log: list[str] = attrs.field(factory=list, eq=False, repr=False)
    kept: dict[str, int] = attrs.field(factory=dict, init=False, eq=False)

    def __attrs_post_init__(self):
        if self.amount < 0:
            raise ValueError(self.amount)


@frozen
class Placed:
    first: str
    second: int = 2

    def __str__(self):
        return self.first


VALUES = st.fixed_dictionaries(
    {"code": st.text(max_size=3)},
    optional={
        "seen": st.integers(3, 4),
        "amount": st.integers(0, 2),
        "names": st.lists(st.text(max_size=1), max_size=2).map(tuple),
    },
)


@given(VALUES, VALUES)
def test_records_are_equal_hashed_and_shown_like_those_of_attrs(one, other):
    ours, theirs = (Ours(**one), Ours(**other)), (Theirs(**one), Theirs(**other))

    assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])
    assert ours[0] != theirs[0]
    assert (hash(ours[0]) == hash(ours[1])) >= (ours[0] == ours[1])
    assert [repr(each) for each in ours] == [repr(each).replace("Theirs", "Ours") for each in theirs]
    assert [attrs.asdict(each) for each in ours] == [attrs.asdict(each) for each in theirs]
    assert evolve(ours[0], **other) == attrs.evolve(ours[0], **other) == Ours(**(one | other))
    assert pickle.loads(pickle.dumps(ours[0])) == copy.copy(ours[0]) == copy.deepcopy(ours[0]) == ours[0]  # noqa: S301


def test_attrs_describes_their_fields_as_its_own():
    described = ("name", "default", "eq", "repr", "type", "kw_only", "init")

    def of(kind):
        return [[getattr(each, name) for name in described] for each in attrs.fields(kind)]

    assert of(Ours) == of(Theirs)
    assert attrs.has(Placed)


def test_they_are_made_with_the_same_signature():
    assert str(inspect.signature(Placed)) == "(first: 'str', second: 'int' = 2) -> 'None'"
    assert list(inspect.signature(Ours).parameters) == list(inspect.signature(Theirs).parameters)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, TypeError),
        ({"code": "a", "cod": 1}, TypeError),
        ({"code": "a", "kept": {}}, TypeError),
        ({"code": "a", "amount": -1}, ValueError),
    ],
    ids=[
        "a value that is missing",
        "a field that is not there",
        "a field that nobody gives",
        "what the class itself refuses",
    ],
)
def test_refuses(values, error):
    for kind in (Ours, Theirs):
        with pytest.raises(error):
            kind(**values)


def test_fields_by_place_only_where_the_class_takes_them():
    assert Placed("a", 3) == Placed("a", second=3)
    assert str(Placed("a")) == "a"
    with pytest.raises(TypeError):
        Ours("a")
    match Placed("b"):
        case Placed(first, 2):
            assert first == "b"


def test_nothing_can_be_changed_or_added():
    for record in (Ours(code="a"), Placed("a")):
        for change in (lambda: setattr(record, "code", "b"), lambda: delattr(record, "code")):  # noqa: B023
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                change()
        assert not hasattr(record, "__dict__")


def test_what_is_made_anew_is_each_record_s_own_and_goes_along_when_fields_change():
    one, other = Ours(code="a"), Ours(code="a")
    one.log.append("x")

    assert (other.log, one == other) == ([], True)
    assert evolve(one, code="b").log is one.log
    one.kept["x"] = 1
    assert (other.kept, evolve(one, code="b").kept) == ({}, {})
    assert one.twice == 0


def test_fields_of_records_that_attrs_has_made_change_as_well():
    assert evolve(Theirs(code="a"), code="b") == Theirs(code="b")


def test_a_record_is_told_from_other_types():
    assert is_record(Ours)
    assert is_record(Theirs)
    assert not is_record(str)
    assert not is_record(tuple[str, ...])
