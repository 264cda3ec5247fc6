"""Write the pages that are made from the code and its data, or check that they say what the code says.

    python docs/generate.py            writes the pages, and runs those that show commands anew
    python docs/generate.py --check    names those that are out of date and ends with status 1

A page is a function in `PAGES` that returns its text. The English texts of errors, which stand in their classes, are
written beside the Swedish ones in the same way.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from public_names import library_page  # noqa: E402 - the page of the library
from transcripts import PAGES as TRANSCRIPTS  # noqa: E402 - the pages that show commands
from transcripts import rerun  # noqa: E402

from cli import main as main_command  # noqa: E402
from ledger import catalog  # noqa: E402 - the checkout's own package
from ledger import errors  # noqa: E402
from ledger.console.groups import Context  # noqa: E402
from ledger.console.settings import Settings  # noqa: E402
from ledger.core.finding import Severity  # noqa: E402
from ledger.errors import LedgerError  # noqa: E402

_CODE = re.compile(r"[A-Z]{2,5}-[0-9]{3}")
_SEVERITIES = {"note": Severity.NOTE, "warning": Severity.WARN, "stop": Severity.STOP}

_COMMANDS = """\
# Commands

`--book`, `--lang` and `--author` may stand before or after the name of any command; `$MEDFIN_BOOK` and
`$MEDFIN_AUTHOR` stand for the first and the last.

Exit status: 0 done, also with notes and warnings; 1 findings that stop; 2 refused or misused; 3 try again. This page
is made by `docs/generate.py` from the command itself.
"""

_COMMANDS_SV = """\
# Kommandon

`--book`, `--lang` och `--author` får stå före eller efter vilket kommandos namn som helst; `$MEDFIN_BOOK` och
`$MEDFIN_AUTHOR` gäller annars för den första och den sista.

Slutstatus: 0 klart, också med notiser och varningar; 1 något i uppgifterna stoppar; 2 vägrat eller felskrivet;
3 försök igen. Sidan görs av `docs/generate.py` ur kommandot självt.
"""

_FINDINGS = """\
# Findings

Problems in data, all told at once. A *stop* keeps a command from booking anything; a *warning* is something to look
into, a *note* something to know. A project sets another severity for a code in its file, or switches it off:

```toml
[severity]
"STA-001" = "off"     # off note warn stop
```

Words in braces are filled in. This page is made by `docs/generate.py` from the code and the label files.

| code | severity | English | svenska |
|---|---|---|---|
"""

_ERRORS = """\
# Errors

What medfin refuses. Nothing has been changed when one of these is told. Exit status 2 means refused or misused, 3 that
the same command may be given again. Words in braces are filled in. This page is made by `docs/generate.py` from
`ledger/errors/` and the label files.

