"""Draw the pictures in docs/forms: each shipped form, filled for an example project, as it prints.

Run ``python docs/form_pictures.py`` from the top folder, with LibreOffice (soffice) and poppler (pdftoppm) installed.
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
ENVIRONMENT = {**os.environ, "LC_ALL": "sv_SE.UTF-8", "LANG": "sv_SE.UTF-8"}


def main() -> None:
    """Fill, print and draw every form; one start of LibreOffice does for all."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = list(written(folder))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
        for path in paths:
            picture = PICTURES / path.stem
            pages = ["pdftoppm", "-png", "-r", DOTS_PER_INCH, "-f", "1", "-l", "1", "-singlefile"]
            subprocess.run([*pages, str(path.with_suffix(".pdf")), str(picture)], check=True)
    size = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"{len(paths)} pictures, {size // 1024} KiB")


def written(folder: Path) -> list[Path]:
    """Write every form into a folder; Swedish is the language of their words."""
    paths = []
    with filled_book() as book:
        for name, (project, terms) in FILLED.items():
            path = folder / f"{name.replace('/', '_')}.xlsx"
            path.write_bytes(to_xlsx(form(book, name, project, view(book, terms)), catalog.labels("sv")))
            paths.append(path)
    return paths


if __name__ == "__main__":
    main()
