"""A made-up SIE 4 file of any size, and how fast it is read.

python benchmarks/sie_file.py write year.se 1000000
python benchmarks/sie_file.py read year.se
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

from ledger.importers import sie

COST_ACCOUNTS = ("4010", "5010", "5410", "5810", "5910", "6110", "6540", "6550", "7010", "7210", "7510", "7690")
TEXTS = ("Lön", "Hyra lokal", "Resor i tjänsten", "Förbrukning", "Konsult", "Utbildning", "Möte", "Telefoni", "Övrigt")
WITH_OBJECTS, WITH_TRAIL = 0.75, 0.02  # of cost rows, of vouchers
HEAD = """\
#FLAGGA 0
#PROGRAM "medfin benchmark" 1
#FORMAT PC8
#GEN 20240131
#SIETYP 4
#ORGNR 550000-0000
#FNAMN "Påhittade bolaget"
#RAR 0 20230101 20231231
#KONTO 1930 "Företagskonto"
#DIM 1 "Kostnadsställe"
#DIM 6 "Projekt"
"""


def lines(rows: int, seed: int = 1) -> Iterator[str]:
    """Yield the lines of a file: three rows a voucher, most cost rows with objects, a few vouchers with a trail."""
    dice = random.Random(seed)
    yield from HEAD.splitlines()
    yield from (f'#KONTO {account} "Kostnad {account}"' for account in COST_ACCOUNTS)
    yield from (f'#OBJEKT 6 P{number:03d} "Projekt {number}"' for number in range(200))
    vouchers = max(1, rows // 3)
    written = 0
    for number in range(1, vouchers + 1):
        day = f"2023{number * 12 // (vouchers + 1) + 1:02d}{dice.randint(1, 28):02d}"
        amounts = [dice.randint(1_00, 50_000_00) for _ in range(2)]
        yield f'#VER A {number} {day} "{dice.choice(TEXTS)} {number}" {day}'
        yield "{"
        for amount in amounts:
            pairs = f'"1" "{dice.randint(100, 140)}" "6" "P{dice.randint(0, 199):03d}"'
            listed = pairs if dice.random() < WITH_OBJECTS else ""
            start = f"   #TRANS {dice.choice(COST_ACCOUNTS)} {{{listed}}} {amount // 100}.{amount % 100:02d}"
            yield f'{start} {day} "{dice.choice(TEXTS)} {dice.randint(1, 400_000)}"'
        if dice.random() < WITH_TRAIL:
            yield f'   #RTRANS 6110 {{}} 10.00 {day} "Tillagd" 1 "AB"'
            yield f'   #TRANS 6110 {{}} 10.00 {day} "Tillagd"'
            yield f'   #BTRANS 6110 {{}} 99.00 {day} "Struken" 1 "AB"'
            amounts.append(1000)
        yield f"   #TRANS 1930 {{}} -{sum(amounts) // 100}.{sum(amounts) % 100:02d} {day}"
        yield "}"
        written += len(amounts) + 1
        if written >= rows:
            return


def write(path: Path, rows: int) -> None:
    """Write a file in code page 437 with DOS line ends."""
    with path.open("w", encoding="cp437", newline="\r\n") as stream:
        stream.writelines(f"{line}\n" for line in lines(rows))


def write_map(path: Path, projects: Sequence[str], categories: Sequence[str]) -> None:
    """Write the map that brings a file into projects: a project's code each, and a category for each account."""
    accounts = "".join(
        f'"{account}" = "{categories[at % len(categories)]}"\n' for at, account in enumerate(COST_ACCOUNTS)
    )
    objects = "".join(
        f'[[object]]\ndimension = "Projekt"\ncodes = ["P{at:03d}"]\nproject = "{id_}"\n'
        for at, id_ in enumerate(projects)
    )
    path.write_text(f"any_organisation = true\n[accounts]\n{accounts}{objects}", encoding="utf-8")


def read(path: Path) -> None:
    """Read a file and print how long it took."""
    wall, processor = time.perf_counter(), time.process_time()
    with path.open("rb") as stream:
        books = sie.read_sie(stream, file=path.name)
        rows = sum(1 for _ in books.rows())
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{books.lines} lines, {rows} rows: {processor:.2f} s CPU, {wall:.2f} s wall, {peak:.0f} MiB")
    print(f"{books.lines / processor:,.0f} lines/s of CPU, {books.lines / wall:,.0f} of wall")
    print(f"{len(books.findings)} findings")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        read(Path(sys.argv[2]))
