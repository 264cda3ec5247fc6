from __future__ import annotations

import os
import signal
import time

import pytest

from ledger.errors import LostPreparerError
from ledger.errors import TotalSizeError
from ledger.processes import CAN_FORK
from ledger.storage.ahead import ahead

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.skipif(not CAN_FORK, reason="this system has no fork"),
]

LOST = LostPreparerError(book="medfin.db")


@pytest.fixture(autouse=True)
def _no_process_is_left(monkeypatch):
    fork, others = os.fork, []

    def noted():
        others.append(fork())
        return others[-1]

    monkeypatch.setattr(os, "fork", noted)
    yield
    assert len(others) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(others[0], os.WNOHANG)


@pytest.mark.parametrize("count", [0, 1, 32, 1000])
def test_items_come_in_order_from_another_process(count):
    made = ((number, os.getpid()) for number in range(count))

    found = list(ahead(made, LOST))

    assert [number for number, _ in found] == list(range(count))
    assert os.getpid() not in {process for _, process in found}


def test_an_error_comes_as_it_was_raised():
    def made():
        yield from range(40)
        raise TotalSizeError(scope="pas")

    with pytest.raises(TotalSizeError) as error:
        list(ahead(made(), LOST))

    assert error.value.values == {"scope": "pas"}


def test_a_mistake_of_ours_is_not_taken_for_a_lost_process():
    with pytest.raises(ZeroDivisionError):
        list(ahead((1 // number for number in (1, 0)), LOST))


def test_a_process_that_is_killed_is_told():
    def made():
        yield b"x" * 100_000
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(LostPreparerError):
        list(ahead(made(), LOST))


def test_whoever_needs_no_more_leaves_no_process_behind():
    def made():
        for number in range(10**9):
            yield number
            time.sleep(0.001)

    items = ahead(made(), LOST)
    assert next(items) == 0
    items.close()
