"""The example projects: what their documents say stays as it is, and what is made up ties with it to the öre."""

from __future__ import annotations

import functools
from datetime import date

import pytest

from ledger import catalog
from ledger.core.finding import Finding
from ledger.core.finding import Severity
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.csv_file import read_csv
from ledger.importers.projects.project_file import Lookup
from ledger.importers.projects.project_file import read_project_file
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry_kind import COST_KINDS
from ledger.model.head import Head
from ledger.model.totals import Basis
from ledger.rules.budget import compare_stated
from ledger.rules.budget import in_force
from ledger.rules.checks import Case
from ledger.rules.checks import check
from ledger.rules.totals import count

FIXTURES = catalog.fixtures()
PROJECTS = sorted([*FIXTURES.glob("*/project.toml"), *FIXTURES.glob("*/projects/*.toml")])
ACTUALS = sorted(FIXTURES.glob("*/actuals.csv"))
TODAY = date(2026, 1, 31)

LOOKUP = Lookup(
    scheme=catalog.scheme,
    programme=catalog.programme,
    scheme_names=catalog.scheme_ids(),
    programme_names=catalog.programme_ids(),
)

FROM_PROJECT_BANK = {
    # project: total budget, ESF support, first day, last day, co-financiers
    "resursmodellen": (2_394_281_000, 993_049_500, date(2012, 1, 1), date(2014, 12, 31), 5),
    "torget": (34_063_000, 20_370_000, date(2009, 2, 1), date(2009, 7, 31), 3),
    "livsval": (27_756_900, 21_086_500, date(2009, 1, 1), date(2009, 2, 9), 9),
}

TOLD = {
    "pas": ["BUD-001", "BUD-002", "STA-001", "AMO-001", "BUD-004"],
    "resursmodellen": ["BUD-002", "OWN-002"],
    "torget": ["BUD-002", "OWN-001"],
    "livsval": [],
    "komjobb": ["AMO-002", "AMO-003", "PER-003"],
    "mus": ["AMO-002", "BUD-004", "PER-003"],
    "k2": ["OWN-001", "BUD-003", "PER-003"],
    "krokom": ["BUD-003"],
}


def name(path):
    return path.parent.name if path.name == "project.toml" else path.stem


@functools.cache
def read_project(path):
    return read_project_file(path.read_text(encoding="utf-8"), path.name, LOOKUP)


@functools.cache
def read_actuals(path):
    files = [read_project(each)[0] for each in PROJECTS if path.parent in each.parents]
    targets = {
        file.project.id: Target(project=file.project, scheme=file.scheme, parties=file.parties) for file in files
    }
    only = next(iter(targets)) if len(targets) == 1 else None
    with path.open("rb") as stream:
        return tuple(read_csv(stream, file=path.name, targets=targets, project=only))


def case(project):
    """Return the case of a project with its actuals, numbered in the order of their file."""
    path = next(path for path in PROJECTS if name(path) == project)
    actuals = path.parent / "actuals.csv" if path.name == "project.toml" else path.parent.parent / "actuals.csv"
    file, _ = read_project(path)
    at = COLUMNS.index("number")
    own = (row for row in read_actuals(actuals) if row[COLUMNS.index("project")] == project)
    rows = tuple((*row[:at], number, *row[at + 1 :]) for number, row in enumerate(own, start=1))
    dossier = Dossier(
        project=file.project,
        scheme=file.scheme,
        programme=file.programme,
        parties=file.parties,
        versions=file.budgets,
        totals=count(rows, Basis.BOOKED, None, None),
        head=Head(scope=project, entries=len(rows)),
    )
    return Case(dossier=dossier, entries=lambda: rows, today=TODAY)


def found_in(project):
    return {finding.code: finding for finding in check(case(project))}


def minor(finding, slot):
    return dict(finding.values)[slot].minor


@pytest.mark.parametrize("path", PROJECTS, ids=name)
def test_a_project_file_reads_without_findings_under_the_name_of_its_place(path):
    file, findings = read_project(path)

    assert findings == ()
    assert file.project.id == name(path)


