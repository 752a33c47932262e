"""The frozen form of a program's content: JSON values that stay readable for ever."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from programs.rules.applications import frozen_application, thawed_application
from programs.rules.attachments import Attachment
from programs.rules.content import Content, ContentRow, Customer, SubsoilRight
from programs.rules.contracts import frozen_contract, thawed_contract
from programs.rules.numbers import canonical_number, fixed_scale, parse_number
from programs.rules.purchases.totals import list_as_json, list_from_json
from programs.rules.standard_form import CellKind, section

SCHEMA = 1


class UnknownSchema(ValueError):
    """A stored content of a schema this portal has no reader for."""


def to_json(content: Content) -> dict[str, Any]:
    """Only str, int, bool, None, lists and dicts; numbers are texts with the decimals of their unit.

    Left out: empty cells, rows a person added and left blank, rows of a right the customer no longer has, and cells
    outside the program's years and languages; they stay with the draft but are no part of what is submitted.

    A part that came to the form later is a key only where it holds something: versions frozen before it stay readable,
    and a program without it is frozen as it ever was.
    """
    return {
        "schema": SCHEMA,
        "program_id": content.program_id,
        "first_year": content.first_year,
        "last_year": content.last_year,
        "baseline_years": list(content.baseline_years),
        "languages": list(content.languages),
        "customer": asdict(content.customer) | {"categories": list(content.customer.categories)},
        "rights": [asdict(right) for right in content.rights],
        "rows": [_frozen_row(content, row) for row in content.rows if content.submits(row)],
        **_later_parts(content),
    }


def _later_parts(content: Content) -> dict[str, Any]:
    parts = {
        "attachments": [asdict(attachment) for attachment in content.attachments],
        "contracts": [frozen_contract(contract) for contract in content.contracts],
        "applications": [frozen_application(application) for application in content.applications],
        "purchase_lists": [list_as_json(one) for one in content.purchase_lists],
    }
    return {name: part for name, part in parts.items() if part}


def from_json(stored: Mapping[str, Any]) -> Content:
    """The content of a stored version of any schema ever written; numeric cells come back as canonical texts."""
    reader = READERS.get(stored.get("schema"))
    if reader is None:
        raise UnknownSchema(f"no reader for schema {stored.get('schema')!r}")
    return reader(stored)


def as_submitted(content: Content) -> Content:
    """The content as its version would read: what the official document and comparisons of a draft are made from."""
    return from_json(to_json(content))


def _frozen_row(content: Content, row: ContentRow) -> dict[str, Any]:
    cells = {
        spec.key: _frozen_cell(row.cells[spec.key], spec.column.kind)
        for spec in content.cell_specs(row)
        if row.cells.get(spec.key, "").strip()
    }
    return {
        "id": row.id,
        "section": row.section,
        "kind": row.kind,
        "group": row.group,
        "right": row.right,
        "position": row.position,
        "cells": cells,
    }


def _frozen_cell(text: str, kind: CellKind) -> str:
    number = parse_number(text) if kind.is_number else None
    return text if number is None else fixed_scale(number, kind)


def _read_schema_1(stored: Mapping[str, Any]) -> Content:
    customer = stored["customer"]
    return Content(
        program_id=stored["program_id"],
        first_year=stored["first_year"],
        last_year=stored["last_year"],
        baseline_years=tuple(stored["baseline_years"]),
        languages=tuple(stored["languages"]),
        customer=Customer(**{**customer, "categories": tuple(customer["categories"])}),
        rights=tuple(SubsoilRight(**right) for right in stored["rights"]),
        rows=tuple(_thawed_row(row) for row in stored["rows"]),
        attachments=tuple(Attachment(**attachment) for attachment in stored.get("attachments", ())),
        contracts=tuple(thawed_contract(contract) for contract in stored.get("contracts", ())),
        applications=tuple(thawed_application(application) for application in stored.get("applications", ())),
        purchase_lists=tuple(list_from_json(one) for one in stored.get("purchase_lists", ())),
    )


def _thawed_row(row: Mapping[str, Any]) -> ContentRow:
    columns = section(row["section"]).row_kind(row["kind"], row["group"]).columns
    numeric = {column.code for column in columns if column.kind.is_number}
    cells = {
        key: canonical_number(text) if key.partition(".")[0] in numeric else text for key, text in row["cells"].items()
    }
    return ContentRow(**{**row, "cells": cells})


READERS: Mapping[Any, Callable[[Mapping[str, Any]], Content]] = {1: _read_schema_1}
