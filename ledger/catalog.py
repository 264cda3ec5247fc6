"""The data that medfin ships, and files of the same kinds of one's own: the only reader of ``ledger/data``.

A shipped file is named by its id; one of one's own by a path that ends in ``.toml``, taken from the folder of the file
that names it. What reads the kinds of files is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Texts
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypeVar

from ledger import errors
from ledger.core.near import near_names
from ledger.core.words import Labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.core.finding import Finding
    from ledger.model.claims.vat import VatCompensation
    from ledger.model.dossier import Dossier
    from ledger.model.forms.form_words import FormWords
    from ledger.model.forms.layout import Layout
    from ledger.model.funders.fill_proposal import Vocabulary
    from ledger.model.imports.chart import Chart
    from ledger.model.mapping import Mapping
    from ledger.model.programme import Programme
    from ledger.model.scheme import Scheme
    from ledger.model.simplified import SimplifiedRule
    from ledger.model.simplified import TimeBase
    from ledger.model.simplified import UnitCostTable

T = TypeVar("T")

DATA = Path(__file__).with_name("data")

LANGUAGES = ("sv", "en")
COMMON_SCHEME = "generell"
"""The scheme that charts speak, and to which reports over several projects bring each project's categories."""

_REPORTS = ("reports", "render")
"""The label files that every report says its words from; looked into first."""


def scheme_ids() -> tuple[str, ...]:
    """Return the ids of the shipped schemes, in order."""
    return _ids("schemes")


def programme_ids() -> tuple[str, ...]:
    """Return the ids of the shipped programmes, in order."""
    return _ids("programmes")


def chart_ids() -> tuple[str, ...]:
    """Return the ids of the shipped charts of accounts, in order."""
    return _ids("charts")


def form_ids() -> tuple[str, ...]:
    """Return the ids of the shipped forms, ``funder/form``, in order."""
    return _ids("forms")


def scheme(name: str, near: Path | None = None) -> Scheme | None:
    """Return a scheme.

    Args:
        name: Id of a shipped scheme, or path of a scheme file of one's own.
        near: Folder, or a file in it, from which such a path is taken; the current folder unless given.

    Returns:
        The scheme, or None if there is none of that name.

    Raises:
        FileRefusedError: The scheme file has errors; they come along as findings.
        UnreadableFileError: The scheme file cannot be read.
    """
    path = _path("schemes", name, near)
    return _scheme(path) if path else None


def programme(name: str, near: Path | None = None) -> Programme | None:
    """Return a programme; as `scheme` does with schemes."""
    path = _path("programmes", name, near)
    return _programme(path) if path else None


def chart(name: str, near: Path | None = None) -> Chart | None:
    """Return a chart of accounts; as `scheme` does with schemes."""
    path = _path("charts", name, near)
    return _chart(path) if path else None


def unit_cost_table_ids() -> tuple[str, ...]:
    """Return the ids of the shipped tables of unit costs, in order."""
    return _ids("unit_costs")


def unit_cost_table(name: str, near: Path | None = None) -> UnitCostTable | None:
    """Return a table of unit costs; as `scheme` does with schemes."""
    path = _path("unit_costs", name, near)
    return _unit_cost_table(path) if path else None


@cache
def simplified_rules() -> Texts[str, SimplifiedRule]:
    """Return what laws and programmes allow of simplified cost options, by id."""
    return {rule.id: rule for rule in _simplified()[0]}


@cache
def time_bases() -> Texts[str, TimeBase]:
    """Return how much work programmes count as a full year, by id."""
    return {base.id: base for base in _simplified()[1]}


def form(name: str, near: Path | None = None) -> tuple[Layout | None, tuple[Finding, ...]]:
    """Return a form's layout, or None, and the problems in its file.

    Args:
        name: Id of a shipped form, or path of a form file of one's own.
        near: Folder, or a file in it, from which such a path is taken; the current folder unless given.

    Raises:
        UnknownFormError: There is no such form.
        UnreadableFileError: Its file cannot be read.
    """
    path = _path("forms", name, near)
    if path is None:
        raise errors.UnknownFormError(name=name, nearest=near_names(name, form_ids()))
    return _shipped_form(path) if name in form_ids() else _form(path)


@cache
def form_words() -> FormWords:
    """Return what the words of Swedish forms mean in English."""
    from ledger.importers.forms.form_words import read_form_words  # noqa: PLC0415
    from ledger.importers.text_file import read_text  # noqa: PLC0415

    path = DATA / "form_words" / "english.toml"
    return read_form_words(read_text(path), str(path))


@cache
def mapping(origin: str, target: str) -> Mapping | None:
    """Return the shipped mapping from one scheme to another, or None."""
    from ledger.importers.mapping_file import read_mapping_file  # noqa: PLC0415

    path = _path("mappings", f"{origin}.{target}", None)
    return _sound(path, lambda text, file: read_mapping_file(text, file, scheme)) if path else None


def fill_words(scheme: Scheme, dossier: Dossier | None) -> Vocabulary:
    """Return the words by which cells of a funder's workbook are recognised, for a scheme and perhaps a project."""
    from ledger.importers.funders.fill_words import read_fill_words  # noqa: PLC0415
    from ledger.importers.text_file import read_text  # noqa: PLC0415

    path = DATA / "fill" / "words.toml"
    return read_fill_words(read_text(path), str(path), scheme, dossier)


