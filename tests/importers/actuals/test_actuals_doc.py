"""The examples in docs/actuals.md are read as they stand."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

from ledger.core.finding import Finding
from ledger.core.words import Name
from ledger.importers.actuals.actuals import COLUMNS
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.csv_file import read_csv
from ledger.importers.actuals.map_file import read_map_file
from ledger.model.entry import COLUMNS as ENTRY_COLUMNS
from ledger.model.party import Party
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import Scheme
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole

DOC = (Path(__file__).parents[3] / "docs" / "actuals.md").read_text(encoding="utf-8")
CODES = {"personal": "Personalkostnader", "lokal": "Lokalkostnader", "utvardering": "Utvärderingskostnader"}
TARGETS = {
    "pas": Target(
        project=Project(
            id="pas",
            name="PAS",
            scheme="s",
            sources=(
                Source(
                    id="forbundet",
                    party="p",
                    role=SourceRole.SUPPORT,
                    kind=SourceKind.FEDERATION,
                    form=SourceForm.CASH,
                ),
            ),
        ),
        scheme=Scheme(
            id="s",
            name=Name("s", "s"),
            source="made up",
            valid_from=date(2020, 1, 1),
            categories=tuple(Category(code=code, name=Name(name, name)) for code, name in CODES.items()),
        ),
        parties=(Party(id="p", name="Förbundet"),),
    )
}


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", DOC, re.DOTALL)


def amounts(text, project, rules=None):
    items = list(read_csv(io.BytesIO(text.encode()), file="f", targets=TARGETS, project=project, rules=rules))
    found = [item.code for item in items if isinstance(item, Finding)]
    at = ENTRY_COLUMNS.index("amount_minor")
    return [item[at] for item in items if not isinstance(item, Finding)], found


def test_the_example_is_read():
    assert amounts(blocks("csv")[0], "pas") == ([4130050, 800000, 27500000], [])


def test_the_mapped_example_is_read_and_split():
    rules, findings = read_map_file(blocks("toml")[0], "map.toml")

    assert findings == ()
    assert amounts(blocks("csv")[1], None, rules) == ([1652001, 826000, 800000], ["CSV-010", "MAP-009"])


def test_every_column_is_described():
    for key, names in COLUMNS.items():
        assert f"`{key}`" in DOC
        assert f"`{names.sv}`" in DOC
