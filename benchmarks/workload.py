"""The same made-up workload for medfin and its peers: budgets, and entries as CSV, journal and beancount file."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

YEARS = (2021, 2022, 2023)
CATEGORIES = ("personal", "tjanster", "lokal", "resor", "material", "indirekt", "ovrigt")
SOURCES = ("esf", "region", "kommun", "forbund", "eget")
ROLES = ("support", "cofinancing", "cofinancing", "cofinancing", "own")
KINDS = ("eu", "region", "municipality", "federation", "own")


class Row(NamedTuple):
    """One made-up entry; the amount in öre."""

    project: str
    day: str
    category: str
    amount_minor: int
    source: str
    text: str
    voucher: str


def project_ids(projects: int) -> list[str]:
    """Return the ids of the made-up projects."""
    return [f"p{number:04d}" for number in range(1, projects + 1)]


def rows(entries: int, projects: int, seed: int = 1) -> Iterator[Row]:
    """Yield made-up entries in the order of their days, spread over all projects, categories and sources."""
    dice = random.Random(seed)
    ids = project_ids(projects)
    months = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
    for number in range(entries):
        yield Row(
            project=dice.choice(ids),
            day=f"{months[number * len(months) // entries]}-{dice.randint(1, 28):02d}",
            category=dice.choice(CATEGORIES),
            amount_minor=dice.randint(1_000, 5_000_000),
            source=dice.choice(SOURCES),
            text=f"Post {number % 5000}",
            voucher=f"A {number}",
        )


def budget_minor(project: str, year: int, category: str) -> int:
    """Return the made-up budget of a category in a year, in öre."""
    return random.Random(f"{project}{year}{category}").randint(100, 900) * 100_000


def write_projects(folder: Path, projects: int) -> list[Path]:
    """Write a scheme of seven categories and the project files that use it."""
    folder.mkdir(parents=True, exist_ok=True)
    categories = "".join(
        f'\n[[category]]\ncode = "{code}"\nname = {{ sv = "{code}", en = "{code}" }}\nrole = "direct"\n'
        for code in CATEGORIES
    )
    head = (
        'id = "bench"\nname = { sv = "Påhittad", en = "Made up" }\n'
        'source = "Made up for the benchmark."\nvalid_from = 2021-01-01\n'
    )
    (folder / "bench.toml").write_text(f"[scheme]\n{head}{categories}", encoding="utf-8")
    paths = []
    for id_ in project_ids(projects):
        path = folder / f"{id_}.toml"
        path.write_text(_project(id_), encoding="utf-8")
        paths.append(path)
    return paths


def write_federation(folder: Path, projects: int) -> Path:
    """Write the file of a federation that owns all the made-up projects, in three areas."""
    areas = ("arbete", "halsa", "unga")
    lines = ['[federation]\nname = "Påhittade förbundet"\ncurrency = "SEK"\nscheme = "bench"\n']
    lines.extend(f'[[area]]\nid = "{area}"\nname = "{area.capitalize()}"\n' for area in areas)
    lines.extend(
        f'[[project]]\nid = "{id_}"\ninvolvement = "owned"\narea = "{areas[at % len(areas)]}"\n'
        for at, id_ in enumerate(project_ids(projects))
    )
    path = folder / "federation.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _project(id_: str) -> str:
    lines = [
        f'[project]\nid = "{id_}"\nname = "Projekt {id_}"\nowner = "Kommun {id_}"\nscheme = "bench.toml"',
        "start = 2021-01-01\nend = 2023-12-31\n",
    ]
    for source, role, kind in zip(SOURCES, ROLES, KINDS, strict=True):
        lines.append(
            f'[[source]]\nid = "{source}"\nparty = "{source}"\nrole = "{role}"\nkind = "{kind}"\nform = "cash"\n'
        )
    lines.append('[[budget]]\nstate = "decided"\ndecided = 2020-12-01\n[budget.cost]')
    for category in CATEGORIES:
        years = ", ".join(f"{year} = {budget_minor(id_, year, category) // 100}" for year in YEARS)
        lines.append(f"{category} = {{ {years} }}")
    total = sum(budget_minor(id_, year, category) for year in YEARS for category in CATEGORIES) // 100
    lines.append("[budget.financing]")
    lines.extend(f"{source} = {{ total = {total // 5} }}" for source in SOURCES)
    return "\n".join(lines) + "\n"


def write_csv(path: Path, entries: int, projects: int) -> None:
    """Write the entries as an actuals file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("project,date,category,amount,source,text,voucher\n")
        for row in rows(entries, projects):
            amount = f"{row.amount_minor // 100}.{row.amount_minor % 100:02d}"
            stream.write(f"{row.project},{row.day},{row.category},{amount},{row.source},{row.text},{row.voucher}\n")


def write_convert_csv(path: Path, entries: int, projects: int) -> None:
    """Write the entries as the CSV that ``ledger convert`` takes: its own headings, no quotes."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("date,payee,amount,code\n")
        for row in rows(entries, projects):
            amount = f"{row.amount_minor // 100}.{row.amount_minor % 100:02d}"
            stream.write(f"{row.day},{row.project} {row.category},{amount},{row.voucher}\n")


def write_journal(path: Path, entries: int, projects: int) -> None:
    """Write the entries and the budgets as a journal that both ledger-cli and hledger read."""
    with path.open("w", encoding="utf-8") as stream:
        for year in YEARS:
            stream.write(f"~ yearly from {year}-01-01 to {year + 1}-01-01\n")
            for id_ in project_ids(projects):
                for category in CATEGORIES:
                    crowns = budget_minor(id_, year, category) // 100
                    stream.write(f"    Expenses:{id_}:{category}    {crowns}.00 SEK\n")
            stream.write("    Assets:Bank\n\n")
        for row in rows(entries, projects):
            amount = f"{row.amount_minor // 100}.{row.amount_minor % 100:02d}"
            stream.write(
                f"{row.day} ({row.voucher}) {row.text}\n    ; source: {row.source}\n"
                f"    Expenses:{row.project}:{row.category}    {amount} SEK\n    Assets:Bank\n\n"
            )


def write_beancount(path: Path, entries: int, projects: int) -> None:
    """Write the entries as a beancount file; beancount has no budgets of its own."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write("2020-01-01 open Assets:Bank SEK\n")
        for id_ in project_ids(projects):
            for category in CATEGORIES:
                stream.write(f"2020-01-01 open Expenses:{id_.upper()}:{category.capitalize()} SEK\n")
        for row in rows(entries, projects):
            amount = f"{row.amount_minor // 100}.{row.amount_minor % 100:02d}"
            stream.write(
                f'{row.day} * "{row.text}"\n  source: "{row.source}"\n  voucher: "{row.voucher}"\n'
                f"  Expenses:{row.project.upper()}:{row.category.capitalize()}  {amount} SEK\n  Assets:Bank\n\n"
            )
