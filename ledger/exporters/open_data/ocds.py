"""A project's planning as a release of the Open Contracting Data Standard: its budget, and who pays.

The standard is about contracts. What is kept of them here lacks much that it asks for, so only planning is told of.

Source: Open Contracting Data Standard 1.1, release package.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ledger.exporters.open_data.open_lines import budget_lines
from ledger.exporters.open_data.open_lines import plain_amount
from ledger.exporters.open_data.open_lines import version_of
from ledger.model.dossier import Dossier
from ledger.model.view import View

VERSION = "1.1"

_MARK = "\x01"
"""Stands before a number that is written as it is; no text from a project can hold it."""

_NUMBER = re.compile(r'"\\u0001(-?[0-9]+(?:\.[0-9]+)?)"')


def ocds_release(dossier: Dossier, view: View, prefix: str, publisher: str = "") -> str:
    """Return a package of one release.

    Args:
        dossier: The project.
        view: Its day decides which budget version is told of; it is also the day of the release.
        prefix: The publisher's prefix, as the standard's registry has given it: it is never guessed.
        publisher: Who publishes; the owner unless given.
    """
    project = dossier.project
    ocid = f"{prefix}-{project.id}"
    moment = f"{view.today}T00:00:00Z"
    owner = _clean(dossier.party_name(project.owner))
    package = {
        "uri": f"urn:ocid:{ocid}",
        "version": VERSION,
        "publishedDate": moment,
        "publisher": {"name": _clean(publisher) or owner or project.id},
        "releases": [
            {
                "ocid": ocid,
                "id": f"{project.id}-{view.today}",
                "date": moment,
                "tag": ["planning"],
                "initiationType": "tender",
                "language": "sv",
                "parties": _parties(dossier),
                **({"buyer": {"id": project.owner, "name": owner}} if project.owner else {}),
                "planning": {"budget": _budget(dossier, view)},
            }
        ],
    }
    return _NUMBER.sub(r"\1", json.dumps(package, ensure_ascii=False, indent=2)) + "\n"


def _parties(dossier: Dossier) -> list[dict[str, Any]]:
    roles: dict[str, list[str]] = {}
    if dossier.project.owner:
        roles[dossier.project.owner] = ["buyer", "procuringEntity"]
    for source in dossier.project.sources:
        found = roles.setdefault(source.party, [])
        if "funder" not in found:
            found.append("funder")
    return [{"id": id_, "name": _clean(dossier.party_name(id_)), "roles": found} for id_, found in roles.items()]


def _budget(dossier: Dossier, view: View) -> dict[str, Any]:
    project, version = dossier.project, version_of(dossier, view)
    found: dict[str, Any] = {"id": project.id, "project": _clean(project.name), "projectID": project.id}
    if version:
        total = sum(line.minor for line in budget_lines(dossier, view))
        found["amount"] = {"amount": _MARK + plain_amount(total, project.currency), "currency": project.currency.code}
    return found


def _clean(text: str) -> str:
    """Return a text without the signs that no text has."""
    return "".join(each for each in text if each.isprintable())
