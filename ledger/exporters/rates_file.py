"""Tables of monthly exchange rates written so that reading them gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.formats import write_exact
from ledger.exporters.toml_text import write_block
from ledger.exporters.toml_text import write_table

if TYPE_CHECKING:
    from ledger.model.claims.exchange import ExchangeRates


def write_rates_file(rates: ExchangeRates, remark: str) -> str:
    """Return a table of rates as a file's text.

    Args:
        rates: The table.
        remark: What stands above it, such as which file it was made of; on one line.
    """
    head = {"currency": rates.currency.code, "base": rates.base, "by": rates.by.value, "source": rates.source}
    body = {month: write_exact(rate, ",") for month, rate in rates.rates}
    block = write_block("", head).lstrip("\n")
    return f"# {remark}\n{block}\n{write_table('[rate]', body)}"
