from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger import catalog
from ledger.core.money import Currency
from ledger.exporters.projects.project_file import write_project_file
from ledger.importers.projects.project_file import Lookup
from ledger.importers.projects.project_file import read_project_file
from ledger.model.audit.check_level import CheckLevel
from ledger.model.audit.check_level import CheckStage
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.budgets.budget import Stated
from ledger.model.budgets.budget import Units
from ledger.model.budgets.transfer import Transfer
from ledger.model.budgets.transfer import TransferBase
from ledger.model.budgets.transfer import TransferTerms
from ledger.model.claims.retention import Retention
from ledger.model.claims.retention import RetentionBasis
from ledger.model.claims.rhythm import ClaimRhythm
from ledger.model.party import Party
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.project import Project
from ledger.model.project_file import ProjectFile
from ledger.model.source import Component
from ledger.model.source import ShareBasis
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole

SCHEME = catalog.scheme("esf-2007-2013")
PROGRAMME = catalog.programme("esf-2007-2013")
LOOKUP = Lookup(scheme=catalog.scheme, programme=catalog.programme)
CODES = tuple(category.code for category in SCHEME.categories)
PARTIES = (
    Party(id="kommunen", name="Exempelby kommun", orgnr="212000-0000", aliases=("Arbetsmarknadsenheten", 'A "B"')),
    Party(id="af", name="Arbetsförmedlingen"),
    Party(id="esf", name="Svenska ESF-rådet"),
)

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
amounts = st.integers(0, 10**14)
texts = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
    | st.sampled_from("\n\t\"'\\"),
    max_size=30,
).filter(lambda text: text == text.strip() and text)
shares = st.builds(Fraction, st.integers(0, 10**6), st.just(10**6)) | st.fractions(0, 1, max_denominator=999)
quantities = st.fractions(0, 10**6, max_denominator=999) | st.builds(Fraction, st.integers(1, 10**9), st.just(10**4))
units = st.builds(
    Units, quantity=quantities.filter(bool), price_minor=st.integers(0, 10**7), unit=st.none() | st.just("timmar")
)
parties = st.sampled_from([party.id for party in PARTIES])


def maybe(strategy):
    return st.none() | strategy