@pytest.mark.parametrize("path", ACTUALS, ids=lambda path: path.parent.name)
def test_actuals_read_without_findings(path):
    rows = read_actuals(path)

    assert [row for row in rows if isinstance(row, Finding)] == []
    assert len(rows) > 30


@pytest.mark.parametrize("path", PROJECTS, ids=name)
def test_nothing_about_a_project_stops(path):
    assert [finding for finding in check(case(name(path))) if finding.severity is Severity.STOP] == []


@pytest.mark.parametrize("project", TOLD)
def test_a_check_tells_what_the_documents_leave_open(project):
    assert sorted(found_in(project)) == sorted(TOLD[project])


def test_the_wrong_sum_of_pas_is_told_with_both_figures():
    (finding,) = [finding for finding in check(case("pas")) if finding.code == "STA-001"]

    assert finding.place.key == "budget.1.stated.cost.2020"
    assert (minor(finding, "printed"), minor(finding, "computed")) == (73_500_000, 63_500_000)


def test_torget_has_no_owner_and_resursmodellen_s_owner_is_a_co_financier():
    assert case("torget").project.owner is None
    assert dict(found_in("resursmodellen")["OWN-002"].values) == {"owner": "Samordningsförbundet Östra Södertörn"}


@pytest.mark.parametrize("project", FROM_PROJECT_BANK)
def test_budget_and_support_are_the_project_bank_s_to_the_ore(project):
    total, support, start, end, cofinanciers = FROM_PROJECT_BANK[project]
    known = case(project)
    as_printed, made_up = known.dossier.versions

    assert (known.project.start, known.project.end) == (start, end)
    assert len(known.project.sources) == 1 + cofinanciers
    assert {(each.view, each.amount_minor) for each in as_printed.stated} == {("cost", total), ("support", support)}
    assert [line.amount_minor for line in as_printed.financing] == [support]
    compared = compare_stated(made_up, known.project, known.dossier.scheme)
    assert sorted(each.computed_minor for each in compared) == [support, total]
    assert in_force(known.dossier.versions, TODAY) == made_up
    assert "åhittad" in made_up.reason


@pytest.mark.parametrize("project", FROM_PROJECT_BANK)
def test_what_is_made_up_is_paid_for_in_every_year(project):
    version = case(project).dossier.versions[-1]

    for year in {line.year for line in version.cost}:
        cost = sum(line.amount_minor for line in version.cost if line.year == year)
        assert cost == sum(line.amount_minor for line in version.financing if line.year == year), year


def test_the_approximate_contribution_of_komjobb_is_kept_as_approximate():
    (version,) = case("komjobb").dossier.versions

    assert [(line.source, line.amount_minor, line.approximate) for line in version.financing] == [
        ("forbundet", 60_000_000, False),
        ("af", 60_000_000, True),
    ]


def test_the_parts_of_livsval_bear_their_printed_names():
    assert [part.name for part in case("livsval").project.parts] == [
        "Inslussning via sociala ekonomin/landningsbanor",
        "Individuell plan/Samordningsvinster",
        "Förstärkt koppling rehabilitering och utbildning/arbete",
        "Etablering av sociala arbetskooperativ och stödjande konsortie",
    ]


def test_the_catalogue_has_all_of_its_eighteen_projects():
    assert len([path for path in PROJECTS if path.parent.parent.name == "finsam-katalog"]) == 18


@pytest.mark.parametrize("path", ACTUALS, ids=lambda path: path.parent.name)
def test_actuals_show_what_actuals_look_like(path):
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in read_actuals(path)]
    costs = [row for row in rows if row["kind"] in COST_KINDS]

    assert any(row["amount_minor"] < 0 for row in costs), "a credit note"
    assert any(row["amount_minor"] % 100 for row in costs), "öre"
    assert any(row["kind"] in ("receipt", "advance") for row in rows), "money received"
    assert len({row["booked_on"][:7] for row in rows}) > 1, "several months"
    vouchers = [(row["project"], row["voucher_series"], row["voucher_number"], row["booked_on"][:4]) for row in rows]
    assert len(set(vouchers)) == len(vouchers)
