from __future__ import annotations

import re

import pytest

from ledger import catalog
from ledger.app.template import project_template
from ledger.errors import UnknownSchemeError

FILLED = {
    "id": "broar", "name": "Broar", "owner": "Exempelby kommun", "funder": "Fonden", "party": "Fonden",
    "role": "support", "kind": "federation", "form": "cash",
}  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("scheme", catalog.scheme_ids())
def test_the_file_as_written_is_told_what_it_lacks_and_filled_in_it_is_a_project(tmp_path, medfin, scheme, language):
    path = tmp_path / "ny.toml"
    assert medfin("template", "project", "--scheme", scheme, "-o", str(path), "--lang", language)[0] == 0
    medfin("init")

    status, told = medfin("project", "add", str(path))
    assert status == 1
    assert {f"”{key}” är tom" in told for key in ("id", "name", "role", "kind", "form")} == {True}

    text = re.sub(
        r'^(\w+) = ""',
        lambda line: f'{line[1]} = "{FILLED[line[1]]}"',
        path.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    text = re.sub(r"^# (\S+) = \{.*?\}", lambda line: f'{line[1]} = {{ 2021 = "1 000" }}', text, flags=re.MULTILINE)
    text = re.sub(r"^(THE-SOURCES-ID|FINANSIÄRENS-ID) ", "broar ", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    assert medfin("project", "add", str(path)) == (0, "broar: lades till.\n")


def test_the_programme_and_the_flat_rate_stand_as_remarks_that_can_be_taken_as_they_are(tmp_path, medfin):
    text = project_template("esf-2021-2027-40")
    assert '# programme = "esf-2021-2027"' in text
    for key in ("[[option]]", "id =", "kind =", "category =", "rate =", "base ="):
        assert f"# {key}" in text

    taken = re.sub(r"^# (\[\[option|id|kind|category|base|programme|personal|ovriga)", r"\1", text, flags=re.MULTILINE)
    taken = re.sub(r"\{ ÅÅÅÅ.*?\}", '{ 2021 = "1 000" }', taken).replace('# rate = "PROCENT"', 'rate = "40 %"')
    taken = re.sub(r'^(\w+) = ""', lambda line: f'{line[1]} = "{FILLED[line[1]]}"', taken, flags=re.MULTILINE)
    (tmp_path / "ny.toml").write_text(taken, encoding="utf-8")
    medfin("init")

    assert medfin("project", "add", str(tmp_path / "ny.toml")) == (0, "broar: lades till.\n")
    assert "OPT-009" not in medfin("check", "broar")[1]
    assert "[[option]]" not in project_template("burlov-staffanstorp")


def test_an_unknown_scheme_is_refused_with_the_nearest_and_no_file_is_written_over(tmp_path, medfin):
    path = tmp_path / "ny.toml"
    path.write_text("mitt")

    with pytest.raises(UnknownSchemeError, match="generell"):
        project_template("generel")

    assert "FIL-011" in medfin("template", "project", "-o", str(path))[1]
    assert path.read_text(encoding="utf-8") == "mitt"
