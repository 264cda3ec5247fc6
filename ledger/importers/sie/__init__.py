"""SIE files, the exchange format of Swedish accounting programs: SIE 1 to 4 (4E and 4I) and the journal of SIE 5.

Usable by itself, with nothing else of medfin but its exact amounts and its findings:

```python
from ledger.importers import sie

with open("year.se", "rb") as stream:
    books = sie.read_sie(stream, file="year.se")
    print(books.head.company, books.head.orgnr)
    for row in books.rows():
        print(row.voucher.series, row.voucher.number, row.date, row.account, row.objects, row.amount_minor, row.text)
    print(books.proof.holds, books.findings)
```

Give it bytes, never text: which encoding they are in is told by the bytes alone. Amounts are whole öre, debit positive.
Rows come as they are read, and no more of the file is held than a block; nothing that a file holds raises an error.
"""

from __future__ import annotations

from ledger.importers.sie.journal import SieJournal as SieJournal
from ledger.importers.sie.journal import read_sie as read_sie
from ledger.importers.sie.lines import sie_kind as sie_kind
from ledger.importers.sie.proof import ProofLine as ProofLine
from ledger.importers.sie.proof import SieProof as SieProof
from ledger.importers.sie.reader import SieReader as SieReader
from ledger.importers.sie.records import Objects as Objects
from ledger.importers.sie.records import SieAccount as SieAccount
from ledger.importers.sie.records import SieDimension as SieDimension
from ledger.importers.sie.records import SieHead as SieHead
from ledger.importers.sie.records import SieObject as SieObject
from ledger.importers.sie.records import SieRow as SieRow
from ledger.importers.sie.records import SieValue as SieValue
from ledger.importers.sie.records import SieVoucher as SieVoucher
from ledger.importers.sie.records import SieYear as SieYear
