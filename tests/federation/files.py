"""A random federation as the files that its people would write: projects, actuals, and the federation's own file.

Everything is made up. Contributions between projects match most of the time; now and then one side is missing, says
another amount, or lies in another period.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date
from datetime import timedelta
from pathlib import Path
from random import Random

import attrs

YEARS = (2020, 2021)
TODAY = date(2021, 12, 31)
ACCOUNTS = "konto"
HEADS = "projekt;datum;avser;betald;kostnadsslag;belopp;typ;finansiär;delprojekt"

COSTS = {
    "forbund": ("styrelse", "administration", "revision"),
    "generell": ("personal", "lokal", "resor", "indirekta"),
    "burlov-staffanstorp": ("personal", "utbildning", "lokal"),
    "esf-2021-2027-40": ("personal", "ovriga"),
}
PASSES_ON = {"generell": "ovrigt", "burlov-staffanstorp": "ovrigt"}
"""In which category a project of a scheme pays to another project."""

IN_KIND = {"generell": "deltagarersattning", "esf-2021-2027-40": "bidrag-annat-an-pengar"}
INCOME = {"generell": "intakter", "esf-2021-2027-40": "intakter"}
PAIRINGS = ("month", "quarter", "half_year", "year")
FATES = ("matches",) * 6 + ("not received", "not paid", "another amount", "another period", "reversed")


def money(minor: int) -> str:
    """Return an amount as people write it."""
    sign, whole = ("-" if minor < 0 else ""), abs(minor)
    return f"{sign}{whole // 100},{whole % 100:02d}"


@attrs.define
class Drawn:
    """A project while it is thought up.

    Attributes:
        id: Project id.
        scheme: Of its categories.
        currency: Of its amounts.
        start: First day, that of a month.
        end: Last day.
        sources: Lines of its sources.
        cost: Budgeted cost by category, part and year; no year for the whole project.
        financing: Budgeted financing by source and year.
        parts: Ids of its parts.
    """

    id: str
    scheme: str
    currency: str
    start: date
    end: date
    sources: list[str] = attrs.field(factory=list)
    cost: dict[tuple[str, str, int | None], int] = attrs.field(factory=dict)
    financing: dict[tuple[str, int | None], int] = attrs.field(factory=dict)
    parts: list[str] = attrs.field(factory=list)

    def source(self, id_: str, party: str, role: str, kind: str, form: str = "cash") -> None:
        """Let somebody pay for it."""
        self.sources.append(
            f'[[source]]\nid = "{id_}"\nparty = "{party}"\nrole = "{role}"\nkind = "{kind}"\nform = "{form}"\n'
        )


class Federation:
    """A federation while it is thought up."""

    def __init__(self, random: Random, projects: int, *, foreign: bool = True) -> None:
        self.random = random
        self.foreign = foreign
        self.rows: list[str] = []
        self.told: list[str] = []
        self.mismatches = 0
        whole = (date(2020, 1, 1), TODAY)
        self.accounts = Drawn(ACCOUNTS, "forbund", "SEK", *whole)
        for member, party, kind in MEMBERS:
            self.accounts.source(member, party, "own", kind)
        self.projects = [self._project(f"p{number:03d}") for number in range(projects)]
        self._keep_accounts()
        for at, project in enumerate(self.projects):
            self._work(project)
            if random.random() < 0.7:
                self._contribute(self.accounts, project, "insatser", project.id)
            payer = self.projects[at - 1]
            if at and random.random() < 0.3 and payer.scheme in PASSES_ON and payer.currency == "SEK":
                self._contribute(payer, project, PASSES_ON[payer.scheme], "")

    def _project(self, id_: str) -> Drawn:
        random = self.random
        start = date(2020, random.randint(1, 9), 1)
        end = random.choice([TODAY, date(2021, 6, 30), date(2021, 3, 17)])
        scheme = random.choice(["generell", "burlov-staffanstorp", "esf-2021-2027-40"])
        drawn = Drawn(id_, scheme, "EUR" if random.random() < 0.15 and self.foreign else "SEK", start, end)
        drawn.source("esf", "Fonden", "support", "eu", "grant")
        drawn.source("kommun", "Exempelby kommun", "cofinancing", "municipality")
        drawn.source("tid", "Region Exempel", "cofinancing", "region", "in_kind")
        return drawn

    def amount(self) -> int:
        return self.random.choice([self.random.randint(1, 10**4), self.random.randint(1, 10**8)])

    def day(self, drawn: Drawn) -> date:
        year = self.random.choice([each for each in YEARS if drawn.start.year <= each <= drawn.end.year])
        month = self.random.randint(drawn.start.month if year == drawn.start.year else 1, 12)
        if (year, month) > (drawn.end.year, drawn.end.month):
            month = drawn.end.month
        most = drawn.end.day if (year, month) == (drawn.end.year, drawn.end.month) else monthrange(year, month)[1]
        return date(year, month, self.random.randint(1, most))

    def book(self, drawn: Drawn, day: date, minor: int, kind: str = "cost", **where: str) -> None:
        """Write a row of the actuals."""
        belongs = self.day(drawn) if self.random.random() < 0.3 else day
        told = (where.get("category", ""), money(minor), kind, where.get("source", ""), where.get("part", ""))
        paid = day + timedelta(days=self.random.randint(-9, 60)) if self.random.random() < 0.6 else None
        days = (day.isoformat(), belongs.isoformat(), paid.isoformat() if paid else "")
        self.rows.append(";".join((drawn.id, *days, *told)))

    def _keep_accounts(self) -> None:
        for _ in range(12):
            category = self.random.choice(COSTS["forbund"])
            self.book(self.accounts, self.day(self.accounts), self.amount(), category=category)
        for member, *_ in MEMBERS:
            for year in YEARS:
                self.accounts.financing[member, year] = self.amount()
                if self.random.random() < 0.8:
                    self.book(self.accounts, self.day(self.accounts), self.amount(), "receipt", source=member)
        for category in COSTS["forbund"]:
            for year in YEARS:
                self.accounts.cost[category, "", year] = self.amount()

    def _work(self, drawn: Drawn) -> None:
        random = self.random
        is_by_year = random.random() < 0.7
        for category in COSTS[drawn.scheme]:
            for year in YEARS if is_by_year else (None,):
                drawn.cost[category, "", year] = self.amount()
            for _ in range(random.randint(0, 5)):
                source = random.choice(["", "", "esf", "kommun"])
                minor = self.amount() if random.random() < 0.9 else -self.amount()
                self.book(drawn, self.day(drawn), minor, category=category, source=source)
        for year in YEARS if is_by_year else (None,):
            drawn.financing["esf", year] = self.amount()
            drawn.financing["kommun", year] = self.amount()
        if drawn.scheme in IN_KIND:
            drawn.cost[IN_KIND[drawn.scheme], "", 2021 if is_by_year else None] = self.amount()
            self.book(drawn, self.day(drawn), self.amount(), "in_kind", category=IN_KIND[drawn.scheme], source="tid")
        if drawn.scheme in INCOME and random.random() < 0.5:
            drawn.cost[INCOME[drawn.scheme], "", 2021 if is_by_year else None] = self.amount()
            self.book(drawn, self.day(drawn), self.amount(), "income", category=INCOME[drawn.scheme])
        self.book(drawn, self.day(drawn), self.amount(), "advance", source="esf")
        if random.random() < 0.3:
            self.book(drawn, self.day(drawn), self.amount(), "repayment", source="esf")

    def _contribute(self, payer: Drawn, payee: Drawn, category: str, part: str) -> None:
        """Let one project pay another, with a mismatch now and then."""
        source = f"fran-{payer.id}"
        party = NAME if payer is self.accounts else f"Ägaren av {payer.id}"
        payee.source(source, party, "cofinancing", "federation" if payer is self.accounts else "public")
        if part and part not in payer.parts:
            payer.parts.append(part)
        selector = f'category = "{category}"\n' + (f'part = "{part}"\n' if part else "")
        if self.random.random() < 0.95:  # else the federation's file forgets to tell of it
            self.told.append(
                f'[[internal]]\npayer = "{payer.id}"\npayee = "{payee.id}"\nsource = "{source}"\n{selector}'
            )
        for year in YEARS:
            if self.random.random() < 0.6:
                planned = self.amount()
                payer.cost[category, part, year] = planned
                payee.financing[source, year] = planned if self.random.random() < 0.8 else self.amount()
        for _ in range(self.random.randint(0, 4)):
            self._pay(payer, payee, category, part, source)

    def _pay(self, payer: Drawn, payee: Drawn, category: str, part: str, source: str) -> None:
        fate, minor, day = self.random.choice(FATES), self.amount(), self.day(payee)
        self.mismatches += fate in ("not received", "not paid", "another amount", "another period")
        where = {"category": category, "part": part}
        if fate != "not paid":
            self.book(payer, self.day(payer) if fate == "another period" else day, minor, **where)
        if fate == "reversed":
            self.book(payer, day, -minor, **where)
        elif fate != "not received":
            came = minor + 1 if fate == "another amount" else minor
            self.book(payee, day, came, self.random.choice(["receipt", "advance"]), source=source)

    def written(self) -> str:
        """Return the federation's file."""
        random = self.random
        lines = [f'[federation]\nname = "{NAME}"\naccounts = "{ACCOUNTS}"\nscheme = "generell"']
        lines.append(f'pairing = "{random.choice(PAIRINGS)}"')
        for member, party, _ in MEMBERS:
            lines.append(f'[[member]]\nid = "{member}"\nparty = "{party}"\ngroup = "{GROUPS[member]}"')
        for year in YEARS:
            weights = ", ".join(f"{each} = {random.randint(1, 9)}" for each in ("by", "stad", "koping"))
            lines.append(f'[[year]]\nyear = {year}\ncontributions = "{money(self.amount())}"')
            lines.append(f"municipal_key = {{ {weights} }}")
        for _ in range(12):
            member, day = random.choice(MEMBERS)[0], self.day(self.accounts)
            lines.append(f'[[payment]]\nmember = "{member}"\nday = {day}\namount = "{money(self.amount())}"')
        lines.append(f'[opening_capital]\n2020 = "{money(self.amount())}"')
        for drawn in self.projects:
            involvement = random.choice(["owned", "funded", "funded", "followed"])
            key = random.choice(['\nyear_key = "months"', '\nyear_key = "days"', ""])
            lines.append(f'[[project]]\nid = "{drawn.id}"\ninvolvement = "{involvement}"{key}')
        lines += self.told
        for start, rate in (("2019-01-01", "10,3371"), ("2020-07-15", "10,49"), ("2021-03-01", "10,0913")):
            lines.append(f'[[rate]]\ncurrency = "EUR"\nstart = {start}\nrate = "{rate}"\nsource = "påhittad"')
        return "\n".join(lines) + "\n"


