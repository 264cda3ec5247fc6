"""What the documentation of forms says is read as it says."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

from ledger.importers.forms.form_file import read_form_file
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import Every
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import Grid
from ledger.model.forms.grid import Span
from ledger.model.forms.layout import Bind
from ledger.model.forms.layout import LayoutKind


def test_the_example_in_the_documentation_is_sound():
    page = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]

    layout, findings = read_form_file(example, "forms.md")

    assert findings == ()
    assert layout is not None


def test_every_block_in_the_documentation_is_read():
    page = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")
    example, *blocks = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    added = [block for block in blocks if block.startswith("[[")]
    tie = next(block for block in added if "[[sheet.tie]]" in block)
    others = [block for block in added if block != tie]

    layout, findings = read_form_file(
        "\n".join(
            [
                example,
                *others,
                tie.replace("kostnader/total.budget", "uppfoljning/total.budget").replace(
                    "finansiering/", "uppfoljning/"
                ),
            ]
        ),
        "forms.md",
    )

    assert findings == ()
    assert layout is not None
    assert [len(sheet.ties) + len(sheet.charts) for sheet in layout.sheets] == [2]


@pytest.mark.parametrize(
    "word",
    [
        *Bind,
        *LayoutKind,
        *Axis,
        *Figure,
        *Span,
        *Every,
        *(field.name for field in attrs.fields(Grid) if field.name not in {"axis", "rows", "every"}),
    ],
)
def test_the_documentation_names(word):
    page = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")

    assert re.search(rf"\b{re.escape(word)}\b", page)
