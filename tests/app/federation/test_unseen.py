"""A book of which somebody sees only a part: what is missing is told."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.app.dossiers import chosen
from ledger.app.federation import treasury as treasuries
from ledger.app.federation.federation import add_federation
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.catalog import labels
from ledger.errors import NoProjectsError
from ledger.errors import NoProjectsSeenError
from ledger.model.view import View
from ledger.render.text import to_text
from tests.conftest import STEGEN

FEDERATION = """
[federation]
name = "Förbundet"
[[project]]
id = "stegen"
involvement = "funded"
[[project]]
id = "bron"
involvement = "funded"
"""
VIEW = View(today=date(2021, 12, 31))


def test_a_whole_that_lacks_projects_says_so(book, write, monkeypatch):
    add_projects(book, [write(f"{id_}.toml", STEGEN.replace('"stegen"', f'"{id_}"')) for id_ in ("stegen", "bron")])
    assert add_federation(book, write("federation.toml", FEDERATION)).findings == ()
    whole = to_text(report(book, "whole", (), VIEW), labels("en"))
    assert "2 projects" in whole
    assert "Not the whole" not in whole

    monkeypatch.setattr(treasuries, "project_ids", lambda _: ("bron",))  # as the server shows it to bron's economist
    part = to_text(report(book, "whole", (), VIEW), labels("en"))
    assert "1 project\n" in part
    assert "Not the whole: 1 of the federation's projects are hidden from you in this book (stegen)" in part
    assert "Not the whole" not in to_text(report(book, "whole", ("bron",), VIEW), labels("en"))


def test_no_projects_on_a_server_may_be_somebody_else_s(book):
    with pytest.raises(NoProjectsError):
        chosen(book, ())
    with pytest.raises(NoProjectsSeenError, match="admin grant"):
        chosen(attrs.evolve(book, address="postgresql://anna@server/medfin"), ())
