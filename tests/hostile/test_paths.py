"""Names that are paths, and files that are not what they seem: nothing is read or written where it should not be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ledger.app.files import write_whole
from ledger.errors import UnreadableFileError
from tests.conftest import STEGEN
from tests.conftest import nobody

HIDDEN = "hunter2"


@pytest.fixture(autouse=True)
def secret(tmp_path):
    """Put something beside the folder that no message may show."""
    for name in ("secret.toml", "secret.csv", "secret"):
        (tmp_path / name).write_text(f"password {HIDDEN}\nother = '{HIDDEN}'\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param('id = "stegen"', 'id = "../../x"', "TOML-010", id="project id"),
        pytest.param('id = "stegen"', 'id = "/etc/x"', "TOML-010", id="absolute project id"),
        pytest.param('id = "stegen"', 'id = "@book"', "TOML-010", id="the book's own scope"),
        pytest.param('id = "forbundet"', 'id = "../x"', "TOML-010", id="source id"),
        pytest.param('"finsam"', '"/etc/passwd"', "PRJ-002", id="programme"),
        pytest.param('"finsam"', '"../programmes/finsam"', "PRJ-002", id="programme out of its folder"),
        pytest.param('"burlov-staffanstorp"', '"../schemes/generell"', "PRJ-001", id="scheme out of its folder"),
        pytest.param('"burlov-staffanstorp"', '"secret"', "PRJ-001", id="a file that is no TOML by name"),
        pytest.param('"burlov-staffanstorp"', '"secret.toml"', "TOML-001", id="a file that is no TOML by content"),
        pytest.param('"burlov-staffanstorp"', '"link.toml"', "TOML-001", id="a link to a secret"),
        pytest.param('"burlov-staffanstorp"', '"folder.toml"', "PRJ-001", id="a folder"),
        pytest.param('"burlov-staffanstorp"', '"pipe.toml"', "PRJ-001", id="a pipe that nobody writes to"),
        pytest.param('"burlov-staffanstorp"', '"zero.toml"', "PRJ-001", id="a device without end"),
        pytest.param('"burlov-staffanstorp"', f'"{"x" * 5000}.toml"', "PRJ-001", id="a name that no file can have"),
    ],
)
def test_names_in_a_project_file_lead_nowhere_else(medfin, old, new, code):
    Path("link.toml").symlink_to("secret")
    Path("zero.toml").symlink_to("/dev/zero")
    Path("folder.toml").mkdir()
    os.mkfifo("pipe.toml")
    Path("evil.toml").write_text(STEGEN.replace(old, new, 1), encoding="utf-8")

    result = medfin("project", "add", "evil.toml")

    assert result.exit_code == 1
    assert code in result.stderr
    assert HIDDEN not in result.output
    assert "root:" not in result.output


@pytest.mark.parametrize(
    "name", ["../../../../etc/passwd", "/etc/passwd", "../schemes/generell", "secret", "secret.toml", "a\x00b"]
)
def test_a_form_is_one_of_ours_or_a_toml_file(medfin, name):
    result = medfin("form", name, "stegen", "-o", "out.xlsx")

    assert result.exit_code == 2
    assert HIDDEN not in result.output
    assert "root:" not in result.output
    assert not Path("out.xlsx").exists()


def test_a_file_that_is_something_else_is_refused_without_showing_what_is_in_it(medfin):
    for arguments in (
        ("project", "add", "secret"),
        ("project", "add", "secret.toml"),
        ("import", "secret.csv", "--project", "stegen"),
        ("import", "actuals.csv", "--project", "stegen", "--map", "secret.toml"),
        ("--book", "secret", "check"),
        ("--book", "secret", "init"),
    ):
        result = medfin(*arguments)
        assert result.exit_code in (1, 2)
        # A heading or a key is shown, so that its author finds it; what stands under it is not.
        assert HIDDEN not in result.output or arguments[1] == "secret.csv", arguments


@pytest.mark.parametrize(
    "path", ["folder", "/dev/zero", "/dev/null", "/dev/full", "pipe", "absent", "x" * 5000, "a\x00b", ""]
)
def test_what_is_no_file_is_refused(medfin, path):
    Path("folder").mkdir()
    os.mkfifo("pipe")

    assert medfin("import", path, "--project", "stegen").exit_code in (1, 2)
    assert medfin("--book", path, "check").exit_code == 2
    assert medfin("project", "add", path).exit_code in (1, 2)
    assert medfin("verify", "--chain", path).exit_code in (1, 2)


def test_a_scheme_of_ones_own_may_not_be_larger_than_a_megabyte(medfin):
    Path("large.toml").write_bytes(b"# \n" * 400_000)
    Path("evil.toml").write_text(STEGEN.replace("burlov-staffanstorp", "large.toml"), encoding="utf-8")

    for arguments in (("add", "evil.toml"), ("add", "large.toml")):
        result = medfin("project", *arguments)
        assert result.exit_code == 2
        assert "FIL-003" in result.stderr


def test_an_address_with_options_is_the_name_of_a_file(medfin):
    assert medfin("--book", "file:medfin.db?mode=memory", "init").exit_code == 0
    assert Path("file:medfin.db?mode=memory").stat().st_size > 0


@pytest.mark.parametrize("output", ["folder", "no/such/x.csv", "/dev/full", "a\x00b", "x" * 300, "x" * 5000])
def test_what_cannot_be_written_is_refused(medfin, output):
    Path("folder").mkdir()
    before = sorted(Path().iterdir())

    result = medfin("report", "variance", "--format", "csv", "-o", output)

    assert result.exit_code == 2
    assert sorted(Path().iterdir()) == before


def test_devices_are_written_to_and_stay_devices(medfin):
    assert medfin("report", "variance", "-o", "/dev/null").exit_code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def mode(path):
    return stat.S_IMODE(Path(path).stat().st_mode)


def test_new_files_can_be_read_by_their_owner_only(medfin):
    medfin("import", "actuals.csv", "--project", "stegen")
    medfin("report", "entries", "stegen", "--format", "csv", "-o", "entries.csv")
    medfin("report", "variance", "stegen", "--format", "xlsx", "-o", "book.xlsx")
    medfin("project", "export", "stegen", "-o", "project.toml")
    medfin("demo", "demo")

    for path in ("medfin.db", "entries.csv", "book.xlsx", "project.toml", *Path("demo").iterdir()):
        assert mode(path) == 0o600, path


def test_a_file_that_is_replaced_keeps_its_mode(medfin):
    Path("shared.csv").touch()
    Path("shared.csv").chmod(0o664)

    medfin("report", "variance", "--format", "csv", "-o", "shared.csv")

    assert mode("shared.csv") == 0o664
    assert Path("shared.csv").stat().st_size > 0


def test_what_a_link_points_to_is_replaced_and_not_the_link(medfin):
    Path("link.csv").symlink_to("target.csv")
    Path("target.csv").touch()

    medfin("report", "variance", "--format", "csv", "-o", "link.csv")

    assert Path("link.csv").is_symlink()
    assert Path("target.csv").stat().st_size > 0


def test_a_file_that_is_protected_is_not_replaced(tmp_path):
    kept = tmp_path / "kept.csv"
    kept.write_text("kept", encoding="utf-8")
    kept.chmod(0o444)

    with nobody(tmp_path), pytest.raises(UnreadableFileError):
        write_whole(kept, b"other")

    assert kept.read_text(encoding="utf-8") == "kept"
