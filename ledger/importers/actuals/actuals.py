"""What a file of actuals may say: its columns, the kinds of entry, and what each project offers to its rows."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache

import attrs

from ledger.core.finding import Finding
from ledger.core.near import nearest_name
from ledger.core.period import Period
from ledger.core.words import Name
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.core.words import label
from ledger.core.words import with_id
from ledger.model.claims.vat import VatTreatment
from ledger.model.entry_kind import EntryKind
from ledger.model.party import Party
from ledger.model.project import Project
from ledger.model.scheme import Scheme

COLUMNS: dict[str, Name] = {
    "date": Name("datum", "date"),
    "amount": Name("belopp", "amount"),
    "category": Name("kostnadsslag", "category"),
    "source": Name("finansiär", "source"),
    "text": Name("text", "text"),
    "voucher": Name("verifikation", "voucher"),
    "part": Name("delprojekt", "part"),
    "phase": Name("fas", "phase"),
    "kind": Name("typ", "kind"),
    "belongs": Name("avser", "belongs"),
    "paid": Name("betald", "paid"),
    "counterparty": Name("motpart", "counterparty"),
    "invoice": Name("faktura", "invoice"),
    "quantity": Name("antal", "quantity"),
    "unit": Name("enhet", "unit"),
    "account": Name("konto", "account"),
    "vat": Name("moms", "vat"),
    "vat_treatment": Name("momshantering", "vat_treatment"),
    "project": Name("projekt", "project"),
}
"""Columns of an actuals file by their English names, which code and map files use."""

TWO_SIDES: dict[str, Name] = {"debit": Name("debet", "debit"), "credit": Name("kredit", "credit")}
"""Columns that together stand for the amount in a file of a general ledger's."""

POSTING = ("project", "kind", "category", "source", "part", "phase")
"""Columns that say where an entry belongs; their cells name something that the project or medfin knows."""

_HINTS_MAX = 100

Lookup = Mapping[str, tuple[str, ...]]
"""Ids by everything that people may write for them; several where a name is not enough to tell them apart."""


def lookup(pairs: Iterable[tuple[str, str]]) -> Lookup:
    """Return ids by name from pairs of name and id; an id always stands for itself."""
    found: dict[str, tuple[str, ...]] = {}
    ids = []
    for name, id_ in pairs:
        known = found.get(folded(name), ())
        found[folded(name)] = known if id_ in known else (*known, id_)
        ids.append(id_)
    return {**found, **{folded(id_): (id_,) for id_ in ids}}


COLUMN_NAMES = lookup((name, key) for key, names in (COLUMNS | TWO_SIDES).items() for name in (names.sv, names.en))

KINDS = lookup(
    [
        ("kostnad", EntryKind.COST.value),
        ("bidrag i annat än pengar", EntryKind.IN_KIND.value),
        ("contribution in kind", EntryKind.IN_KIND.value),
        ("naturabidrag", EntryKind.IN_KIND.value),
        ("naturainsats", EntryKind.IN_KIND.value),
        ("in kind", EntryKind.IN_KIND.value),
        ("intäkt", EntryKind.INCOME.value),
        ("inbetalning", EntryKind.RECEIPT.value),
        ("rekvirerat", EntryKind.RECEIPT.value),
        ("förskott", EntryKind.ADVANCE.value),
        ("återbetalning", EntryKind.REPAYMENT.value),
    ]
)


