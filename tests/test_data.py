from __future__ import annotations

import re
import string
import tomllib
from collections import Counter
from datetime import date

import pytest

from ledger import catalog
from ledger.app.funders import forms
from ledger.importers.accounts.chart_file import read_chart_file
from ledger.importers.mapping_file import read_mapping_file
from ledger.importers.programme_file import read_programme_file
from ledger.importers.scheme_file import read_scheme_file
from ledger.model.forms.grid import Grid
from ledger.model.forms.layout import Blank
from ledger.model.forms.layout import FieldList
from ledger.model.forms.layout import Keying

LANGUAGES = ("sv", "en")
SLOT = re.compile(r"{\w+}")
GROUPS = sorted({path.stem for path in (catalog.DATA / "labels").glob("*/*.toml")})


def files(folder):
    return [pytest.param(path, id=path.stem) for path in sorted((catalog.DATA / folder).glob("*.toml"))]


def read(path, reader):
    fact, findings = reader(path.read_text(encoding="utf-8"), path.name)
    assert findings == ()
    assert fact.source
    assert fact.valid_from > date(2000, 1, 1)
    return fact


def said(name):
    assert name.sv
    assert name.en


@pytest.mark.parametrize("path", files("schemes"))
def test_a_scheme_is_sound_sourced_and_named_in_both_languages(path):
    scheme = read(path, read_scheme_file)

    assert scheme.id == path.stem
    said(scheme.name)
    for category in scheme.categories:
        said(category.name)
        assert category.code.isascii()
    assert len({category.name.sv for category in scheme.categories}) == len(scheme.categories)


@pytest.mark.parametrize("path", files("programmes"))
def test_a_programme_is_sound_sourced_and_named_in_both_languages(path):
    programme = read(path, read_programme_file)

    assert programme.id == path.stem
    said(programme.name)
    assert all(catalog.scheme(scheme) for scheme in programme.schemes)
    for area in programme.areas:
        said(area.name)
        assert area.source


@pytest.mark.parametrize("path", files("charts"))
def test_a_chart_is_sound_sourced_and_its_categories_are_those_of_the_common_scheme(path):
    chart = read(path, read_chart_file)
    codes = {category.code for category in catalog.scheme("generell").categories}
    prefixes = Counter(prefix for group in chart.groups for prefix in group.accounts)

    assert chart.id == path.stem
    assert {group.category for group in chart.groups} <= {*codes, None}
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []
    for group in chart.groups:
        said(group.name)
        assert group.words


@pytest.mark.parametrize("path", files("mappings"))
def test_a_mapping_is_sound_sourced_and_named_after_its_schemes(path):
    mapping = read(path, lambda text, file: read_mapping_file(text, file, catalog.scheme))

    assert f"{mapping.origin}.{mapping.target}" == path.stem


@pytest.mark.parametrize("path", files("mappings"))
def test_a_mapping_never_turns_cost_into_income_or_money_into_kind(path):
    mapping = catalog.mapping(*path.stem.split("."))
    origin, target = catalog.scheme(mapping.origin), catalog.scheme(mapping.target)

    for code, to in mapping.pairs:
        roles = {origin.category(code).role, target.category(to).role}
        assert len(roles) == 1 or roles == {"flat_rate", "direct"}


@pytest.mark.parametrize("group", GROUPS)
def test_both_languages_say_the_same_things(group):
    swedish, english = (
        tomllib.loads((catalog.DATA / "labels" / language / f"{group}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    )

    assert swedish.keys() == english.keys()
    assert {key: slots(text) for key, text in swedish.items()} == {key: slots(text) for key, text in english.items()}
    assert all(slot.isidentifier() for text in swedish.values() for slot in slots(text))
    assert all(text for text in (*swedish.values(), *english.values()))


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_label_files_are_read_as_toml_reads_them(language, group):
    path = catalog.DATA / "labels" / language / f"{group}.toml"

    assert dict(catalog.labels(language, group).texts) == tomllib.loads(path.read_text(encoding="utf-8"))


def test_a_label_file_may_be_written_in_any_way_that_toml_allows(tmp_path, monkeypatch):
    (tmp_path / "labels" / "sv").mkdir(parents=True)
    text = 'a = \'en "sak"\'\n\'b\' = """två\nrader"""  # och mer\n'
    (tmp_path / "labels" / "sv" / "any.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalog, "DATA", tmp_path)

    assert dict(catalog.labels("sv", "any").texts) == {"a": 'en "sak"', "b": "två\nrader"}


def test_no_text_stands_in_two_label_files():
    keys = Counter(
        key
        for group in GROUPS
        for key in tomllib.loads((catalog.DATA / "labels" / "sv" / f"{group}.toml").read_text(encoding="utf-8"))
    )

    assert [key for key, count in keys.items() if count > 1] == []


# What people type at the prompt or in a file keeps the marks of the keyboard: --reason "…", kind = "amendment".
TYPED = re.compile(r'(?:[=[,] ?|(?:exempel|eller|--reason|install) )"[^"]*"')


@pytest.mark.parametrize("group", [*GROUPS, "help"])
def test_swedish_texts_quote_with_the_marks_of_swedish(group):
    path = catalog.DATA / ("help/sv.toml" if group == "help" else f"labels/sv/{group}.toml")

    for text in tomllib.loads(path.read_text(encoding="utf-8")).values():
        plain = TYPED.sub("", text.replace('(")', "").replace('""', ""))
        assert not set(plain) & set("'\"“„‘’»«"), f"write ”…”: {text}"


@pytest.mark.parametrize("group", GROUPS)
def test_english_texts_quote_with_the_marks_of_the_keyboard(group):
    texts = tomllib.loads((catalog.DATA / "labels" / "en" / f"{group}.toml").read_text(encoding="utf-8"))

    assert [text for text in texts.values() if set(text) & set("“”„‘’»«")] == []


def slots(text):
    return {slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None}


def test_every_word_of_a_swedish_form_has_its_english_and_no_other_has():
    shown: set[str] = set()
    for layout in map(forms.layout, catalog.form_ids()):
        blocks = [block for sheet in layout.sheets for block in sheet.blocks]
        grids = [block for block in blocks if isinstance(block, Grid)]
        shown |= {layout.name, layout.covers}
        shown |= {each.label for sheet in layout.sheets for each in sheet.ties}
        shown |= {each.title for sheet in layout.sheets for each in sheet.charts}
        shown |= {text for block in blocks for text in (block.title, *block.notes)}
        shown |= {each.label for block in blocks if isinstance(block, FieldList) for each in block.fields}
        shown |= {each for block in blocks if isinstance(block, Blank | Keying) for each in block.headings}
        shown |= {each.label for block in grids for each in block.rows}
        shown |= {each.heading for block in grids for each in block.columns}
        for block in grids:
            patterns = () if block.columns else (block.year_heading, block.phase_heading, block.whole_heading or "")
            shown |= {block.row_heading, block.total or "", block.sum_heading or "", *patterns}
    words = catalog.form_words()

    assert shown - {"", "{year}", "{phase}"} == {*words.names, *words.texts}
    assert not words.names.keys() & words.texts.keys()
    for text, english in words.names.items():
        assert SLOT.findall(text) == SLOT.findall(english)
