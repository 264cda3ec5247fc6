"""The tables of a federation file that tell what its whole is made of: areas, projects, internal contributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.model.federation.federation import BudgetArea
from ledger.model.federation.federation import FederationProject
from ledger.model.federation.federation import InternalContribution
from ledger.model.federation.federation import Involvement
from ledger.model.federation.federation import YearKey
from ledger.rules.federation.takers import SELECTORS
from ledger.rules.federation.takers import clashes

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ledger.core.section import Section
    from ledger.model.project import Project
    from ledger.model.scheme import Scheme


@frozen(kw_only=True)
class Known:
    """What a federation file may refer to.

    Attributes:
        projects: The book's projects with their schemes, by id.
        schemes: Ids of the schemes that projects can be brought to.
    """

    projects: Mapping[str, tuple[Project, Scheme]]
    schemes: tuple[str, ...]


def read_areas(root: Section, known: Known, accounts: str | None) -> tuple[BudgetArea, ...]:
    """Read the ``[[area]]`` tables; where the own accounts are not known, nor are the categories that they have."""
    check = only_once()
    _, scheme = known.projects.get(accounts or "", (None, None))
    taken: dict[str, str] = {}
    found = []
    for section in root.tables("area"):
        id_ = take_id(section)
        check(section, id_)
        categories = _categories(section, scheme)
        if categories and not accounts:
            section.report("FED-024", "categories")
        for code in categories:
            if taken.setdefault(code, id_) != id_:
                section.report("FED-013", "categories", value=code, other=taken[code])
        found.append(
            BudgetArea(id=id_, name=section.text("name") or _name(scheme, categories, id_), categories=categories)
        )
        section.close()
    return tuple(found)


def _categories(section: Section, scheme: Scheme | None) -> tuple[str, ...]:
    codes = tuple(each.code for each in scheme.categories) if scheme else ()
    return section.members("categories", codes, "FED-012") if scheme else section.texts("categories")


def _name(scheme: Scheme | None, categories: Sequence[str], id_: str) -> str:
    """Return an area's name: that of its only category, or else its id."""
    category = scheme.category(categories[0]) if scheme and len(categories) == 1 else None
    return category.name.sv if category else id_


def read_projects(root: Section, known: Known, areas: Sequence[BudgetArea]) -> tuple[FederationProject, ...]:
    """Read the ``[[project]]`` tables."""
    check = only_once()
    found = []
    for section in root.tables("project"):
        id_ = _project(section, "id", known)
        check(section, id_ or "")
        involvement = section.choice("involvement", Involvement, needed=True)
        made = FederationProject(
            id=id_ or "",
            involvement=involvement or Involvement.FOLLOWED,
            area=section.member("area", tuple(area.id for area in areas), "FED-014"),
            is_esf=section.flag("esf"),
            year_key=section.choice("year_key", YearKey),
        )
        section.close()
        found.append(made)
    return tuple(found)


def read_internals(root: Section, known: Known) -> tuple[InternalContribution, ...]:
    """Read the ``[[internal]]`` tables; two that would take the same cost or the same receipt are refused."""
    found: list[tuple[Section, InternalContribution]] = []
    for section in root.tables("internal"):
        made = _internal(section, known)
        section.close()
        if made:
            found.append((section, made))
    for at, first, is_receipt in clashes(made for _, made in found):
        section, second = found[at]
        if is_receipt:
            section.report("FED-018", "source", value=second.source, other=first.payer)
        else:
            section.report("FED-019", "payee", other=first.payee, payer=first.payer)
    return tuple(made for _, made in found)


def _internal(section: Section, known: Known) -> InternalContribution | None:
    payer, payee = _project(section, "payer", known), _project(section, "payee", known)
    selectors = {key: section.text(key) for key in SELECTORS}
    source = _source(section, known, payee)
    if payer and payer == payee:
        section.report("FED-015", "payee", value=payee)
        return None
    if payer and not any(selectors.values()):
        section.report("FED-017", None)
    if payer:
        _check_selectors(section, known.projects[payer], selectors)
    if not (payer and payee and source):
        return None
    return InternalContribution(payer=payer, payee=payee, source=source, **selectors)


def _project(section: Section, key: str, known: Known) -> str | None:
    """Take a project's id; there may be thousands, each of which is looked for among as many."""
    id_ = section.text(key, needed=True)
    if id_ is not None and id_ not in known.projects:
        section.report_unknown("FED-002", key, id_, tuple(known.projects))
        return None
    return id_


def _source(section: Section, known: Known, payee: str | None) -> str | None:
    """Take the payee's source that gives money; one in kind is no payment and cannot be paired."""
    if payee is None:
        return section.text("source", needed=True)
    project, _ = known.projects[payee]
    source = section.member("source", tuple(each.id for each in project.sources), "FED-016", needed=True)
    found = project.source(source)
    if found and not found.form.is_money:
        section.report("FED-020", "source", value=source)
        return None
    return source


def _check_selectors(section: Section, payer: tuple[Project, Scheme], selectors: Mapping[str, str | None]) -> None:
    project, scheme = payer
    known: dict[str, Callable[[], tuple[str, ...]]] = {
        "category": lambda: tuple(each.code for each in scheme.categories),
        "part": lambda: tuple(each.id for each in project.parts),
        "phase": lambda: tuple(each.id for each in project.phases),
    }
    for key, value in selectors.items():
        if value and value not in known[key]():
            section.report_unknown("FED-012", key, value, known[key]())
