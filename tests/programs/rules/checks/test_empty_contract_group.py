from dataclasses import replace

import pytest

from programs.rules.checks.empty_contract_group import empty_contract_group
from tests.programs.rules.contents import emptied, ordinary_content, row_id, with_cells, without_rows

GROUPS = ["guaranteed_purchase", "offtake", "contract_purchase"]


@pytest.mark.parametrize("group", GROUPS)
def test_an_empty_group_without_an_explanation_is_an_error_on_its_note(group):
    content = emptied(ordinary_content(), "table_3", group=group)
    [finding] = empty_contract_group(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_3", "target", group), "note.kk")
    assert (finding.section, finding.point) == ("table_3", "7(2)")


def test_zeros_everywhere_need_an_explanation():
    content = ordinary_content()
    [row] = content.rows_of("table_3", "target", "contract_purchase")
    zeros = with_cells(content, dict.fromkeys(row.cells, "0"), "table_3", "target", "contract_purchase")
    assert len(list(empty_contract_group(zeros))) == 1


def test_an_explanation_in_the_note_is_enough():
    content = emptied(ordinary_content(), "table_3", group="offtake")
    explained = with_cells(content, {"note.ru": "Заявок нет"}, "table_3", "target", "offtake")
    assert list(empty_contract_group(explained)) == []


def test_activities_alone_are_not_an_empty_group():
    content = emptied(ordinary_content(), "table_3", "target", "offtake")
    assert list(empty_contract_group(content)) == []


def test_a_table_without_rows_is_an_error_for_each_group():
    findings = list(empty_contract_group(without_rows(ordinary_content(), "table_3")))
    assert [finding.row_id for finding in findings] == [None, None, None]


def test_an_organisation_outside_art_46_is_told_to_write_not_applicable():
    content = emptied(ordinary_content(), "table_3", group="offtake")
    content = replace(content, customer=replace(content.customer, art_46_excluded=True))
    [finding] = empty_contract_group(content)
    assert "Art. 46 of the Law does not apply" in finding.message.en
    assert "«қолданылмайды»" in finding.message.kk
    noted = with_cells(content, {"note.ru": "Не применяется"}, "table_3", "target", "offtake")
    assert list(empty_contract_group(noted)) == []
