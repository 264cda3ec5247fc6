"""Write down what a book of the latest form on a server is made of, for `medfin verify` to compare with.

    python -m tests.storage.make_shape

Run it when a migration is added, and remove the listing of the form before: a book is brought to the latest form when
it is opened, and compared with that one.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from ledger.storage import statements
from ledger.storage.open import create_book
from ledger.storage.postgresql.form import VERSION
from tests.postgres import Server
from tests.postgres import programs

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), programs())
        book = create_book(server.address())
        query = statements.server_statement("shape").encode()
        lines = sorted(line for (line,) in book.link.connection.execute(query).fetchall())
        book.close()
        server.stop()
    target = Path(statements.__file__).with_name("sql") / statements.SERVER / f"shape_{VERSION}.txt"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
