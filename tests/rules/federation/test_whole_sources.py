from __future__ import annotations

import attrs

from ledger.model.budgets.budget import FinancingLine
from ledger.model.federation.consolidation import NOBODY
from ledger.model.federation.consolidation import OTHERS
from ledger.model.federation.federation import Federation
from ledger.model.federation.federation import Member
from ledger.model.federation.federation import MemberGroup
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.rules.consolidate import to_common
from ledger.rules.federation.project_figures import earned_of
from ledger.rules.federation.project_figures import forecasts_of
from ledger.rules.federation.whole import whole
from ledger.rules.federation.whole_forecast import payer_forecast
from ledger.rules.federation.whole_sources import source_sums
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier

VIEW = View(today=TODAY)
FEDERATION = Federation(name="F", party="f")


def test_without_a_budget_only_cost_falls_on_who_pays():
    found = whole((dossier(versions=()),), FEDERATION, VIEW)

    sums = source_sums(found, FEDERATION, VIEW, Dimension.SOURCE, earned_of(found, VIEW))

    assert not any("budget_minor" in figures for figures in sums.values())
    assert forecasts_of(found, VIEW) == {}
    assert payer_forecast(found, FEDERATION, Dimension.SOURCE, {}, {}) == {}


def test_what_a_source_promised_that_the_project_does_not_know_is_nobody_s():
    stranger = FinancingLine(source="okand", amount_minor=7_00, year=2020)
    version = attrs.evolve(DECIDED, financing=(*DECIDED.financing, stranger))

    def nobody(each):
        found = whole((dossier(versions=(each,)),), FEDERATION, VIEW)
        sums = source_sums(found, FEDERATION, VIEW, Dimension.SOURCE, earned_of(found, VIEW))
        return sums.get(NOBODY, {}).get("budget_minor", 0)

    assert nobody(version) == nobody(DECIDED)


def test_members_stand_alone_and_all_others_together():
    member = Member(id="m", party=dossier().project.sources[0].party, group=MemberGroup.STATE)
    federation = attrs.evolve(FEDERATION, members=(member,))

    found = whole((dossier(),), federation, VIEW)
    sums = source_sums(found, federation, VIEW, Dimension.MEMBER, earned_of(found, VIEW))

    assert {member.id, OTHERS} <= {*sums} <= {member.id, OTHERS, NOBODY}


def test_a_scheme_s_own_categories_stand_for_themselves():
    scheme = dossier().scheme

    assert to_common(scheme, None, scheme)("personal") == "personal"
