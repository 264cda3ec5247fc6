"""The words by which cells of a funder's workbook are recognised."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import in_order
from ledger.core.section import Section
from ledger.core.toml_file import read_toml
from ledger.core.words import folded
from ledger.errors import FileRefusedError
from ledger.model.dossier import Dossier
from ledger.model.funders.fill_proposal import Vocabulary
from ledger.model.scheme import Scheme

_TOTALS = {"cost_total": "cost/total", "financing_total": "source/total"}


def read_fill_words(text: str, file: str, scheme: Scheme, dossier: Dossier | None) -> Vocabulary:
    """Return the words of a file, of a scheme's categories, and of a project's sources.

    Args:
        text: The file of words.
        file: Its name for people.
        scheme: Whose categories the workbook is taken to have.
        dossier: The project; None for no sources.

    Raises:
        FileRefusedError: The file of words has errors.
    """
    section, findings = read_toml(text, file)
    if section is None:
        raise FileRefusedError(file=file, findings=in_order(findings))
    rows = {word: _TOTALS[key] for key, word in _words(section.table("row", needed=True)) if key in _TOTALS}
    divisions = dict(_of_divisions(dossier))
    found = Vocabulary(
        rows=divisions | rows | dict(_of_sources(dossier)) | dict(_of_categories(scheme)),
        claims={word: key for key, word in _words(section.table("claim", needed=True))},
        months={word: int(key) for key, word in _words(section.table("month", needed=True))},
        divisions=divisions,
        columns={word: key for key, word in _words(section.table("column", needed=True))},
        facts={word: key for key, word in _words(section.table("fact", needed=True))},
    )
    if findings:
        raise FileRefusedError(file=file, findings=in_order(findings))
    return found


def _words(section: Section | None) -> Iterator[tuple[str, str]]:
    """Yield each key with each of its words."""
    for key in section.keys() if section else ():
        for word in section.texts(key) if section else ():
            yield key, folded(word)


def _of_categories(scheme: Scheme) -> Iterator[tuple[str, str]]:
    for category in scheme.categories:
        for word in (category.code, category.name.sv, category.name.en):
            yield folded(word), f"cost/{category.code}"


def _of_divisions(dossier: Dossier | None) -> Iterator[tuple[str, str]]:
    """Yield the names of a project's parts and phases."""
    for kind, held in (("part", dossier.project.parts), ("phase", dossier.project.phases)) if dossier else ():
        for each in held:
            for word in filter(None, (each.id, each.name)):
                yield folded(word), f"{kind}/{each.id}"


def _of_sources(dossier: Dossier | None) -> Iterator[tuple[str, str]]:
    """Yield the names of a project's sources; one that two of them have tells nothing."""
    if dossier is None:
        return
    named: dict[str, set[str]] = {}
    for source in dossier.project.sources:
        party = next((each for each in dossier.parties if each.id == source.party), None)
        words = (source.id, dossier.party_name(source.party), *(party.aliases if party else ()))
        for word in words:
            named.setdefault(folded(word), set()).add(f"source/{source.role}/{source.id}")
    yield from ((word, rows.pop()) for word, rows in named.items() if len(rows) == 1)
