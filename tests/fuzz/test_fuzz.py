"""Whatever is in a file or on the command line: a refusal or findings with their place, in time, with little memory.

An ordinary run tries some hundreds of inputs of one seed; the profile ``release`` tries over a hundred thousand. What
failed is made again by its seed, kind and number: see `tests.fuzz.worker`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="the limits are of systems that have them")

from tests.fuzz import commands
from tests.fuzz import worker
from tests.fuzz.mutate import mutated
from tests.fuzz.readers import KINDS
from tests.fuzz.readers import BrokenPromiseError

ROOT = Path(__file__).parent.parent.parent
SEED = int(os.environ.get("MEDFIN_FUZZ_SEED", "1"))
RELEASE = os.environ.get("HYPOTHESIS_PROFILE") == "release"

COUNTS = {
    "project": (60, 24_000),
    "workbook": (10, 2_000),
    "actuals": (60, 24_000),
    "booked": (10, 2_000),
    "map": (40, 12_000),
    "sie": (60, 24_000),
    "booked sie": (15, 4_000),
    "sie map": (40, 12_000),
    "sheet": (15, 3_000),
    "statement": (20, 6_000),
    "federation": (30, 6_000),
    "scheme": (40, 9_000),
    "programme": (40, 9_000),
    "mapping": (40, 9_000),
    "form": (30, 9_000),
    worker.COMMAND: (80, 10_000),
}
"""How many inputs of each kind an ordinary run tries, and a release."""

JOB = 1_000
"""Inputs that one process tries; a new one starts without what the last one has learnt and kept."""

PROCESSES = 2
REAL_COMMANDS = 300 if RELEASE else 6


def jobs():
    """Return what the processes do: an ordinary run needs only one, for starting takes longer than trying."""
    if not RELEASE:
        return [[f"{kind}:0:{count}" for kind, (count, _) in COUNTS.items()]]
    return [
        [f"{kind}:{first}:{min(JOB, count - first)}"]
        for kind, (_, count) in COUNTS.items()
        for first in range(0, count, JOB)
    ]


def tried(folder, job):
    """Try the inputs of a job; return what went wrong, with what is needed to see it again."""
    folder.mkdir()
    ended = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.worker", str(SEED), *job],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    faults = [shown(**json.loads(line)) for line in ended.stdout.splitlines()]
    if ended.returncode:
        died = (folder / "tried").read_text(encoding="ascii") if (folder / "tried").exists() else "its start"
        faults.append(f"the process died with {ended.returncode} at {died}:\n{ended.stderr[-4_000:]}")
    return faults


def shown(*, kind, seed, number, fault):
    content = commands.made_of(seed, number) if kind == worker.COMMAND else mutated(KINDS[kind].corpus(), seed, number)
    return f"seed {seed}, {kind} {number}: {content!r:.2000}\n{fault}"


def test_no_input_breaks_a_promise(tmp_path):
    with ThreadPoolExecutor(PROCESSES) as pool:
        work = [pool.submit(tried, tmp_path / str(number), job) for number, job in enumerate(jobs())]
        faults = [fault for each in work for fault in each.result()]

    assert not faults, f"{len(faults)} faults\n\n" + "\n\n".join(faults[:5])


def test_a_release_tries_a_hundred_thousand_files():
    assert sum(release for kind, (_, release) in COUNTS.items() if kind != worker.COMMAND) >= 100_000


def test_the_same_seed_and_number_make_the_same_input():
    corpus = KINDS["project"].corpus()

    assert [mutated(corpus, 7, number) for number in range(20)] == [mutated(corpus, 7, number) for number in range(20)]
    assert mutated(corpus, 7, 1) != mutated(corpus, 8, 1)
    assert commands.made_of(7, 1) == commands.made_of(7, 1)


def test_real_processes_end_with_a_status_of_ours(tmp_path):
    commands.prepare(tmp_path / "pristine")
    here = tmp_path / "a/b/c/d/e/f"
    given = (commands.made_of(SEED + 1, number) for number in range(100_000))
    sound = (arguments for arguments in given if "\0" not in "".join(arguments))
    here.parent.mkdir(parents=True)
    for arguments, _ in zip(sound, range(REAL_COMMANDS), strict=False):
        commands.afresh(tmp_path / "pristine", here)
        ended = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *map(os.fsencode, arguments)],
            cwd=here,
            env={**os.environ, "PYTHONPATH": str(ROOT), "MEDFIN_AUTHOR": "Ekonomen"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        output = (ended.stdout + ended.stderr).decode("utf-8", "replace")
        try:
            commands.judge(ended.returncode, output)
        except BrokenPromiseError as error:
            pytest.fail(f"{arguments!r:.2000}\n{error}")
