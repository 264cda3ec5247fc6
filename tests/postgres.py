"""A PostgreSQL server of the tests' own: made in a temporary folder, on a loopback port, by a user without rights."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

NEEDED = "needs PostgreSQL: apt-get install postgresql"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # the tests kill clients, not the machine
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "log_min_messages": "fatal",
    "lc_messages": "C",
}
GUARDED = "guarded"
"""A login that must give its password; all others are trusted."""


class Server:
    """A running server.

    Attributes:
        port: Where it listens on the loopback address.
    """

    def __init__(self, folder: Path, programs: Path) -> None:
        self._programs = programs
        self._user = {} if os.geteuid() else {"user": "postgres", "group": "postgres", "extra_groups": ()}
        if self._user:
            shutil.chown(folder, "postgres", "postgres")
        self._data = folder / "data"
        self.port = _free_port()
        self._run("initdb", "-D", self._data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        rules = self._data / "pg_hba.conf"
        rules.write_text(f"host all {GUARDED} 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n")
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        command = [self._programs / "postgres", "-D", self._data, "-p", str(self.port), "-k", str(folder), *options]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            **self._user,
        )
        self._wait()

    def address(self, database="postgres", login="owner"):
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"

    def run(self, statement, database="postgres", login="owner"):
        """Run a statement past medfin; return its rows."""
        with psycopg.connect(self.address(database, login), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def refusal(self, statement, login):
        """Run a statement past medfin; return the code with which it is refused."""
        try:
            self.run(statement, login=login)
        except psycopg.Error as error:
            return error.sqlstate
        return None

    def files(self, *tables):
        """Return the files that tables lie in, those of their long values among them."""
        names = ", ".join(f"'{table}'::regclass" for table in tables)
        found = self.run(
            "SELECT pg_relation_filepath(oid) FROM pg_class "
            f"WHERE oid IN ({names}) OR oid IN (SELECT reltoastrelid FROM pg_class WHERE oid IN ({names}))"
        )
        return [self._data / path for (path,) in found]

    def program(self, name, *arguments):
        """Run one of PostgreSQL's own programs as the tests' user."""
        return subprocess.run(
            [self._programs / name, *map(str, arguments)], capture_output=True, text=True, check=True, timeout=120
        )

    def stop(self):
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=60)

    def _run(self, name, *arguments):
        command = [self._programs / name, *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=120, **self._user)

    def _wait(self):
        for _ in range(300):
            if self._process.poll() is not None:
                break
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        message = "the server has not begun to answer"
        raise RuntimeError(message)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def programs():
    """Return the folder of the newest server that is installed, or of the one that ``MEDFIN_TEST_POSTGRESQL`` names."""
    named = os.environ.get("MEDFIN_TEST_POSTGRESQL")
    if named:
        return Path(named)
    found = shutil.which("postgres")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def _missing():
    if not os.geteuid():
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            return True
    return programs() is None


@pytest.fixture(scope="session")
def server():
    """Return a running server; where none is installed the test says so and is skipped, but in CI it fails."""
    if _missing():
        if os.environ.get("CI"):
            pytest.fail(NEEDED)
        pytest.skip(NEEDED)
    with tempfile.TemporaryDirectory(prefix="medfin-server-", ignore_cleanup_errors=True) as folder:
        made = Server(Path(folder), programs())
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def server_address(server):
    """Return the address of a database without a book."""
    server.run("DROP SCHEMA IF EXISTS medfin CASCADE")
    return server.address()
