from __future__ import annotations

import subprocess
import sys

import pytest

from ledger import catalog
from ledger.core.words import label
from ledger.errors import FileRefusedError
from ledger.errors import FileSizeError
from ledger.errors import UnreadableFileError

SCHEME = """\
[scheme]
id = "egen"
name = { sv = "Egen", en = "Own" }
source = "Styrelsens beslut"
valid_from = 2020-01-01
[[category]]
code = "personal"
name = { sv = "Personal", en = "Staff" }
"""


def test_a_shipped_file_is_found_by_its_id():
    assert catalog.scheme("forbund").id == "forbund"
    assert catalog.programme("finsam").id == "finsam"
    assert catalog.mapping("burlov-staffanstorp", "forbund").to("lokal") == "insatser"


@pytest.mark.parametrize(
    "name", ["", "finns-inte", "finns-inte.toml", "../schemes/forbund", "../programmes/finsam", "x" * 5000 + ".toml"]
)
def test_a_name_that_is_none_gives_nothing(name):
    assert catalog.scheme(name) is None
    assert catalog.programme(name) is None
    assert catalog.mapping(name, "generell") is None


@pytest.mark.parametrize("beside", [True, False], ids=["from a file beside it", "from its folder"])
def test_a_scheme_of_ones_own_is_found_from_the_file_that_names_it(tmp_path, beside):
    (tmp_path / "egen.toml").write_text(SCHEME, encoding="utf-8")
    project = tmp_path / "project.toml"
    project.touch()

    assert catalog.scheme("egen.toml", near=project if beside else tmp_path).id == "egen"


def test_a_scheme_with_errors_is_refused_with_its_findings(tmp_path):
    (tmp_path / "egen.toml").write_text(SCHEME.replace("sv =", "se ="), encoding="utf-8")

    with pytest.raises(FileRefusedError) as refused:
        catalog.scheme("egen.toml", tmp_path)

    assert {finding.code for finding in refused.value.findings} == {"TOML-002", "TOML-005"}


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "egen.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(UnreadableFileError):
        catalog.scheme("egen.toml", tmp_path)


def test_a_file_larger_than_any_scheme_is_refused(tmp_path):
    (tmp_path / "egen.toml").write_bytes(b"#" * 1_048_577)

    with pytest.raises(FileSizeError):
        catalog.programme("egen.toml", tmp_path)


def test_a_form_is_found_by_its_id_and_an_unknown_one_is_refused():
    layout, findings = catalog.form("burlov-staffanstorp/medelsansokan")

    assert findings == ()
    assert layout.id in catalog.form_ids()
    with pytest.raises(UnreadableFileError, match="burlov-staffanstorp/medelsansokan"):
        catalog.form("finns-inte")


def test_labels_hold_the_groups_asked_for_and_all_where_none_is():
    few, every = catalog.labels("sv", "files"), catalog.labels("sv")

    assert few.say(label("expected.flag")) == "true eller false"
    assert few.texts.items() < every.texts.items()
    assert catalog.labels("en", "files").say(label("expected.flag")) == "true or false"


def test_the_demos_projects_are_in_the_checkout():
    assert catalog.fixtures().name == "fixtures"


def test_the_catalogue_loads_no_reader_before_it_is_asked():
    code = "import ledger.catalog, sys; print([m for m in sys.modules if m.startswith('ledger.importers')])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_a_text_of_any_label_file_is_found_and_an_unknown_one_is_missed():
    texts = catalog.labels("sv").texts

    assert {texts["report.budget"], texts["cli.init.done"]} <= set(texts.values())
    assert "report.of_nothing" not in texts
    assert len(texts) == len(set(texts))