def some(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


@st.composite
def spans(draw):
    """Two days in order, or only one of them, or none."""
    start, end = sorted((draw(days), draw(days)))
    return draw(st.sampled_from([(start, end), (start, None), (None, end), (None, None)]))


@st.composite
def rhythms(draw):
    """Draw when a source wants its claims; what belongs to periods only where there are any."""
    months, delay = st.integers(1, 36), st.integers(0, 366)
    if draw(st.booleans()):
        return ClaimRhythm(pays_within_days=draw(delay))
    return ClaimRhythm(
        every_months=draw(months),
        begins=draw(maybe(st.dates(date(2000, 1, 1), date(2030, 1, 1)))),
        within_months=draw(maybe(st.integers(0, 36))),
        pays_within_days=draw(maybe(delay)),
    )


@st.composite
def retentions(draw):
    of, share, amount = draw(st.sampled_from(RetentionBasis)), draw(maybe(shares)), draw(maybe(amounts))
    needed = of is RetentionBasis.PAYMENT or not amount
    return Retention(of=of, share=draw(shares) if needed and share is None else share, amount_minor=amount or None)


@st.composite
def sources(draw, id_, takes_rounding):
    share = draw(maybe(shares))
    start, end = draw(spans())
    return Source(
        id=id_,
        party=draw(parties),
        role=draw(st.sampled_from(SourceRole)),
        kind=draw(st.sampled_from(SourceKind)),
        form=draw(st.sampled_from(SourceForm)),
        share=share,
        share_of=None if share is None else draw(st.sampled_from(ShareBasis)),
        cap_minor=draw(maybe(amounts)),
        priority=draw(maybe(st.integers(-5, 5))),
        categories=draw(some(CODES)),
        parts=draw(some(["norr", "soder"])),
        start=start,
        end=end,
        takes_rounding=takes_rounding,
        retention=draw(maybe(retentions())),
        claims=draw(maybe(rhythms())),
        components=tuple(
            draw(st.lists(st.builds(Component, kind=st.sampled_from(SourceKind), share=maybe(shares)), max_size=2))
        ),
    )


@st.composite
def lines(draw, make, name, names):
    """Lines in any order, no cell twice."""
    cell = st.tuples(
        st.sampled_from(names),
        st.sampled_from([(2011, None), (2012, None), (None, "start"), (None, None)]),
        maybe(st.sampled_from(["norr", "soder"])),
    )
    cells = draw(st.lists(cell, unique=True, max_size=6))
    priced = [draw(maybe(units)) for _ in cells]
    return tuple(
        make(
            **{name: named},
            amount_minor=each.amount_minor if each else draw(amounts),
            units=each,
            approximate=draw(st.booleans()),
            year=year,
            phase=phase,
            part=part,
            note=draw(maybe(texts)),
        )
        for (named, (year, phase), part), each in zip(cells, priced, strict=True)
    )


@st.composite
def stated(draw):
    """Printed totals, first of cost, then of support."""
    times = st.lists(
        st.sampled_from([(2011, None), (2012, None), (None, "start"), (None, None)]), unique=True, max_size=3
    )
    return tuple(
        Stated(view=view, amount_minor=draw(amounts), approximate=draw(st.booleans()), year=year, phase=phase)
        for view in ("cost", "support")
        for year, phase in draw(times)
    )


@st.composite
def versions(draw):
    start, end = draw(spans())
    return BudgetVersion(
        state=draw(st.sampled_from(BudgetState)),
        submitted=draw(maybe(days)),
        decided=draw(maybe(days)),
        applies_from=draw(maybe(days)),
        reason=draw(maybe(texts)),
        cost=draw(lines(CostLine, "category", CODES)),
        financing=draw(lines(FinancingLine, "source", ["ett", "tva"])),
        stated=draw(stated()),
        start=start,
        end=end,
        kind=draw(st.sampled_from(BudgetKind)),
        decided_by=draw(maybe(parties)),
        transfers=tuple(draw(st.lists(transfers(), max_size=2))),
        sources=tuple(draw(sources(id_, takes_rounding=False)) for id_ in draw(some(["ett", "tre"]))),
        parts=tuple(
            Part(id=id_, name=draw(texts), owner=draw(maybe(parties))) for id_ in draw(some(["norr", "oster"]))
        ),
        phases=tuple(
            Phase(id=id_, start=date(2011, 1, 1), end=date(2012, 3, 31), name=draw(maybe(texts)))
            for id_ in draw(some(["start", "slut"]))
        ),
    )


@st.composite
def transfers(draw):
    there, here = draw(st.permutations(CODES))[:2]
    year, phase = draw(st.sampled_from([(2011, None), (None, "start"), (None, None)]))
    part = draw(maybe(st.sampled_from(["norr", "soder"])))
    amount = draw(st.integers(1, 10**14))
    return Transfer(from_category=there, to_category=here, amount_minor=amount, year=year, phase=phase, part=part)


@st.composite
def transfer_terms(draw):
    share, amount = draw(maybe(shares)), draw(amounts)
    return TransferTerms(
        share=share,
        base=TransferBase.COST if share is None else draw(st.sampled_from(TransferBase)),
        amount_minor=amount if share is None else draw(maybe(st.just(amount))),
        approver=draw(maybe(parties)),
    )


@st.composite
def project_files(draw):
    start, end = draw(spans())
    programme = draw(maybe(st.just(PROGRAMME)))
    rounding = draw(st.sampled_from([None, "ett", "tva"]))
    project = Project(
        id="exempel-1",
        name=draw(texts),
        scheme=SCHEME.id,
        owner=draw(maybe(parties)),
        performers=draw(some([party.id for party in PARTIES])),
        funder=draw(maybe(parties)),
        programme=programme.id if programme else None,
        area=draw(st.sampled_from(["1", "2", None])) if programme else None,
        phase=draw(maybe(texts)),
        start=start,
        end=end,
        period=draw(maybe(st.sampled_from(["våren 2014", "2 årigt", "tills vidare"]))),
        currency=draw(st.sampled_from([Currency("SEK"), Currency("EUR"), Currency("JPY", 0), Currency("KWD", 3)])),
        required_cofinancing=draw(maybe(shares)),
        attest=draw(st.booleans()),
        check_levels=tuple(
            CheckLevel(id=id_, name=draw(texts), required=draw(maybe(st.sampled_from(CheckStage))))
            for id_ in draw(some(["kontrollant", "myndighet"]))
        ),
        sources=tuple(draw(sources(id_, rounding == id_)) for id_ in ("ett", "tva")),
        parts=(
            Part(id="norr", name=draw(texts), owner=draw(maybe(parties))),
            Part(id="soder", name="Södra delen"),
        ),
        phases=(Phase(id="start", start=date(2011, 1, 1), end=date(2011, 12, 31), name=draw(maybe(texts))),),
        severities=draw(st.sampled_from([(), (("BUD-001", "off"), ("PRJ-001", "note"))])),
        note=draw(maybe(texts)),
        transfers=draw(maybe(transfer_terms())),
    )
    budgets = tuple(draw(st.lists(versions(), max_size=2)))
    return ProjectFile(project=project, parties=PARTIES, budgets=budgets, scheme=SCHEME, programme=programme)


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None)
@given(file=project_files())
def test_what_is_written_reads_as_the_same_facts(file):
    again, findings = read_project_file(write_project_file(file), "again.toml", LOOKUP)

    assert findings == ()
    assert again == file


