"""Draw the pictures in docs/forms: each shipped form, filled for an example project, as it prints.

Run ``python docs/form_pictures.py`` from the top folder, with LibreOffice (soffice) and poppler (pdftoppm, pdftotext)
installed. A form's own pages are drawn, with its charts and checks; the lists of entries and reasons behind it are not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path.insert(0, str(TOP))

from ledger import catalog  # noqa: E402 - found from the top folder
from ledger.app.funders.forms import form  # noqa: E402
from ledger.render.xlsx import to_xlsx  # noqa: E402
from tests.forms.filled import FILLED  # noqa: E402
from tests.forms.filled import filled_book  # noqa: E402
from tests.forms.filled import view  # noqa: E402

PICTURES = TOP / "docs" / "forms"
DOTS_PER_INCH = "64"
LOCALES = {"sv": "sv_SE.UTF-8", "en": "en_GB.UTF-8"}
IN_ENGLISH = (
    "burlov-staffanstorp/medelsansokan",
    "esf-2021-2027/utbetalning-15",
    "finsam/driftsredovisning",
    "finsam/halvarsuppfoljning",
)
"""Forms that are drawn in English too: what the funder says stays Swedish."""

BEHIND = ("Poster", "Underlag", "Entries", "Basis")
"""Sheets that are not drawn."""


def main() -> None:
    """Fill, print and draw every form; one start of LibreOffice does for all of a language."""
    PICTURES.mkdir(exist_ok=True)
    for picture in PICTURES.glob("*.png"):
        picture.unlink()
    for language, names in (("sv", tuple(FILLED)), ("en", IN_ENGLISH)):
        with tempfile.TemporaryDirectory() as folder:
            for path in printed(Path(folder), language, names):
                draw(path)
    pictures = list(PICTURES.glob("*.png"))
    print(f"{len(pictures)} pictures, {sum(path.stat().st_size for path in pictures) // 1024} KiB")


def printed(folder: Path, language: str, names: tuple[str, ...]) -> list[Path]:
    """Write forms into a folder and print them there."""
    paths = written(folder, language, names)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)]
    environment = {**os.environ, "LC_ALL": LOCALES[language], "LANG": LOCALES[language]}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return [path.with_suffix(".pdf") for path in paths]


def written(folder: Path, language: str, names: tuple[str, ...]) -> list[Path]:
    """Write forms into a folder."""
    paths = []
    with filled_book() as book:
        for name in names:
            project, terms = FILLED[name]
            path = folder / f"{name.replace('/', '_')}{'' if language == 'sv' else f'.{language}'}.xlsx"
            path.write_bytes(to_xlsx(form(book, name, project, view(book, terms)), catalog.labels(language)))
            paths.append(path)
    return paths


def draw(path: Path) -> None:
    """Draw the pages of a printed form; the first has the form's name, the others a number as well."""
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    at = 0
    for number, page in enumerate(text.split("\f"), start=1):
        foot = page.rstrip().rpartition("\n")[2].split()
        if not foot or foot[0] in BEHIND:
            continue
        at += 1
        picture = PICTURES / (path.stem if at == 1 else f"{path.stem}-{at}")
        pages = ["pdftoppm", "-png", "-r", DOTS_PER_INCH, "-f", str(number), "-l", str(number), "-singlefile"]
        subprocess.run([*pages, str(path), str(picture)], check=True)


if __name__ == "__main__":
    main()
