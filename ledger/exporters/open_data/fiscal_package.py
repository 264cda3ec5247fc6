"""A project as a Fiscal Data Package: tables with a description that tells programs what is a measure and what is not.

Source: Fiscal Data Package 0.3 (frictionlessdata), a Tabular Data Package with a model of measures and dimensions.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from collections.abc import Sequence
from typing import Any
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile
from zipfile import ZipInfo

from ledger.core.words import Name
from ledger.exporters.open_data.open_lines import budget_lines
from ledger.exporters.open_data.open_lines import plain_amount
from ledger.exporters.open_data.open_lines import received
from ledger.exporters.open_data.open_lines import spent
from ledger.exporters.open_data.open_lines import version_of
from ledger.model.budgets.budget import BudgetState
from ledger.model.dossier import Dossier
from ledger.model.entry_kind import EntryKind
from ledger.model.view import View

_STAMP = (1980, 1, 1, 0, 0, 0)
_FIELDS = {
    "year": "integer",
    "month": "yearmonth",
    "phase": "string",
    "direction": "string",
    "kind": "string",
    "category": "string",
    "category_name": "string",
    "source": "string",
    "source_name": "string",
    "amount": "number",
}
_COLUMNS = {
    "budget": ("year", "phase", "category", "category_name", "amount"),
    "actual": ("month", "direction", "kind", "category", "category_name", "source", "source_name", "amount"),
    "received": ("month", "source", "source_name", "amount"),
}
_PHASES = {BudgetState.DECIDED: "approved", BudgetState.SUBMITTED: "proposed", BudgetState.DRAFT: "proposed"}


def fiscal_package(dossier: Dossier, view: View, language: str = "sv") -> bytes:
    """Return the package: an archive of its description and three tables, the same bytes for the same facts.

    Args:
        dossier: The project.
        view: Its day decides which budget version is told of.
        language: Of the categories' names.
    """
    tables = {
        "budget": _budget(dossier, view, language),
        "actual": _actual(dossier, language),
        "received": _received(dossier),
    }
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            _put(archive, f"{name}.csv", _csv((_COLUMNS[name], *rows)))
        _put(archive, "datapackage.json", json.dumps(_description(dossier, view), ensure_ascii=False, indent=2) + "\n")
    return stream.getvalue()


def _put(archive: ZipFile, name: str, text: str) -> None:
    info = ZipInfo(name, _STAMP)
    info.compress_type = ZIP_DEFLATED
    archive.writestr(info, text)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def _budget(dossier: Dossier, view: View, language: str) -> Iterable[Sequence[str]]:
    for line in budget_lines(dossier, view):
        name = _category(dossier, line.category, language)
        amount = plain_amount(line.minor, dossier.project.currency)
        yield str(line.year or ""), line.phase, line.category, name, amount


def _actual(dossier: Dossier, language: str) -> Iterable[Sequence[str]]:
    for line in spent(dossier):
        direction = "revenue" if line.kind is EntryKind.INCOME else "expenditure"
        name = _category(dossier, line.category, language)
        amount = plain_amount(line.minor, dossier.project.currency)
        yield line.month, direction, line.kind, line.category, name, line.source, _source(dossier, line.source), amount


def _received(dossier: Dossier) -> Iterable[Sequence[str]]:
    for line in received(dossier):
        amount = plain_amount(line.minor, dossier.project.currency)
        yield line.month, line.source, _source(dossier, line.source), amount


def _category(dossier: Dossier, code: str, language: str) -> str:
    found = dossier.scheme.category(code)
    if found is None:
        return code
    return _cell(found.name.sv if language == "sv" else found.name.en) if isinstance(found.name, Name) else code


def _source(dossier: Dossier, id_: str) -> str:
    found = dossier.project.source(id_)
    return _cell(dossier.party_name(found.party)) if found else id_


def _cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula when it opens the table."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _description(dossier: Dossier, view: View) -> dict[str, Any]:
    project, version = dossier.project, version_of(dossier, view)
    phase = _PHASES[version.state] if version else "proposed"
    known = {name: str(day) for name, day in (("start", project.start), ("end", project.end)) if day}
    measure = {"source": "amount", "currency": project.currency.code}
    return {
        "name": project.id,
        "title": project.name,
        "profile": "tabular-data-package",
        **({"fiscalPeriod": known} if known else {}),
        "resources": [_resource(name, columns) for name, columns in _COLUMNS.items()],
        "model": {
            "measures": {
                "budget": {**measure, "resource": "budget", "direction": "expenditure", "phase": phase},
                "actual": {**measure, "resource": "actual", "phase": "executed"},
                "received": {**measure, "resource": "received", "direction": "revenue", "phase": "executed"},
            },
            "dimensions": {
                **_dimension("budget", "year", "datetime", "year"),
                **_dimension("budget", "category", "classification", "category", "category_name"),
                **_dimension("actual", "month", "datetime", "month"),
                **_dimension("actual", "category", "classification", "category", "category_name"),
                **_dimension("actual", "source", "entity", "source", "source_name"),
                **_dimension("received", "month", "datetime", "month"),
                **_dimension("received", "source", "entity", "source", "source_name"),
            },
        },
    }


def _resource(name: str, columns: Sequence[str]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [{"name": column, "type": _FIELDS[column]} for column in columns]},
    }


def _dimension(resource: str, name: str, kind: str, key: str, label: str = "") -> dict[str, Any]:
    """Return a dimension of a table, whose second column, if it has one, names the first."""
    attributes: dict[str, Any] = {key: {"source": key, "resource": resource}}
    if label:
        attributes[label] = {"source": label, "resource": resource, "labelfor": key}
    return {f"{resource}_{name}": {"dimensionType": kind, "primaryKey": key, "attributes": attributes}}
