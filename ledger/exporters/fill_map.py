"""A proposed map for a funder's workbook, as a file that a person looks through."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence

from ledger.exporters.toml_text import one_line
from ledger.exporters.toml_text import write_inline
from ledger.model.funders.fill_proposal import Proposal


def write_fill_map(
    proposals: Sequence[Proposal], remarks: Mapping[str, str], *, head: Sequence[str], template: str, sha256: str
) -> str:
    """Return a map; what is not sure stands there as a remark, to be looked at and let in.

    Args:
        proposals: What is proposed.
        remarks: By cell, what else is to be said of it, such as the figure's value.
        head: Lines above, for the person.
        template: Name of the workbook.
        sha256: Digest of the workbook.
    """
    lines = [f"# {one_line(each)}" for each in head]
    lines += [f"template = {write_inline(template)}", f"sha256 = {write_inline(sha256)}", "", "[cells]"]
    written = [(each, f"{write_inline(each.at)} = {_shown(each)}") for each in proposals]
    width = max((len(text) for _, text in written), default=0)
    for each, text in written:
        mark = "" if each.sure else "# "
        said = " – ".join(filter(None, (one_line(each.why), one_line(remarks.get(each.at, "")))))
        lines.append(f"{mark}{text:<{width}}  # {said}")
    return "\n".join((*lines, ""))


def _shown(proposal: Proposal) -> str:
    if proposal.unit is None:
        return write_inline(proposal.shows)
    return write_inline({"shows": proposal.shows, "unit": str(proposal.unit)})
