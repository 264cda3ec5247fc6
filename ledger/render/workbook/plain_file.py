"""A file as XlsxWriter packs it, its texts written without what hardly any text needs."""

from __future__ import annotations

from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.workbook import Workbook


class PlainFile(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A file whose texts are most of them plain."""

    def _get_packager(self) -> Packager:
        """Return what packs the file; XlsxWriter asks for it here so that it can be another."""
        return _PlainPackager()


class _PlainPackager(Packager):  # type: ignore[misc]
    """Packs a file as XlsxWriter does, but for the list of its texts."""

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            texts = _PlainStrings()
            texts.string_table = self.workbook.str_table
            texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001 - as XlsxWriter does
            texts._assemble_xml_file()  # noqa: SLF001


class _PlainStrings(SharedStrings):  # type: ignore[misc]
    """The list of a file's texts.

    XlsxWriter looks through each five times for what has to be told otherwise: characters that cannot be seen, names of
    such characters, spaces at either end, and pieces that look different. A text that Python prints, whose ends are no
    spaces and that is no such name or piece needs none of that; the bytes are the same.
    """

    def _write_sst_strings(self) -> None:
        parts = list[str]()
        for text in self.string_table.string_array:
            if text.isprintable() and text == text.strip() and "_x" not in text and text[:1] != "<":
                told = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                parts.append(f"<si><t>{told}</t></si>")
            else:
                self.fh.write("".join(parts))
                parts.clear()
                self._write_si(text)
        self.fh.write("".join(parts))
