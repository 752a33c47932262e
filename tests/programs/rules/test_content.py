from dataclasses import replace
from decimal import Decimal

import pytest

from programs.rules.content import number
from programs.rules.standard_form import SECTIONS, RowPlace
from tests.programs.rules.contents import RIGHTS, ordinary_content, subsoil_user_content, with_cells, with_row


def test_rows_stand_in_the_order_of_the_form_however_they_came():
    content = subsoil_user_content()
    assert replace(content, rows=tuple(reversed(content.rows))) == content
    order = [section.code for section in SECTIONS]
    assert [row.section for row in content.rows] == sorted((row.section for row in content.rows), key=order.index)


def test_rights_stand_in_their_own_order_within_a_table():
    content = subsoil_user_content()
    assert [row.right for row in content.rows_of("table_2", "icv_share")] == [right.id for right in RIGHTS]


def test_a_target_row_precedes_its_groups_activities():
    content = ordinary_content()
    assert [(row.group, row.kind) for row in content.rows_of("table_3")] == [
        ("guaranteed_purchase", "target"),
        ("offtake", "target"),
        ("offtake", "activity"),
        ("contract_purchase", "target"),
    ]


def test_positions_count_from_one_among_rows_of_one_place():
    content = ordinary_content()
    first, second = content.rows_of("table_2", "activity")
    apart = replace(content, rows=(replace(first, position=70), replace(second, position=7)))
    assert [(row.id, row.position) for row in apart.rows] == [(second.id, 1), (first.id, 2)]


def test_rows_are_found_by_kind_group_and_right():
    content = subsoil_user_content()
    assert len(content.rows_of("planned_purchases")) == 6
    assert len(content.rows_of("planned_purchases", right=RIGHTS[1].id)) == 2
    assert [row.group for row in content.rows_of("table_3", "target", "offtake")] == ["offtake"]
    assert content.rows_of("table_3", "target", "no such group") == []


def test_numbers_of_cells():
    content = with_cells(ordinary_content(), {"target.2027": "1 400,5", "target.2028": "много"}, "table_2", "icv_share")
    [row] = content.rows_of("table_2", "icv_share")
    assert number(row, "target.2027") == Decimal("1400.5")
    assert number(row, "target.2028") is None
    assert number(row, "target.2099") is None


def test_a_row_of_blanks_is_blank():
    content = with_row(ordinary_content(), {"name.kk": "  "}, RowPlace("table_5", "activity"))
    assert [row.is_blank for row in content.rows_of("table_5")] == [False, True]


def test_a_right_is_named_in_each_language():
    contract, licence, _ = RIGHTS
    assert contract.label.ru == "Контракт № 1042-ТПИ от 16.02.2009"
    assert contract.label.kk == "16.02.2009 № 1042-ТПИ келісімшарт"
    assert licence.label.en == "Licence No. 7-ML of 03.06.2019"


def test_a_row_finds_its_right():
    content = subsoil_user_content()
    assert [content.right(row) for row in content.rows_of("table_2", "icv_share")] == list(RIGHTS)
    assert content.right(content.rows_of("table_4")[0]) is None


def test_a_row_the_form_does_not_have_is_refused():
    content = ordinary_content()
    with pytest.raises(KeyError):
        replace(content, rows=(replace(content.rows[0], kind="invented"),))
