"""A map for a funder's workbook proposed from the words that stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.files import file_digest
from ledger.app.files import open_file
from ledger.app.files import shown_name
from ledger.app.funders.fill_wanted import Request
from ledger.app.funders.fill_wanted import wanted
from ledger.core.finding import Place
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import label
from ledger.exporters.fill_map import write_fill_map
from ledger.importers.funders.labels import proposals
from ledger.importers.funders.labels import recognised
from ledger.importers.funders.workbook import read_funder_workbook
from ledger.model.dossier import Dossier
from ledger.model.funders.fill_map import FillEntry
from ledger.model.funders.fill_map import FillMap
from ledger.model.funders.fill_proposal import Proposal
from ledger.model.funders.fill_proposal import Vocabulary
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.view import View


@frozen(kw_only=True)
class Learned:
    """A proposed map.

    Attributes:
        text: The map as a file.
        proposals: What it proposes.
    """

    text: str
    proposals: tuple[Proposal, ...]

    @property
    def sure(self) -> int:
        """How many cells it is sure of."""
        return sum(each.sure for each in self.proposals)


def learn(template: Path | str, book: Book | None = None, id_: str | None = None, *, language: str = "sv") -> Learned:
    """Return a map proposed for a workbook.

    Args:
        template: The funder's workbook.
        book: The book; needed only with a project.
        id_: A project: then its sources are recognised too, and only what it has is proposed as sure. Without one the
            workbook is taken to be in the shipped scheme of which most words are found in it.
        language: Of the remarks.

    Raises:
        LedgerError: There is no such project, or the workbook cannot be read.
    """
    template = Path(template)
    with open_file(template) as stream:
        workbook = read_funder_workbook(stream, str(template), macros=True)
    labels = catalog.labels(language)
    found = dossier(book, id_, View(today=book.today)) if book and id_ else None
    vocabulary, scheme = _vocabulary(workbook, found)
    proposed = tuple(proposals(workbook, vocabulary))
    remarks: dict[str, str] = {}
    if book and id_:
        proposed = tuple(
            _checked(Request(book=book, project=id_, rules=FillMap(), workbook=workbook), proposed, remarks)
        )
    heads = [labels.say(label(f"fill.learned.{key}", scheme=scheme)) for key in ("head", "scheme", "unsure")]
    text = write_fill_map(proposed, remarks, head=heads, template=shown_name(template), sha256=file_digest(template))
    return Learned(text=text, proposals=proposed)


def _vocabulary(workbook: FunderWorkbook, found: Dossier | None) -> tuple[Vocabulary, str]:
    """Return the words that a workbook is taken to use, and the scheme that they are of."""
    if found:
        return catalog.fill_words(found.scheme, found), found.scheme.id
    schemes = [scheme for scheme in map(catalog.scheme, catalog.scheme_ids()) if scheme]
    known = [(catalog.fill_words(scheme, None), scheme.id) for scheme in schemes]
    return max(known, key=lambda each: recognised(workbook, each[0]))


def _checked(request: Request, proposed: tuple[Proposal, ...], remarks: dict[str, str]) -> Iterator[Proposal]:
    """Yield proposals, sure only where the project has the figure; note what the cell would show."""
    entries = tuple(
        FillEntry(at=each.at, shows=each.shows, unit=each.unit, place=Place(key=each.at)) for each in proposed
    )
    shown, findings = wanted(evolve(request, rules=FillMap(entries=entries)))
    labels = catalog.labels(request.language)
    remarks |= {each.entry.at: labels.say(each.said) for each in shown}
    stopped = {finding.place.key for finding in findings if finding.stops}
    yield from (evolve(each, sure=each.sure and each.at not in stopped) for each in proposed)
