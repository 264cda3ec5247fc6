"""What the standards of open data ask of a file, written down from their documentation, and who checks it.

IATI activity standard 2.03, OCDS release package 1.1, Tabular Data Package and Table Schema 1, Fiscal Data Package 0.3:
only what medfin writes stands here, so that an element or a field that it does not know is told as strange.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

ONE, SOME, ANY, MAYBE = (1, 1), (1, None), (0, None), (0, 1)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
AMOUNT = re.compile(r"-?\d+(\.\d+)?")
COUNTRY, CURRENCY = re.compile("[A-Z]{2}"), re.compile("[A-Z]{3}")
NO_SPACE = re.compile(r"[^\s/&|?]+")
PLAIN = re.compile(r"[-a-z0-9._/]+")
KINDS_OF_BODIES = {"10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90"}


class Element(NamedTuple):
    """What an element may hold.

    Attributes:
        children: Elements within it in the order of the standard, each with the least and the most of them.
        needed: Attributes that it must have, with what they may be.
        known: Attributes that it may have besides.
        text: What its text must be; None for none.
    """

    children: Mapping[str, tuple[int, int | None]] = MappingProxyType({})
    needed: Mapping[str, object] = MappingProxyType({})
    known: Mapping[str, object] = MappingProxyType({})
    text: re.Pattern[str] | None = None


WORDS = re.compile(r"(?s).*\S.*")
NARRATED = {"narrative": SOME}
AT = {"iso-date": DAY}
IATI = {
    "iati-activities": Element({"iati-activity": SOME}, {"version": {"2.03"}}),
    "iati-activity": Element(
        {
            "iati-identifier": ONE,
            "reporting-org": ONE,
            "title": ONE,
            "description": SOME,
            "participating-org": SOME,
            "other-identifier": ANY,
            "activity-status": ONE,
            "activity-date": SOME,
            "recipient-country": ANY,
            "sector": ANY,
            "budget": ANY,
            "transaction": ANY,
        },
        {"xml:lang": {"sv"}, "default-currency": CURRENCY},
    ),
    "iati-identifier": Element(text=NO_SPACE),
    "reporting-org": Element(NARRATED, {"ref": NO_SPACE, "type": KINDS_OF_BODIES}),
    "title": Element(NARRATED),
    "description": Element(NARRATED),
    "narrative": Element(text=WORDS),
    "participating-org": Element(NARRATED, {"role": {"1", "2", "3", "4"}}, {"type": KINDS_OF_BODIES}),
    "activity-status": Element(needed={"code": {"1", "2", "3", "4", "5", "6"}}),
    "activity-date": Element(needed={"type": {"1", "2", "3", "4"}, **AT}),
    "recipient-country": Element(needed={"code": COUNTRY}),
    "sector": Element(NARRATED, {"code": WORDS, "vocabulary": {"99"}}),
    "budget": Element(
        {"period-start": ONE, "period-end": ONE, "value": ONE}, {"type": {"1", "2"}, "status": {"1", "2"}}
    ),
    "period-start": Element(needed=AT),
    "period-end": Element(needed=AT),
    "value": Element(needed={"value-date": DAY}, text=AMOUNT),
    "transaction": Element({"transaction-type": ONE, "transaction-date": ONE, "value": ONE, "provider-org": MAYBE}),
    "transaction-type": Element(needed={"code": {"1", "2", "3", "4"}}),
    "transaction-date": Element(needed=AT),
    "provider-org": Element(NARRATED),
}

OCDS_ROLES = {"buyer", "procuringEntity", "supplier", "tenderer", "funder", "enquirer", "payer", "payee", "reviewBody"}
MOMENT = "a moment"
OCDS = {
    "package": {
        "uri!": WORDS,
        "version!": {"1.1"},
        "publishedDate!": MOMENT,
        "publisher!": "publisher",
        "releases!": ["release"],
    },
    "publisher": {"name!": WORDS},
    "release": {
        "ocid!": re.compile(r"ocds-[a-z0-9]+-\S+"),
        "id!": re.compile(r"[^/\s]+"),
        "date!": MOMENT,
        "tag!": [{"planning", "planningUpdate", "tender", "award", "contract", "implementation"}],
        "initiationType!": {"tender"},
        "language": re.compile("[a-z]{2}"),
        "parties": ["party"],
        "buyer": "reference",
        "planning": "planning",
    },
    "party": {"id!": WORDS, "name!": WORDS, "roles!": [OCDS_ROLES]},
    "reference": {"id!": WORDS, "name!": WORDS},
    "planning": {"budget": "budget"},
    "budget": {"id": WORDS, "project": WORDS, "projectID": WORDS, "amount": "amount"},
    "amount": {"amount!": Decimal, "currency!": CURRENCY},
}

FIELD_TYPES = {
    "string": re.compile(r"(?s).*"),
    "integer": re.compile(r"-?\d*"),
    "number": AMOUNT,
    "yearmonth": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
}
DIMENSIONS = {"datetime", "entity", "classification", "activity", "fact", "location", "other"}
PHASES = {"proposed", "approved", "adjusted", "executed"}


def against_iati(element):
    """Yield what speaks against an activity file, element by element."""
    rule = IATI.get(element.tag)
    if rule is None:
        yield f"{element.tag}: strange"
        return
    given = {
        key.replace("{http://www.w3.org/XML/1998/namespace}", "xml:"): value for key, value in element.attrib.items()
    }
    for name, value in given.items():
        allowed = rule.needed.get(name) or rule.known.get(name)
        if allowed is None or not _is(allowed, value):
            yield f"{element.tag}/@{name}: {value}"
    yield from (f"{element.tag}/@{name}: missing" for name in rule.needed if name not in given)
    if rule.text and not rule.text.fullmatch(element.text or ""):
        yield f"{element.tag}: {element.text}"
    tags = [child.tag for child in element]
    for name, (least, most) in rule.children.items():
        if not least <= tags.count(name) <= (len(tags) if most is None else most):
            yield f"{element.tag}/{name}: {tags.count(name)}"
    order = list(rule.children)
    places = [order.index(tag) if tag in order else -1 for tag in tags]
    if -1 in places or places != sorted(places):
        yield f"{element.tag}: {tags}"
    for child in element:
        yield from against_iati(child)


def against_ocds(value, kind="package"):
    """Yield what speaks against a release package, field by field."""
    fields = OCDS[kind]
    names = {name.rstrip("!") for name in fields}
    yield from (f"{kind}.{name}: strange" for name in value if name not in names)
    for name, allowed in fields.items():
        key = name.rstrip("!")
        if key not in value:
            if name.endswith("!"):
                yield f"{kind}.{key}: missing"
        else:
            yield from _against_field(f"{kind}.{key}", value[key], allowed)


def _against_field(place, value, allowed):
    if isinstance(allowed, list):
        if not isinstance(value, list) or not value:
            yield f"{place}: {value}"
        for each in value:
            yield from _against_field(place, each, allowed[0])
    elif isinstance(allowed, str) and allowed in OCDS:
        yield from against_ocds(value, allowed)
    elif not _is(allowed, value):
        yield f"{place}: {value}"


def against_package(described, tables):
    """Yield what speaks against a fiscal data package: its description, and each cell of its tables."""
    if not PLAIN.fullmatch(described["name"]):
        yield f"name: {described['name']}"
    columns = {}
    for resource in described["resources"]:
        columns[resource["name"]] = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        yield from _against_table(columns[resource["name"]], tables[resource["path"]])
    for day in described.get("fiscalPeriod", {}).values():
        date.fromisoformat(day)
    yield from _against_model(described["model"], columns)


def _against_table(fields, rows):
    for row in rows:
        if list(row) != list(fields):
            yield f"columns: {list(row)}"
        for name, kind in fields.items():
            if not FIELD_TYPES[kind].fullmatch(row[name]):
                yield f"{name}: {row[name]}"


def _against_model(model, columns):
    for name, measure in model["measures"].items():
        if columns[measure["resource"]].get(measure["source"]) != "number" or measure["phase"] not in PHASES:
            yield f"measures.{name}"
    for name, dimension in model["dimensions"].items():
        if dimension["dimensionType"] not in DIMENSIONS or dimension["primaryKey"] not in dimension["attributes"]:
            yield f"dimensions.{name}"
        for attribute in dimension["attributes"].values():
            if attribute["source"] not in columns[attribute["resource"]]:
                yield f"dimensions.{name}: {attribute['source']}"


def _is(allowed, value):
    if allowed == MOMENT:
        return datetime.fromisoformat(value).tzinfo is not None
    if isinstance(allowed, set):
        return value in allowed
    if isinstance(allowed, re.Pattern):
        return isinstance(value, str) and allowed.fullmatch(value) is not None
    return isinstance(value, allowed)
