"""The parts of the reader by themselves: fields, values, letters, checksum, lines."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.importers import sie
from ledger.importers.sie.checksum import summed_bytes
from ledger.importers.sie.encoding import CP437
from ledger.importers.sie.encoding import CP1252
from ledger.importers.sie.encoding import UTF8
from ledger.importers.sie.encoding import decode
from ledger.importers.sie.fields import split_fields
from ledger.importers.sie.lines import LINE_MAX
from ledger.importers.sie.lines import blocks
from ledger.importers.sie.texts import Texts
from ledger.importers.sie.told import Told
from ledger.importers.sie.values import exact_quantity
from ledger.importers.sie.values import iso_day
from ledger.importers.sie.values import loose_minor_units
from ledger.importers.sie.values import minor_units
from ledger.importers.sie.vouchers import RowReader

FILES = Path(__file__).parent / "files"
SWEDISH = st.text("abcdefgåäöÅÄÖéü 0123456789-", min_size=1, max_size=40)
# What a field may hold by the book: anything but control characters; a backslash not last, for it would read as an
# escaped mark.
BOOKISH = st.text("ab åÖ\"\\{}'#1.", max_size=12).filter(lambda text: not text.endswith("\\"))


@pytest.mark.parametrize(
    ("line", "values", "listed", "odd"),
    [
        ('#A "b c" d', ["#A", "b c", "d"], None, ""),
        ('#A\t"b"\t\t""', ["#A", "b", ""], None, ""),
        ("#A {b} c", ["#A", "c"], ["b"], ""),
        ('#A { "b" "c d" } e', ["#A", "e"], ["b", "c d"], ""),
        ('#A {b "c}d"} e', ["#A", "e"], ["b", "c}d"], ""),
        ("#A {} b {c}", ["#A", "b", "{c}"], [], ""),
        ('#A {} "b\\"c\\" d" e', ["#A", 'b"c" d', "e"], [], ""),
        ('#A {} "C:\\b\\" c "d e"', ["#A", "C:\\b\\", "c", "d e"], [], ""),
        ('#A {} "C:\\b\\" ""', ["#A", "C:\\b\\", ""], [], ""),
        ('#A {} "b \\"c\\" and cut', ["#A", 'b "c" and cut'], [], "cut"),
        ('#A {} 12"skruv', ["#A", '12"skruv'], [], ""),
        ('#A {} "b "c" d" e', ["#A", 'b "c" d', "e"], [], "quotes"),
        ('#A {} "b', ["#A", "b"], [], "cut"),
        ("#A {b c 5.00 d", ["#A", "5.00", "d"], ["b", "c"], "list"),
        ("#A { 5 d", ["#A", "5", "d"], [], "list"),
    ],
)
def test_a_line_is_taken_apart(line, values, listed, odd):
    found = split_fields(line.encode(), has_list=True)

    assert [value.decode() for value in found.values] == values
    assert (found.listed and [value.decode() for value in found.listed]) == (listed or found.listed)
    assert found.odd == odd


@given(st.lists(BOOKISH, max_size=5), st.lists(BOOKISH, max_size=4))
@example(fields=['"'], listed=['{"\\'])
@example(fields=['\\"x'], listed=[])
def test_what_is_written_by_the_book_is_read_back(fields, listed):
    def quoted(texts):
        return " ".join('"' + text.replace('"', '\\"') + '"' for text in texts)

    listed = [text for text in listed if not text.endswith("\\")]
    line = f"#TRANS {{{quoted(listed)}}} {quoted(fields)}".strip().encode()
    found = split_fields(line, has_list=True)

    assert [value.decode() for value in found.values[1:]] == fields
    assert [value.decode() for value in found.listed] == listed


@given(st.binary(max_size=200).map(lambda raw: raw.replace(b"\n", b"")))
@example(b'#TRANS {"' * 20)
@example(b'"a" b" ' * 40)
@example(b'\\"' * 90)
def test_no_line_is_beyond_being_taken_apart(line):
    for has_list in (True, False):
        found = split_fields(line, has_list=has_list)

        assert all(type(value) is bytes for value in found.values)


def test_a_line_of_nothing_but_quotation_marks_is_taken_apart_at_once():
    assert split_fields(b"#TRANS {} " + b'"a"b" ' * 10_000, has_list=True).odd


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1", 100),
        ("-0.5", -50),
        ("1234.56", 123456),
        ("12.", 1200),
        ("1.5000", 150),
        ("1.005", None),
        ("1,5", None),
        ("1_0", None),
        ("١", None),
        ("", None),
        ("9" * 19, None),
    ],
)
def test_an_amount_is_exact_or_none(text, minor):
    assert minor_units(text) == minor


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1 234,50", 123450),
        ("+5", 500),
        ("1.234,50", 123450),
        ("1 000.00", 100000),
        ("1.234", None),
        ("1e3", None),
        ("(5,00)", None),
        ("5,00 EUR", None),
        ("ca 5,00", None),
        ("nan", None),
    ],
)
def test_an_amount_written_otherwise_is_read_only_where_one_reading_is_possible(text, minor):
    assert loose_minor_units(text) == minor


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20230131", "2023-01-31"),
        ("2023-01-31", "2023-01-31"),
        ("", ""),
        ("00000000", ""),
        ("0", ""),
        ("2023013", None),
        ("20230230", None),
        ("00010101", None),
        ("2023-0131", None),
        ("i dag", None),
    ],
)
def test_a_date_is_a_day_nothing_or_unreadable(text, day):
    assert iso_day(text) == day


@pytest.mark.parametrize(
    ("text", "quantity"),
    [("7.50", "7.5"), ("-007", "-7"), ("0.00", ""), ("", ""), ("1,25", "1.25"), ("-0", ""), ("två", None), (".", None)],
)
def test_a_quantity_is_an_exact_text(text, quantity):
    assert exact_quantity(text) == quantity


@pytest.mark.parametrize("encoding", [CP437, CP1252, UTF8])
@given(SWEDISH)
def test_a_swedish_text_is_read_in_its_file_s_encoding(encoding, text):
    assert decode(text.encode(encoding), encoding).text == text


@pytest.mark.parametrize("usual", [CP437, CP1252, UTF8])
@pytest.mark.parametrize("own", [CP437, CP1252, UTF8])
@pytest.mark.parametrize("text", ["Företag", "kostnadsställe", "Åtgärd för småbarn", "Övrigt år två"])
def test_a_field_in_another_encoding_is_repaired(text, own, usual):
    found = decode(text.encode(own), usual)

    assert (found.text, found.encoding) == (text, own)


@pytest.mark.parametrize("line", ["#VER A 1 20230101 „Kod†", '#FNR "1 ÷ 2"', "#PROSA ┼─"])
def test_signs_that_are_no_letters_are_left_alone_where_the_encoding_has_them(line):
    encoding = CP1252 if "†" in line else CP437
    found = decode(line.encode(encoding), encoding)

    assert found.text == line or "┼" in line


@pytest.mark.parametrize(
    ("line", "content"),
    [
        (b'#TRANS 1910 {1 "A B"} -10.00', b"#TRANS19101A B-10.00"),
        (b'#VER "A" 1 20230101 "en text"', b"#VERA120230101en text"),
        (b'#FNAMN "Gr\x94nt \\"blad\\""', b'#FNAMNGr\x94nt "blad"'),
        (b"#KONTO 1910 Kassa{x}", b"#KONTO1910Kassa{x}"),
        (b'#PSALDO 0 202301 1910 {6 "A}"} 1', b"#PSALDO020230119106A}1"),
        (b'#OIB 0 1910 {"6" 1} 5', b"#OIB01910615"),
        (b"{", b""),
        (b"}", b""),
    ],
)
def test_the_sum_is_over_labels_and_the_content_of_fields(line, content):
    assert summed_bytes(line) == content


def test_the_sum_is_the_one_that_a_hand_made_file_states():
    content = b"#FORMATPC8#SIETYP4#FNAMNA B"
    text = b'#FLAGGA 0\n#KSUMMA\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "A B"\n#KSUMMA %d\n#VER A 1 20230101\n{\n}\n'
    codes = [finding.code for finding in told(text % crc32(content))]

    assert "SIE-005" not in codes
    assert "SIE-005" in [finding.code for finding in told(text % (crc32(content) ^ 1))]


@given(st.lists(st.binary(max_size=30).map(lambda raw: raw.replace(b"\n", b"")), max_size=20))
def test_blocks_join_into_the_file(lines):
    raw = b"\n".join(lines)

    assert b"".join(block.content for block in blocks(io.BytesIO(raw), b"\n")) == raw


def test_a_line_without_end_is_not_held():
    raw = io.BytesIO(b"#A\n" + b"x" * 3_000_000 + b"\n#B")
    lines = b"".join(block.content for block in blocks(raw, b"\n")).split(b"\n")

    assert [lines[0], lines[-1]] == [b"#A", b"#B"]
    assert len(lines) == 3
    assert LINE_MAX < len(lines[1]) < 1_000_000


def test_a_million_oddities_do_not_fill_the_memory():
    rows = b"#TRANS 5010 {} fem\n" * 5000
    found = told(b"#FLAGGA 0\n#VER A 1 20230101\n{\n" + rows + b"}\n")

    assert sum(finding.code == "SIE-101" for finding in found) == 100
    assert [dict(each.values) for each in found if each.code == "SIE-018"] == [{"kind": "SIE-101", "count": 4900}]


def test_memory_does_not_grow_with_the_file():
    peaks = []
    for vouchers in (6_000, 12_000):  # several blocks
        lines = (
            f'#VER A {n} 20230101 "v {n}"\n{{\n#TRANS 1930 {{6 {n % 9}}} 1 20230101 "r {n}"\n}}\n'
            for n in range(vouchers)
        )
        stream = io.BytesIO(b"#FLAGGA 0\n" + "".join(lines).encode())
        tracemalloc.start()
        for _ in sie.read_sie(stream, file="x").rows():
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] + 500_000


@pytest.mark.parametrize("depth", [10, 100])
def test_xml_is_not_followed_into_any_depth(depth):
    raw = b"<Sie>" + b"<a>" * depth + b"</a>" * depth + b"</Sie>"
    codes = {finding.code for finding in told(raw)}

    assert ("SIE-302" in codes) is (depth > 64)


def test_a_tag_without_end_is_not_held():
    assert "SIE-302" in {finding.code for finding in told(b'<Sie a="' + b"x" * 3_000_000 + b'"/>')}


def told(raw):
    """Return what is found in a file."""
    books = sie.read_sie(io.BytesIO(raw), file="x.se")
    for _ in books.rows():
        pass
    return books.findings


ROWS = st.builds(
    "#{}TRANS {} {{{}}} {}{}{}".format,
    st.sampled_from(["", "R", "B"]),
    st.sampled_from(["5010", '"5010"', "19101", "FEL", '"Å1"']),
    st.sampled_from(["", " ", '"6" "Bi"', "6 Bi 1 Norr", '6 "Bi gård"', "6", '6 "a}b"']),
    st.sampled_from(["1", "-0.5", "12.50", '"7.25"', "1,5", "fem", "-0", "1.005"]),
    st.sampled_from(["", " 20230131", ' "20230131"', ' ""', " 00000000", " 2023-01-31", " 2023"]),
    st.sampled_from(["", ' "Hyra"', ' "å \\"b\\""', ' ""', ' "b" 2', ' "b" "" AB', ' "b"c" d"', " bar text", ' "cut']),
)


@given(ROWS)
@example('#TRANS 5010 {} "1 300,00" 20230131')
def test_the_quick_way_reads_a_row_as_the_careful_one_does(row):
    line = row.encode("cp437")
    ways = []
    for name in ("row", "_careful"):
        found = Told("x")
        reader = RowReader(Texts(CP437, found), found, lambda _: None)
        voucher = reader.voucher(b'#VER A 1 20230101 "V"', 1)
        ways.append((getattr(reader, name)(line, 2, voucher), {each.code for each in found.findings}))

    assert ways[0] == ways[1]


@given(
    st.sampled_from(["A", '"A"', '""', "1"]),
    st.sampled_from(["1", '""', '"B 2"', ""]),
    st.sampled_from(["20230131", '"20230131"', "00000000", "2023-01-31"]),
    st.sampled_from(["", ' "Hyra å"', ' "b" 20230201', ' "b" "" AB', ' "b"c" 20230201', " bar text 20230201", ' "cut']),
)
def test_the_quick_way_reads_a_voucher_as_the_careful_one_does(series, number, day, rest):
    line = f"#VER {series} {number} {day}{rest}".encode("cp437")
    told_of = Told("x")
    reader = RowReader(Texts(CP437, told_of), told_of, lambda _: None)

    assert reader.voucher(line, 1) == reader._careful_voucher(line, 1)
