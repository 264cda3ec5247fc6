from __future__ import annotations

import pytest

from ledger.storage.open import create_book
from tests.storage.samples import draft
from tests.storage.samples import row


@pytest.fixture
def book(server_address):
    made = create_book(server_address)
    yield made
    made.close()


def cut(server, store):
    """Have the server end a store's connection."""
    server.run(f"SELECT pg_terminate_backend({store.link.connection.info.backend_pid})")


def of_projects(store, *projects):
    """Return a commit of three entries for each of some projects."""
    return [draft(store.head(project), *(row(n, project=project) for n in range(3))) for project in projects]
