"""Findings and refusals in words, for programs as the command tells them."""

from __future__ import annotations

import pytest

import ledger
from ledger.core.finding import Place
from ledger.core.finding import warning
from ledger.errors import UnreadableFileError

FINDING = warning("OWN-001", Place(project="stegen", key="project.owner"))
REFUSAL = UnreadableFileError(file="a.csv", why="No such file or directory")


@pytest.mark.parametrize(
    ("problem", "language", "words"),
    [
        pytest.param(FINDING, "sv", "stegen project.owner: varning OWN-001: projektägaren är inte känd", id="finding"),
        pytest.param(FINDING, "en", "stegen project.owner: warning OWN-001: ", id="finding in English"),
        pytest.param(REFUSAL, "sv", "FIL-001: a.csv: filen eller mappen finns inte; kontrollera", id="refusal"),
        pytest.param(REFUSAL, "en", "FIL-001: a.csv: No such file or directory; check", id="refusal in English"),
    ],
)
def test_a_problem_is_told_in_the_language_asked_for(problem, language, words):
    assert ledger.say(problem, language=language).startswith(words)
