"""A file beside what the book holds: what is new, and what earlier files gave that the books or the map have changed.

A voucher that the file still has, with other rows than before, has changed: what is gone of it is reversed and what is
new is booked. A row that the file shows as struck out is reversed. What has otherwise vanished is told and stays.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.app.imports.step import Step
from ledger.app.imports.vouchers import Struck
from ledger.app.imports.vouchers import Traced
from ledger.app.imports.vouchers import Voucher
from ledger.app.imports.vouchers import voucher_of
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import CREDITS
from ledger.rules.corrections.attest import numbers
from ledger.rules.imports.reimport import SIE
from ledger.rules.imports.reimport import mark

_AT = {name: at for at, name in enumerate(COLUMNS)}
_KIND, _AMOUNT, _VOUCHER, _ACCOUNT, _SPLIT = (
    _AT[name] for name in ("kind", "amount_minor", "voucher_number", "account", "origin_split")
)


def amend(steps: Sequence[Step], trail: Callable[[Collection[Voucher]], Sequence[Traced]] | None) -> None:
    """Find out what has become of the entries that a file lacks: changed, struck out, or just gone.

    Args:
        steps: What the file comes to in each project.
        trail: Returns what the file's own trail tells of some vouchers.
    """
    wanted = {voucher_of(row) for step in steps for row in step.missing.values()}
    if wanted and steps[0].coverage.carrier == SIE:
        new = {voucher for step in steps for voucher in _pair(step, wanted)}
        told = tuple(trail(wanted)) if trail else ()
        struck = frozenset(each[1:] for each in told if each.mark == "B")
        for step in steps:
            _sort_out(step, new, told, struck)
    for step in steps:
        step.replaced = {replaces: number for replaces, number in step.replaced.items() if replaces in step.reversed}
        step.find_late()


def _sort_out(step: Step, new: Collection[Voucher], told: Sequence[Traced], struck: frozenset[Struck]) -> None:
    """Tell the entries whose voucher has changed from those that were struck out."""
    gone = [number for number in step.missing if number not in step.otherwise]
    step.changed = tuple(number for number in gone if _is_among(step.missing[number], new))
    vouchers = {voucher_of(step.missing[number]) for number in step.changed}
    step.traced = tuple(each for each in told if each.voucher in vouchers)
    step.struck = tuple(number for number in numbers(step.vanished) if _is_struck(step.missing[number], struck))


def _is_among(row: EntryRow, vouchers: Collection[Voucher]) -> bool:
    return bool(row[_VOUCHER]) and voucher_of(row) in vouchers


def _pair(step: Step, wanted: Collection[Voucher]) -> Iterator[Voucher]:
    """Yield the vouchers, among those wanted, that have new rows; and pair these with the entries that they replace."""
    marks = {mark(step.missing[number]): number for number in step.otherwise}
    gone: dict[tuple[Voucher, str | None], list[int]] = {}
    for number, row in step.missing.items():
        if number not in step.otherwise:
            gone.setdefault((voucher_of(row), row[_ACCOUNT]), []).append(number)
    for number, row in step.new():
        voucher = voucher_of(row)
        if voucher not in wanted:
            continue
        yield voucher
        replaces = marks.get(mark(row))
        if replaces is None and (waiting := gone.get((voucher, row[_ACCOUNT]))):
            replaces = waiting.pop(0)
        if replaces is not None:
            step.replaced[replaces] = number


def _is_struck(row: EntryRow, told: frozenset[Struck]) -> bool:
    """Whether a file shows an entry as struck out; of a split row the amount is not looked at."""
    series, number = voucher_of(row)
    if row[_SPLIT]:
        return any(each[:3] == (series, number, row[_ACCOUNT]) for each in told)
    minor = -row[_AMOUNT] if row[_KIND] in CREDITS else row[_AMOUNT]
    return (series, number, row[_ACCOUNT] or "", minor) in told