@pytest.mark.no_cover
@given(file=project_files())
@settings(max_examples=20, deadline=None)
def test_writing_what_was_read_gives_the_same_text(file):
    text = write_project_file(file)
    again, _ = read_project_file(text, "again.toml", LOOKUP)

    assert write_project_file(again) == text


def version(*cost, **more):
    return BudgetVersion(state=BudgetState.DRAFT, cost=cost, **more)


def written(*budgets):
    project = Project(id="exempel", name="Exempel", scheme=SCHEME.id)
    file = ProjectFile(project=project, parties=(), budgets=budgets, scheme=SCHEME)
    again, findings = read_project_file(write_project_file(file), "again.toml", LOOKUP)
    assert (again, findings) == (file, ())
    return write_project_file(file).partition("\n\n")[2]


def test_a_budget_by_year_is_written_as_a_compact_table():
    line = CostLine(category="lon", amount_minor=550_000_00, year=2020)
    other = attrs.evolve(line, category="materiel", amount_minor=1_234_50, year=None, approximate=True)

    assert written(
        version(line, attrs.evolve(line, year=2021), other, stated=(Stated(view="cost", amount_minor=500),))
    ) == (
        '[[budget]]\nstate = "draft"\n\n'
        "[budget.cost]\n"
        'lon      = { 2020 = "550 000", 2021 = "550 000" }\n'
        'materiel = { total = "cirka 1 234,50" }\n\n'
        '[budget.stated]\ncost = "5"\n'
    )


def test_lines_with_more_than_category_and_year_are_written_out():
    line = CostLine(category="lon", amount_minor=100, year=2020, note='halvtid "50 %"')

    assert written(version(line)) == (
        '[[budget]]\nstate = "draft"\n\n'
        '[[budget.line]]\ncategory = "lon"\nyear = 2020\namount = "1"\nnote = "halvtid \\"50 %\\""\n'
    )


def test_lines_that_a_compact_table_would_reorder_are_written_out():
    first, second = (CostLine(category=code, amount_minor=100, year=2020) for code in ("lon", "resa"))

    text = written(version(first, second, attrs.evolve(first, year=2021)))

    assert "[budget.cost]" not in text
    assert text.count("[[budget.line]]") == 3


@pytest.mark.parametrize("name", ["ett\ntvå", 'citat " och \\', "a\u2028b", "😀", "= [tabell]", "#"])
def test_a_name_is_kept_whatever_it_holds(name):
    project = Project(id="exempel", name=name, scheme=SCHEME.id)
    file = ProjectFile(project=project, parties=(), budgets=(), scheme=SCHEME)

    assert read_project_file(write_project_file(file), "again.toml", LOOKUP) == (file, ())
