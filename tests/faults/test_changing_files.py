"""A file that somebody writes while it is read gives nothing: neither what it was nor what it became."""

from __future__ import annotations

import os

import pytest

import ledger
from ledger.app.imports import actuals
from ledger.errors import ChangedFileError
from tests.conftest import ACTUALS


def longer(path):
    with path.open("a", encoding="utf-8") as stream:
        stream.write("2021-05-01;personal;1,00;senare\n")


def exchanged(path):
    new = path.with_name("ny.csv")
    new.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    new.replace(path)


def touched(path):
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [longer, exchanged, touched], ids=lambda change: change.__name__)
def test_an_import_books_nothing_of_a_file_that_changes_under_it(stegen, write, monkeypatch, change):
    path = write("utfall.csv", ACTUALS)
    digest = actuals.file_digest

    def digest_and_change(file):
        found = digest(file)
        change(file)
        return found

    monkeypatch.setattr(actuals, "file_digest", digest_and_change)
    with pytest.raises(ChangedFileError):
        ledger.import_file(stegen, path, project="stegen")
    monkeypatch.undo()

    assert stegen.store.head("stegen").entries == 0
    assert ledger.import_file(stegen, path, project="stegen").batch
