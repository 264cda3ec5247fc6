"""The documentation cannot lie: every command and every piece of code in it is run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))

from transcripts import PAGES  # noqa: E402
from transcripts import rerun  # noqa: E402


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_comes(page, tmp_path):
    path = ROOT / page

    assert rerun(path, tmp_path) == path.read_text(encoding="utf-8")