NAME = "Påhittade förbundet"
MEMBERS = (
    ("fk", "Försäkringskassan", "state"),
    ("region", "Region Exempel", "region"),
    ("by", "Exempelby kommun", "municipality"),
    ("stad", "Exempelstad", "municipality"),
    ("koping", "Exempelköping", "municipality"),
)
GROUPS = {"fk": "state", "region": "region", "by": "municipality", "stad": "municipality", "koping": "municipality"}


def _project_file(drawn: Drawn, random: Random) -> str:
    lines = [f'[project]\nid = "{drawn.id}"\nname = "Projekt {drawn.id}"\nscheme = "{drawn.scheme}"']
    lines.append(f'currency = "{drawn.currency}"\nstart = {drawn.start}\nend = {drawn.end}')
    lines += [f'[[part]]\nid = "{each}"\nname = "Till {each}"' for each in drawn.parts]
    lines += drawn.sources
    if random.random() < 0.3:  # an earlier decision that no longer holds
        lines.append('[[budget]]\nstate = "decided"\ndecided = 2019-06-01\n[budget.cost]')
        lines.append(f'{COSTS[drawn.scheme][0]} = {{ 2020 = "1 000" }}')
    lines.append(f'[[budget]]\nstate = "decided"\ndecided = {random.choice(["2019-12-01", "2020-08-20"])}')
    compact: dict[str, dict[str, int]] = defaultdict(dict)
    for (category, part, year), minor in drawn.cost.items():
        if not part:
            compact[category][str(year or "total")] = minor
    lines.append("[budget.cost]")
    lines += [_row(key, years) for key, years in compact.items()]
    compact = defaultdict(dict)
    for (source, year), minor in drawn.financing.items():
        compact[source][str(year or "total")] = minor
    lines.append("[budget.financing]")
    lines += [_row(key, years) for key, years in compact.items()]
    for (category, part, year), minor in drawn.cost.items():
        if part:
            lines.append(f'[[budget.line]]\ncategory = "{category}"\npart = "{part}"\nyear = {year}')
            lines.append(f'amount = "{money(minor)}"')
    if random.random() < 0.3:  # a draft changes nothing
        lines.append('[[budget]]\nstate = "draft"\n[budget.cost]')
        lines.append(f'{COSTS[drawn.scheme][0]} = {{ 2021 = "9 000 000" }}')
    return "\n".join(lines) + "\n"


def _row(key: str, years: dict[str, int]) -> str:
    told = ", ".join(f'{year} = "{money(minor)}"' for year, minor in years.items())
    return f"{key} = {{ {told} }}"


def write_federation(folder: Path, seed: int, projects: int, *, foreign: bool = True) -> int:
    """Write the files of a random federation.

    Args:
        folder: Where they go: ``NAME.toml`` a project, ``actuals.csv``, ``federation/federation.toml``.
        seed: The same seed writes the same files.
        projects: How many projects, the federation's own accounts not counted.
        foreign: Whether some are in another currency.

    Returns:
        How many mismatches were planted among the payments.
    """
    random = Random(seed)
    drawn = Federation(random, projects, foreign=foreign)
    for each in (drawn.accounts, *drawn.projects):
        (folder / f"{each.id}.toml").write_text(_project_file(each, random), encoding="utf-8")
    random.shuffle(drawn.rows)
    (folder / "actuals.csv").write_text("\n".join((HEADS, *drawn.rows)) + "\n", encoding="utf-8")
    (folder / "federation").mkdir()
    (folder / "federation" / "federation.toml").write_text(drawn.written(), encoding="utf-8")
    return drawn.mismatches