VAT_TREATMENTS = lookup(
    [
        ("ej avdragsgill", VatTreatment.NON_DEDUCTIBLE.value),
        ("non-deductible", VatTreatment.NON_DEDUCTIBLE.value),
        ("avdragsgill", VatTreatment.DEDUCTIBLE.value),
        ("ersätts", VatTreatment.COMPENSATED.value),
        ("refunded", VatTreatment.COMPENSATED.value),
        ("upphandling", VatTreatment.PURCHASE.value),
        ("bidrag", VatTreatment.PURCHASE.value),
        ("grant", VatTreatment.PURCHASE.value),
        ("lokal", VatTreatment.PREMISES.value),
        ("övrigt", VatTreatment.REST.value),
        ("schablon: upphandling och bidrag", VatTreatment.PURCHASE.value),
        ("flat rate: procurement and grants", VatTreatment.PURCHASE.value),
        ("schablon: lokaler", VatTreatment.PREMISES.value),
        ("flat rate: premises", VatTreatment.PREMISES.value),
        ("schablon: övrigt", VatTreatment.REST.value),
        ("flat rate: the rest", VatTreatment.REST.value),
    ]
)
"""What becomes of a cost's value added tax, by what people may write for it."""

Hint = Callable[[str, Iterable[str]], Words]


def hints() -> Hint:
    """Return a function that suggests the nearest of some known names, or says nothing where none is near.

    After the first hundred words it says nothing more: in a file with a million mistakes, looking would take hours.
    """
    # With the names themselves, for another object might come to have their identity.
    told: dict[tuple[str, int], tuple[Words, Iterable[str]]] = {}

    def hint(word: str, known: Iterable[str]) -> Words:
        at = word, id(known)
        if at not in told:
            if len(told) >= _HINTS_MAX:
                return ""
            nearest = nearest_name(word, known)
            told[at] = label("hint.nearest", nearest=nearest) if nearest else "", known
        return told[at][0]

    return hint


def lookup_by_names(names: Iterable[tuple[str, Sequence[str | None]]]) -> Lookup:
    """Return ids by id, by name, and by name with the id in parentheses, which tells those alike apart."""
    return _lookup_of(tuple((id_, tuple(filter(None, known))) for id_, known in names))


@lru_cache(maxsize=256)
def _lookup_of(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Lookup:
    """Return the same lookup for the same names: projects of one programme offer the same."""
    return lookup((each, id_) for id_, known in names for name in (id_, *known) for each in (name, with_id(name, id_)))


@attrs.frozen(kw_only=True)
class Target:
    """A project as rows can be booked on it.

    Attributes:
        project: The project.
        scheme: Its cost categories.
        parties: The parties that it names.
        span: Its days; None where either end is not known.
        categories: Category codes by code and by name in both languages.
        sources: Source ids by id and by the party's id, name and aliases.
        parts: Part ids by id and name.
        phases: Phase ids by id and name.
    """

    project: Project
    scheme: Scheme
    parties: tuple[Party, ...] = ()
    span: Period | None = None
    categories: Lookup = attrs.field(init=False, eq=False, repr=False)
    sources: Lookup = attrs.field(init=False, eq=False, repr=False)
    parts: Lookup = attrs.field(init=False, eq=False, repr=False)
    phases: Lookup = attrs.field(init=False, eq=False, repr=False)

    @categories.default
    def _categories(self) -> Lookup:
        return lookup_by_names((each.code, (each.name.sv, each.name.en)) for each in self.scheme.categories)

    @sources.default
    def _sources(self) -> Lookup:
        parties = {party.id: (party.name, *party.aliases) for party in self.parties}
        return lookup_by_names((each.id, (each.party, *parties.get(each.party, ()))) for each in self.project.sources)

    @parts.default
    def _parts(self) -> Lookup:
        return lookup_by_names((each.id, (each.name,)) for each in self.project.parts)

    @phases.default
    def _phases(self) -> Lookup:
        return lookup_by_names((each.id, (each.name,)) for each in self.project.phases)


_ABOUT_A_ROW = ("CSV-1", "WKS-1", "SIM-101", "SIM-105")


def is_about_a_row(finding: Finding) -> bool:
    """Whether a finding costs one row of a file and leaves the others whole, so that the row can be left out.

    What else stops, such as a missing column or a quotation mark that is never closed, leaves an unknown part of the
    file unread.
    """
    return finding.code.startswith(_ABOUT_A_ROW)
