"""A federation's file to be filled in: what is needed stands there, empty, with the book's projects."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from enum import StrEnum

from ledger.core.section import choices_label
from ledger.core.words import Labels
from ledger.core.words import label
from ledger.exporters.toml_text import write_inline
from ledger.model.federation.federation import Involvement
from ledger.model.federation.federation import MemberGroup
from ledger.model.federation.federation import PairingPeriod
from ledger.model.project import Project


def write_blank_federation(projects: Sequence[Project], labels: Labels) -> str:
    """Return the text of a federation's file in which everything is still to be filled in.

    What must be there is an empty text, which `read_federation_file` tells by its line; what may be left out is a
    remark. Every project has its section, the federation's own accounts among them: their section is to be taken out
    when `accounts` names them.

    Args:
        projects: The projects of the book.
        labels: The texts of the language that remarks are written in.
    """
    say = _Remarks(labels)
    parts = (say.head(), say.federation(), say.members(), say.years(), say.areas(), say.projects(projects), say.rest())
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


class _Remarks:
    """The parts of the file, in a language."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._day, self._year, self._amount = (self._say(f"blank.{key}") for key in ("day", "year", "amount"))
        self._member = self._say("blank.federation.member_id")

    def head(self) -> Iterator[str]:
        for key in ("blank.federation.head", "blank.remarks", "blank.federation.add"):
            yield f"# {self._say(key)}"

    def federation(self) -> Iterator[str]:
        yield "[federation]"
        yield self._empty("name")
        yield self._left_out('accounts = ""', "accounts")
        yield self._left_out(f'pairing = "{PairingPeriod.YEAR}"', "pairing", PairingPeriod)
        yield self._left_out('cutoffs = ["04-30", "09-30", "12-31"]', "cutoffs")

    def members(self) -> Iterator[str]:
        yield f"# {self._say('blank.federation.members')}"
        yield "[[member]]"
        yield self._empty("id", "blank.source.id")
        yield self._empty("party", "blank.source.party")
        yield f'group = ""  # {self._labels.say(choices_label(MemberGroup))}'

    def years(self) -> Iterator[str]:
        yield f"# {self._say('blank.federation.years')}"
        yield "# [[year]]"
        yield f"# year = {self._year}"
        yield f'# contributions = "{self._amount}"  # {self._say("blank.federation.contributions")}'
        yield f"# municipal_key = {{ {self._member} = 2, {self._member} = 1 }}  # {self._say('blank.federation.key')}"
        yield f"# region_key = {{ {self._member} = 1, {self._member} = 1 }}  # {self._say('blank.federation.regions')}"
        yield ""
        yield f"# {self._say('blank.federation.payments')}"
        yield "# [[payment]]"
        yield f'# member = "{self._member}"'
        yield f"# day = {self._day}"
        yield f'# amount = "{self._amount}"'
        yield ""
        yield f"# [opening_capital]  # {self._say('blank.federation.opening')}"
        yield f'# {self._year} = "{self._amount}"'

    def areas(self) -> Iterator[str]:
        yield f"# {self._say('blank.federation.areas')}"
        for code in ("styrelse", "administration", "revision", "insatser"):
            yield "# [[area]]"
            yield f"# id = {write_inline(code)}"
            yield f"# categories = [{write_inline(code)}]"

    def projects(self, projects: Sequence[Project]) -> Iterator[str]:
        yield f"# {self._say('blank.federation.projects')}"
        choices = self._labels.say(choices_label(Involvement))
        for each in projects:
            yield "[[project]]"
            yield f"id = {write_inline(each.id)}  # {' '.join(each.name.split())}"
            yield f'involvement = ""  # {choices}'
            yield f'# area = "insatser"  # {self._say("blank.federation.area")}'

    def rest(self) -> Iterator[str]:
        yield f"# {self._say('blank.federation.internals')}"
        yield "# [[internal]]"
        for key in ("payer", "category", "part", "payee", "source"):
            yield f'# {key} = ""  # {self._say(f"blank.federation.{key}")}'
        yield ""
        yield f"# {self._say('blank.federation.lights')}"
        yield "# [lights]"
        for measure in ("used", "pace"):
            for colour in ("yellow", "red"):
                yield f'# {measure}_{colour} = ""  # {self._say(f"blank.federation.{measure}")}'

    def _say(self, key: str) -> str:
        return self._labels.say(label(key))

    def _empty(self, key: str, words: str | None = None) -> str:
        return f'{key} = ""  # {self._say(words or f"blank.federation.{key}")}'

    def _left_out(self, line: str, key: str, options: type[StrEnum] | None = None) -> str:
        told = f": {self._labels.say(choices_label(options))}" if options else ""
        return f"# {line}  # {self._say(f'blank.federation.{key}')}{told}"
