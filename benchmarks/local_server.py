"""A PostgreSQL server for the benchmarks: its own folder and port, everything durable, gone when the run is over."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

SETTINGS = {"listen_addresses": "127.0.0.1", "shared_buffers": "512MB", "max_wal_size": "4GB"}
"""What is not as a server is installed: it must be durable, and may use some memory."""

_TRIES = 600


def programs() -> Path | None:
    """Return the folder of the newest server that is installed, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = shutil.which("postgres")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start a server on a folder, made if it is not there, and give its address; stop it in the end."""
    bin_ = programs()
    if bin_ is None:
        raise SystemExit("no PostgreSQL server is installed; give the address of one with --server, or --only SQLite")
    # A server refuses to run with all rights.
    user = {} if os.geteuid() else {"user": "postgres", "group": "postgres", "extra_groups": ()}
    data = folder / "server"
    if not (data / "PG_VERSION").exists():
        data.mkdir(exist_ok=True)
        if user:
            shutil.chown(data, "postgres", "postgres")
        made = [bin_ / "initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd="/", **user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    command = [bin_ / "postgres", "-D", data, "-p", str(port), "-k", str(data), *options]
    with (folder / "server.log").open("ab") as log:
        # In a session of its own, or Ctrl-C would end it before the run has told what it has.
        terms = {"cwd": "/", "start_new_session": True, **user}
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **terms)
    address = f"postgresql://owner@127.0.0.1:{port}/postgres"
    try:
        _wait(server, address)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(_TRIES):
        if server.poll() is not None:
            break
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not begin to answer; its log is in server.log")
