"""How a command ends from outside, and that it leaves the program that runs it as it was."""

from __future__ import annotations

import os
import signal
import threading

import click
import pytest
from click.testing import CliRunner

from cli import main
from ledger.console.endings import as_they_came
from ledger.console.endings import heed_signals

HEEDED = (signal.SIGHUP, signal.SIGTERM)


@pytest.fixture(autouse=True)
def as_it_was():
    before = {number: signal.signal(number, signal.SIG_DFL) for number in HEEDED}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("arguments", [["--book", "nix.db", "check"], ["init", "--nix"], ["demo", "--help"]], ids=str)
def test_a_command_run_within_another_program_leaves_no_handler_behind(arguments):
    CliRunner().invoke(main, arguments)

    assert [signal.getsignal(number) for number in HEEDED] == [signal.SIG_DFL] * 2


def test_while_a_command_runs_a_request_to_end_undoes_what_is_half_done():
    let_be = heed_signals()

    with pytest.raises(SystemExit) as ended:
        os.kill(os.getpid(), signal.SIGTERM)

    assert ended.value.code == 128 + signal.SIGTERM
    let_be()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_whoever_ignores_signals_or_has_a_handler_is_left_in_peace():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, print)

    heed_signals()()

    assert (signal.getsignal(signal.SIGHUP), signal.getsignal(signal.SIGTERM)) == (signal.SIG_IGN, print)


def test_in_another_thread_nothing_is_heeded():
    done = []
    thread = threading.Thread(target=lambda: done.append(heed_signals()()))
    thread.start()
    thread.join()

    assert done == [None]
    assert [signal.getsignal(number) for number in HEEDED] == [signal.SIG_DFL] * 2


class Asked:
    """What is asked to end while a class is made with it, as by a signal."""

    def __init__(self, error):
        self._error = error

    def __set_name__(self, *_):
        raise self._error


@pytest.mark.parametrize("error", [SystemExit(143), KeyboardInterrupt()], ids=repr)
def test_what_comes_while_a_class_is_made_ends_the_command_as_at_any_other_moment(error):
    with pytest.raises(type(error)) as ended, as_they_came():
        type("Made", (), {"field": Asked(error)})

    assert ended.value is error


def test_any_other_error_stays_what_it_is():
    with pytest.raises(RuntimeError, match="else"), as_they_came():
        raise RuntimeError("else")


@pytest.mark.parametrize("step", ["parse_args", "invoke"])
def test_ctrl_c_says_so_and_has_its_own_status_also_while_the_line_is_read(monkeypatch, step):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(click.Group, step, interrupt)

    done = CliRunner().invoke(main, ["log"])

    assert (done.exit_code, "Avbrutet" in done.stderr) == (130, True)
