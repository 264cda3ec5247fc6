"""The records that say what a file is: company, years, accounts, dimensions, objects. In any order."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.importers.sie.fields import Fields
from ledger.importers.sie.records import SieAccount
from ledger.importers.sie.records import SieDimension
from ledger.importers.sie.records import SieHead
from ledger.importers.sie.records import SieObject
from ledger.importers.sie.records import SieYear
from ledger.importers.sie.records import by_number
from ledger.importers.sie.texts import Texts
from ledger.importers.sie.told import Told
from ledger.importers.sie.values import iso_day

_YEAR_NUMBER = re.compile("0|-[0-9]{1,3}")
_COMPULSORY = ("#FLAGGA", "#PROGRAM", "#FORMAT", "#GEN", "#SIETYP", "#FNAMN")
_IGNORED = frozenset(
    {"#FORMAT", "#PROSA", "#FTYP", "#FNR", "#BKOD", "#ADRESS", "#TAXAR", "#SRU"}
)  # records that nothing here needs


class HeadReader:
    """Gathers a file's head, record by record.

    Args:
        texts: Turns fields into texts.
        told: Where oddities go.
        encoding: The file's encoding.
    """

    def __init__(self, texts: Texts, told: Told, encoding: str) -> None:
        self._texts = texts
        self._told = told
        self._facts: dict[str, str] = {"encoding": encoding}
        self._years: dict[int, SieYear] = {}
        self._accounts: dict[str, dict[str, str]] = {}
        self._dimensions: dict[str, SieDimension] = {}
        self._objects: dict[tuple[str, str], SieObject] = {}
        self._seen: set[str] = set()
        self._readers: dict[str, Callable[[list[str], int], None]] = {
            "#FLAGGA": self._flag,
            "#PROGRAM": self._program,
            "#GEN": lambda fields, line: self._day("generated_on", fields, line),
            "#OMFATTN": lambda fields, line: self._day("covers_to", fields, line),
            "#SIETYP": lambda fields, _: self._fact("sie_type", fields),
            "#ORGNR": lambda fields, _: self._fact("orgnr", fields),
            "#FNAMN": lambda fields, _: self._fact("company", fields),
            "#KPTYP": lambda fields, _: self._fact("chart", fields),
            "#VALUTA": lambda fields, _: self._fact("currency", fields),
            "#RAR": self._year,
            "#KONTO": lambda fields, _: self._account(fields, "name"),
            "#KTYP": lambda fields, _: self._account(fields, "kind"),
            "#ENHET": lambda fields, _: self._account(fields, "unit"),
            "#DIM": self._dimension,
            "#UNDERDIM": self._dimension,
            "#OBJEKT": self._object,
        }

    def knows(self, label: str) -> bool:
        """Whether a label is one of the head's."""
        return label in self._readers or label in _IGNORED

    def add(self, label: str, fields: Fields, line: int) -> None:
        """Take in a record whose label `knows` knows."""
        self._seen.add(label)
        read = self._readers.get(label)
        if read is None:
            return
        texts = [self._texts.text(raw, line, label) for raw in fields.values[1:]]
        longest = {"#FNAMN": 1, "#KONTO": 2, "#DIM": 2, "#OBJEKT": 3}.get(label)
        if longest and fields.spaced and len(texts) > longest:
            texts[longest - 1 :] = [" ".join(texts[longest - 1 :])]
            self._told.add(note("SIE-017", self._told.at(line, label), text=texts[-1]))
        read(texts, line)

    def missing(self) -> tuple[str, ...]:
        """Return the labels of compulsory records that have not come."""
        return tuple(label for label in _COMPULSORY if label not in self._seen)

    def head(self) -> SieHead:
        """Return what has been gathered so far."""
        return SieHead(
            **self._facts,
            years=tuple(self._years[number] for number in sorted(self._years, reverse=True)),
            accounts=tuple(SieAccount(number=number, **self._accounts[number]) for number in sorted(self._accounts)),
            dimensions=by_number(self._dimensions.values()),
            objects=tuple(self._objects.values()),
        )

    def _fact(self, name: str, fields: list[str]) -> None:
        if fields and fields[0]:
            self._facts[name] = fields[0]

    def _flag(self, fields: list[str], line: int) -> None:
        if fields[:1] == ["1"]:
            self._told.add(note("SIE-007", self._told.at(line)))

    def _program(self, fields: list[str], _line: int) -> None:
        self._facts["program"] = " ".join(fields).strip()

    def _day(self, name: str, fields: list[str], line: int) -> None:
        day = iso_day(fields[0]) if fields else ""
        if day is None:
            self._told.add(note("SIE-103", self._told.at(line), text=fields[0]))
        self._facts[name] = day or ""

    def _year(self, fields: list[str], line: int) -> None:
        number, start, end, *_ = *fields, "", "", ""
        days = iso_day(start), iso_day(end)
        if _YEAR_NUMBER.fullmatch(number) and days[0] and days[1]:
            year = SieYear(number=int(number), start=date.fromisoformat(days[0]), end=date.fromisoformat(days[1]))
            self._years[year.number] = year
        else:
            self._told.add(warning("SIE-117", self._told.at(line), text=" ".join(fields)))

    def _account(self, fields: list[str], name: str) -> None:
        number, value, *_ = *fields, "", ""
        if number:
            self._accounts.setdefault(number, {})[name] = value

    def _dimension(self, fields: list[str], _line: int) -> None:
        number, name, parent, *_ = *fields, "", "", ""
        self._dimensions[number] = SieDimension(number=number, name=name, parent=parent)

    def _object(self, fields: list[str], _line: int) -> None:
        number, code, name, *_ = *fields, "", "", ""
        self._objects[number, code] = SieObject(dimension=number, code=code, name=name)
        self.use(number)

    def use(self, number: str) -> None:
        """Note that a dimension is used, whether or not a record describes it."""
        if number not in self._dimensions:
            self._dimensions[number] = SieDimension(number=number)
