from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ledger.model.federation.federation import Member
from ledger.model.federation.federation import MemberGroup
from ledger.model.federation.federation import MemberYear
from ledger.rules.federation.membership import member_shares


def member(id_, group):
    return Member(id=id_, party=id_, group=group)


STATE = member("fk", MemberGroup.STATE)
REGION = member("regionen", MemberGroup.REGION)
TOWNS = tuple(member(id_, MemberGroup.MUNICIPALITY) for id_ in ("by", "stad", "vik"))


def amounts(shares):
    return {share.member.id: share.amount_minor for share in shares}


def test_the_state_pays_half_and_the_others_a_quarter_each():
    year = MemberYear(year=2021, total_minor=1_700_000_00, municipal_key=(("by", Fraction(2)), ("stad", Fraction(1))))

    found = member_shares((STATE, REGION, *TOWNS), year)

    assert amounts(found) == {
        "fk": 850_000_00,
        "regionen": 425_000_00,
        "by": 283_333_33,
        "stad": 141_666_67,
        "vik": 0,
    }
    assert found[2].exact == Fraction(850_000_00, 3)


def test_municipalities_may_agree_on_amounts():
    year = MemberYear(year=2021, total_minor=400_00, municipal_amounts=(("by", 70_00), ("vik", 30_00)))

    assert amounts(member_shares((STATE, REGION, *TOWNS), year)) == {
        "fk": 200_00,
        "regionen": 100_00,
        "by": 70_00,
        "stad": 0,
        "vik": 30_00,
    }


def test_a_decision_on_amounts_goes_before_the_law_which_stands_beside_it():
    year = MemberYear(year=2021, total_minor=100_00, amounts=(("fk", 60_00), ("regionen", 40_00)))

    found = member_shares((STATE, REGION), year)

    assert [(share.amount_minor, share.lawful_minor) for share in found] == [(60_00, 50_00), (40_00, 25_00)]


def test_a_group_that_has_not_said_how_it_splits_has_no_lawful_figure():
    found = member_shares((STATE, REGION, *TOWNS), MemberYear(year=2021, total_minor=400))

    assert [share.lawful_minor for share in found] == [200, 100, None, None, None]
    assert [share.exact for share in found][2:] == [None, None, None]


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=5),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=8),
)
def test_shares_add_up_and_each_group_has_the_law_s_part_to_the_minor_unit(total, regions, towns):
    rs = [member(f"r{at}", MemberGroup.REGION) for at in range(len(regions))]
    ts = [member(f"t{at}", MemberGroup.MUNICIPALITY) for at in range(len(towns))]
    year = MemberYear(
        year=2021,
        total_minor=total,
        region_key=tuple((each.id, Fraction(weight)) for each, weight in zip(rs, regions, strict=True)),
        municipal_key=tuple((each.id, Fraction(weight)) for each, weight in zip(ts, towns, strict=True)),
    )

    found = member_shares((STATE, *rs, *ts), year)

    assert sum(share.amount_minor for share in found) == total
    groups = {group: sum(s.amount_minor for s in found if s.member.group is group) for group in MemberGroup}
    assert abs(groups[MemberGroup.STATE] - Fraction(total, 2)) < 1
    assert abs(groups[MemberGroup.REGION] - Fraction(total, 4)) < 1
    assert abs(groups[MemberGroup.MUNICIPALITY] - Fraction(total, 4)) < 1