def heading_words() -> Texts[str, tuple[str, ...]]:
    """Return the headings by which columns of other programs' files are recognised, by our column or helper."""
    from ledger.importers.actuals.heading_words import read_heading_words  # noqa: PLC0415
    from ledger.importers.text_file import read_text  # noqa: PLC0415

    path = DATA / "headings" / "actuals.toml"
    return read_heading_words(read_text(path), str(path))


def usual_headings() -> Texts[str, str]:
    """Return the headings that an import without a map takes for columns, by their letters."""
    from ledger.importers.actuals.heading_words import read_usual_names  # noqa: PLC0415
    from ledger.importers.text_file import read_text  # noqa: PLC0415

    path = DATA / "headings" / "actuals.toml"
    return read_usual_names(read_text(path), str(path))


def labels(language: str, *groups: str) -> Labels:
    """Return the texts of a language.

    Args:
        language: ``sv`` or ``en``.
        groups: The label files to look into; all of them if none is named.

    Raises:
        LanguageError: There are no texts in this language.
    """
    from ledger.render.label_files import LabelFiles  # noqa: PLC0415

    if language not in LANGUAGES:
        from ledger.errors import LanguageError  # noqa: PLC0415 - commands let nobody choose another

        raise LanguageError(language=language, known=", ".join(LANGUAGES))
    return Labels(language, LabelFiles(DATA / "labels" / language, iter(groups) if groups else _groups(language)))


def help_texts(language: str) -> dict[str, str]:
    """Return what stands for each English paragraph of the help texts; nothing where they are English anyway."""
    from ledger.render.label_files import read_texts  # noqa: PLC0415

    path = DATA / "help" / f"{language}.toml"
    return read_texts(path) if path.is_file() else {}


def fixtures() -> Path:
    """Return the folder of the demo's projects: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).with_name("fixtures")
    return inside if inside.is_dir() else Path(__file__).parent.with_name("fixtures")


@cache
def _ids(folder: str) -> tuple[str, ...]:
    root = DATA / folder
    return tuple(sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.toml")))


def _groups(language: str) -> Iterator[str]:
    yield from _REPORTS
    yield from (group for group in _ids(f"labels/{language}") if group not in _REPORTS)


@cache
def _scheme(path: Path) -> Scheme:
    from ledger.importers.scheme_file import read_scheme_file  # noqa: PLC0415

    return _sound(path, read_scheme_file)


@cache
def _programme(path: Path) -> Programme:
    from ledger.importers.programme_file import read_programme_file  # noqa: PLC0415

    return _sound(path, read_programme_file)


@cache
def vat_compensations() -> tuple[VatCompensation, ...]:
    """Return the flat rates of the municipal refund of value added tax.

    Raises:
        FileRefusedError: The shipped file has errors.
    """
    from ledger.importers.vat_file import read_vat_file  # noqa: PLC0415

    return _sound(DATA / "rates" / "vat.toml", read_vat_file)


def _form(path: Path) -> tuple[Layout | None, tuple[Finding, ...]]:
    """Read a form's file; one of one's own is read each time, for its author edits and looks in turns."""
    from ledger.importers.forms.form_file import read_form_file  # noqa: PLC0415
    from ledger.importers.text_file import read_text  # noqa: PLC0415

    return read_form_file(read_text(path), str(path))


_shipped_form = cache(_form)
"""Read a shipped form once, however many projects it is filled for."""


@cache
def _chart(path: Path) -> Chart:
    from ledger.importers.accounts.chart_file import read_chart_file  # noqa: PLC0415

    return _sound(path, read_chart_file)


@cache
def _unit_cost_table(path: Path) -> UnitCostTable:
    from ledger.importers.projects.simplified_file import read_unit_cost_table  # noqa: PLC0415

    return _sound(path, read_unit_cost_table)


@cache
def _simplified() -> tuple[tuple[SimplifiedRule, ...], tuple[TimeBase, ...]]:
    from ledger.importers.projects.simplified_file import read_simplified_file  # noqa: PLC0415

    return _sound(DATA / "rates" / "simplified.toml", read_simplified_file)


def _path(folder: str, name: str, near: Path | None) -> Path | None:
    """Return the file of a name, or None; only known ids reach the shipped folder, so none can climb out of it."""
    if name in _ids(folder):
        return DATA / folder / f"{name}.toml"
    if not name.endswith(".toml"):
        return None
    base = near or Path()
    path = (base.parent if base.is_file() else base) / name
    try:
        return path if path.is_file() else None
    except OSError:  # no file can have such a name
        return None


def _sound(path: Path, read: Callable[[str, str], tuple[T | None, tuple[Finding, ...]]]) -> T:
    """Return what a file holds.

    Raises:
        FileRefusedError: It has errors.
    """
    from ledger.importers.text_file import read_text  # noqa: PLC0415

    fact, findings = read(read_text(path), str(path))
    if fact is None:
        raise errors.FileRefusedError(file=path, findings=findings)
    return fact
