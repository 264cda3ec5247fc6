"""The parts of an XLSX file: their XML with the places of its tags, and how parts point at each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname
from posixpath import join
from posixpath import normpath
from xml.parsers import expat
from zipfile import ZipFile

from ledger.core.xml_tag import is_alone
from ledger.core.xml_tag import tag_at
from ledger.errors import WorkbookPartError

MAINS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The format's own namespace, as most programs write it, and as *Strict Open XML* has it."""

_DECLARED = re.compile(rb"""^<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_READABLE = (b"utf-8", b"us-ascii", b"ascii")
_MARK = b"\xef\xbb\xbf"

Attributes = dict[str, str]


class Walk:
    """One walk through a part's XML: its tags in order with the bytes that they are; the format's own without prefix.

    Attributes:
        prefix: What stands before the names of the format's own tags.
    """

    def __init__(
        self,
        content: bytes,
        start: Callable[[str, Attributes, int, int], None],
        end: Callable[[str, int, int], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Get ready to walk.

        Args:
            content: The part.
            start: Told each tag's name, attributes, first byte and the byte after it.
            end: Told each end's name, first byte and the byte after it; for a tag that is its own end both are the
                byte after the tag.
            text: Told the texts between.
        """
        self.prefix = ""
        self._content, self._start, self._end = content, start, end
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._on_start
        self._parser.EndElementHandler = self._on_end if end else None
        self._parser.CharacterDataHandler = text
        self._root = True
        self._alone: set[int] = set()

    def through(self) -> None:
        """Walk."""
        self._parser.Parse(self._content, True)

    def _on_start(self, name: str, attributes: Attributes) -> None:
        if self._root:
            self._root = False
            self.prefix = next((f"{key[6:]}:" for key, uri in attributes.items() if _is_prefix(key, uri)), "")
            if attributes.get("xmlns") in MAINS:
                self.prefix = ""
        first = self._parser.CurrentByteIndex
        tag = tag_at(self._content, first)
        after = first + len(tag)
        if is_alone(tag):
            self._alone.add(after)
        own = self._own(name)
        if own:
            self._start(own, attributes, first, after)

    def _on_end(self, name: str) -> None:
        at = self._parser.CurrentByteIndex
        after = at
        if at not in self._alone:
            after = self._content.index(b">", at) + 1
        own = self._own(name)
        if self._end and own:
            self._end(own, at, after)

    def _own(self, name: str) -> str:
        """Return a tag's name: without the prefix if it is the format's own, with it if it is an extension's."""
        if name.startswith(self.prefix):
            return name[len(self.prefix) :]
        return name if ":" in name else ""


def _is_prefix(key: str, uri: str) -> bool:
    return key.startswith("xmlns:") and uri in MAINS


def read_part(archive: ZipFile, name: str, file: str) -> bytes:
    """Return a part whose bytes can be replaced in place.

    Raises:
        WorkbookPartError: It is written in another encoding than the one that every spreadsheet program writes.
    """
    content = archive.read(name)
    declared = _DECLARED.match(content.removeprefix(_MARK))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in _READABLE):
        raise WorkbookPartError(file=file, part=name)
    return content


def relations(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part points at, by id: the end of the relation's type, and the part's name in the archive."""
    name = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
    found: dict[str, tuple[str, str]] = {}
    if name not in archive.namelist():
        return found

    def start(tag: str, attributes: Attributes, _: int, __: int) -> None:
        if tag.rpartition(":")[2] == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    Walk(archive.read(name), start).through()
    return found


def main_part(archive: ZipFile) -> str:
    """Return the name of the part that lists the sheets."""
    return next((path for kind, path in relations(archive, "").values() if kind == "officeDocument"), "xl/workbook.xml")