| code | status | meaning | English | svenska |
|---|---|---|---|---|
"""


@cache
def finding_codes() -> dict[str, Severity]:
    """Return every finding code in the code with its default severity, in order.

    A code's severity is the function that it is given to: `note`, `warning` or `stop`. A code that first goes elsewhere
    has the one of these that its module gives a variable to, or a place in its module's `_WARNS`; else it is of a file
    being read, where every problem stops.
    """
    refused = {error.code for error in error_classes()}
    found: dict[str, Severity] = {}
    for path in sorted(ROOT.glob("ledger/**/*.py")):
        found |= {code: severity for code, severity in _codes_in(path) if code not in refused}
    return dict(sorted(found.items()))


def error_classes() -> list[type[LedgerError]]:
    """Return every class of errors that has a code of its own, by code."""
    classes: list[type[LedgerError]] = [getattr(errors, name) for name in dir(errors)]
    return sorted((each for each in classes if "code" in vars(each)), key=lambda each: each.code)


_COUNTED = re.compile(r"\{(\w+):[^|}]*\|([^}]*)\}")
"""A slot that names what is counted; the page has the word for many."""


def findings_page() -> str:
    """Return the page of findings."""
    both = english, _ = catalog.labels("en").texts, catalog.labels("sv").texts
    rows = (
        (code, english[f"severity.{severity}"], *(_COUNTED.sub(r"{\1} \2", each[f"finding.{code}"]) for each in both))
        for code, severity in finding_codes().items()
    )
    return _FINDINGS + "".join(map(_row, rows))


def errors_page() -> str:
    """Return the page of errors."""
    swedish = catalog.labels("sv", "errors").texts
    rows = (
        (each.code, str(each.exit_status), (each.__doc__ or "").strip(), each.template, swedish[f"error.{each.code}"])
        for each in error_classes()
    )
    return _ERRORS + "".join(map(_row, rows))


def english_errors() -> str:
    """Return the label file of the English texts of errors."""
    lines = (f'"error.{each.code}" = {json.dumps(each.template, ensure_ascii=False)}\n' for each in error_classes())
    return "# Made by docs/generate.py from ledger/errors/.\n\n" + "".join(lines)


def cli_page() -> str:
    """Return the page of commands, each with its own help."""
    return _COMMANDS + _all_helps("en")


def swedish_cli_page() -> str:
    """Return the same page in Swedish."""
    return _COMMANDS_SV + _all_helps("sv")


def _all_helps(language: str) -> str:
    helps = _helps(main_command, "medfin", language)
    return "".join(f"\n## {name}\n\n```text\n{help_}\n```\n" for name, help_ in helps)


def _helps(command: click.Command, name: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield every command's name and help, a group's before its members'."""
    context = Context(
        command,
        info_name=name,
        terminal_width=100,
        obj=Settings(language=language),
    )
    yield name, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if isinstance(command, click.Group):
        for member in command.list_commands(context):
            if found := command.get_command(context, member):
                yield from _helps(found, f"{name} {member}", language)


PAGES: dict[str, Callable[[], str]] = {
    "docs/cli.md": cli_page,
    "docs/cli.sv.md": swedish_cli_page,
    "docs/findings.md": findings_page,
    "docs/library.md": library_page,
    "docs/errors.md": errors_page,
    "ledger/data/labels/en/errors.toml": english_errors,
}


def outdated() -> list[str]:
    """Return the names of the pages that do not say what the code says."""
    return [name for name, page in PAGES.items() if _read(name) != page()]


def write() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), encoding="utf-8")
    for name in TRANSCRIPTS:
        with TemporaryDirectory() as folder:
            text = rerun(ROOT / name, Path(folder))
        (ROOT / name).write_text(text, encoding="utf-8")


def _read(name: str) -> str:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |\n"


def _codes_in(path: Path) -> Iterator[tuple[str, Severity]]:
    """Yield the codes in a file; those given to one of the three functions last, so that they count."""
    text = path.read_text(encoding="utf-8")
    if not _CODE.search(text):
        return  # most modules name none, and reading their trees takes most of the time
    tree = ast.parse(text)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in _SEVERITIES]
    handed_on = {_SEVERITIES[_name(call.func)] for call in calls if call.args and isinstance(call.args[0], ast.Name)}
    usual = handed_on.pop() if len(handed_on) == 1 else Severity.STOP
    yield from ((code, usual) for code in _codes(tree))
    yield from ((code, Severity.WARN) for each in tree.body if _defines(each, "_WARNS") for code in _codes(each))
    for call in calls:
        yield from ((code, _SEVERITIES[_name(call.func)]) for code in _codes(call))


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
            yield node.value


def _defines(statement: ast.stmt, name: str) -> bool:
    return isinstance(statement, ast.Assign) and any(_name(target) == name for target in statement.targets)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` only compare; return the exit status."""
    if arguments == ["--check"]:
        stale = outdated()
        sys.stderr.writelines(f"{name} is out of date; run python docs/generate.py\n" for name in stale)
        return 1 if stale else 0
    write()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
