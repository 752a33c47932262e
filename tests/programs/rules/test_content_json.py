import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.content import Content
from programs.rules.content_json import READERS, SCHEMA, UnknownSchema, from_json, to_json
from programs.rules.numbers import canonical_number
from programs.rules.standard_form import RowPlace
from tests.programs.rules.contents import ordinary_content, subsoil_user_content, with_cells, with_row


def cells_of(stored, section, kind):
    [row] = [row for row in stored["rows"] if (row["section"], row["kind"]) == (section, kind)]
    return row["cells"]


@pytest.mark.parametrize("content", [subsoil_user_content(), ordinary_content(), ordinary_content(last_year=2032)])
def test_a_frozen_content_reads_back_equal(content):
    stored = json.loads(json.dumps(to_json(content)))
    assert from_json(stored) == content
    assert to_json(from_json(stored)) == stored


@st.composite
def spoiled_contents(draw) -> Content:
    content = draw(st.sampled_from([subsoil_user_content(), ordinary_content()]))
    rows = list(content.rows)
    for _ in range(draw(st.integers(1, 8))):
        index = draw(st.integers(0, len(rows) - 1))
        spec = draw(st.sampled_from(content.cell_specs(rows[index])))
        text = draw(st.one_of(st.text(max_size=12), st.decimals(-(10**9), 10**9, places=7).map(str)))
        typed = canonical_number(text) if spec.column.kind.is_number else text
        cells = {key: value for key, value in (rows[index].cells | {spec.key: typed}).items() if value.strip()}
        rows[index] = replace(rows[index], cells=cells)
    return replace(content, rows=tuple(row for row in rows if row.row_kind.fixed or not row.is_blank))


@given(spoiled_contents())
def test_whatever_was_typed_survives_freezing(content):
    stored = json.loads(json.dumps(to_json(content)))
    assert from_json(stored) == content
    assert to_json(from_json(stored)) == stored


def test_numbers_are_texts_with_the_decimals_of_their_unit():
    stored = to_json(with_cells(ordinary_content(), {"amount.2025": "1234,5"}, "table_1", "goods"))
    goods = cells_of(stored, "table_1", "goods")
    assert (goods["amount.2025"], goods["icv_share.2025"]) == ("1234.500", "18.5000")
    assert cells_of(stored, "table_2", "producers_volume")["target.2027"] == "400.000000"


def test_a_number_with_more_decimals_than_its_unit_is_not_rounded():
    stored = to_json(with_cells(ordinary_content(), {"amount.2025": "1.23456"}, "table_1", "goods"))
    assert cells_of(stored, "table_1", "goods")["amount.2025"] == "1.23456"


def test_what_cannot_be_read_as_a_number_stays_as_typed():
    stored = to_json(with_cells(ordinary_content(), {"amount.2025": "около 5"}, "table_1", "goods"))
    assert cells_of(stored, "table_1", "goods")["amount.2025"] == "около 5"


def test_empty_cells_and_blank_rows_are_left_out_and_fixed_rows_stay():
    blank = RowPlace("table_5", "activity")
    content = with_row(ordinary_content(), {"name.kk": " "}, blank)
    content = with_cells(content, {"target.2027": "", "target.2028": "", "target.2029": ""}, "table_2", "icv_share")
    stored = to_json(content)
    assert len([row for row in content.rows if row.section == "table_5"]) == 2
    assert len([row for row in stored["rows"] if row["section"] == "table_5"]) == 1
    assert cells_of(stored, "table_2", "icv_share") == {}


def test_cells_outside_the_years_and_languages_of_the_program_are_left_out():
    content = ordinary_content(last_year=2030)
    [row] = content.rows_of("table_4")
    assert "term.2030.ru" in row.cells
    shorter = replace(content, last_year=2029, languages=("kk",))
    assert sorted(cells_of(to_json(shorter), "table_4", "activity")) == [
        "name.kk",
        "term.2027.kk",
        "term.2028.kk",
        "term.2029.kk",
    ]


def test_rows_of_a_right_that_is_gone_are_left_out():
    content = subsoil_user_content()
    gone = content.rights[0].id
    assert {row.section for row in content.rows if row.right == gone} == {"table_2", "planned_purchases"}
    stored = to_json(replace(content, rights=content.rights[1:]))
    assert [row for row in stored["rows"] if row["right"] == gone] == []
    assert len(stored["rows"]) == len(content.rows) - 3


def test_share_rows_of_rights_are_left_out_when_the_customer_is_no_subsoil_user():
    content = replace(subsoil_user_content(), customer=ordinary_content().customer)
    assert len(content.rows_of("table_2", "icv_share")) == 3
    stored = to_json(content)
    assert [row for row in stored["rows"] if row["kind"] == "icv_share"] == []


def test_schema_is_written_and_every_schema_so_far_has_a_reader():
    assert to_json(ordinary_content())["schema"] == SCHEMA == max(READERS)
    assert sorted(READERS) == list(range(1, SCHEMA + 1))


@pytest.mark.parametrize("schema", [0, 2, "1", None])
def test_an_unknown_schema_is_refused(schema):
    with pytest.raises(UnknownSchema):
        from_json(to_json(ordinary_content()) | {"schema": schema})


def test_a_version_written_with_schema_1_stays_readable():
    """Literal, so that a change of the classes cannot silently change what old versions mean."""
    stored = {
        "schema": 1,
        "program_id": "p",
        "first_year": 2027,
        "last_year": 2029,
        "baseline_years": [2025],
        "languages": ["ru"],
        "customer": {
            "id": "c",
            "bin": "990140001234",
            "name_kk": "«А» ЖШС",
            "name_ru": "ТОО «А»",
            "name_en": "A LLP",
            "postal_address": "Астана",
            "categories": ["subsoil_user"],
            "art_46_excluded": False,
            "activity_began_on": "2025-01-15",
        },
        "rights": [{"id": "r", "kind": "licence", "number": "7-ML", "signed_on": "2019-06-03"}],
        "rows": [
            {
                "id": "1",
                "section": "table_2",
                "kind": "icv_share",
                "group": None,
                "right": "r",
                "position": 1,
                "cells": {"target.2027": "24.5000", "note.ru": "1.0"},
            }
        ],
    }
    content = from_json(stored)
    assert to_json(content) == stored
    assert content.customer.is_subsoil_user
    assert content.rows[0].cells == {"target.2027": "24.5", "note.ru": "1.0"}
