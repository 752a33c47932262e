from programs.rules.checks.activity_without_target import activity_without_target
from tests.programs.rules.contents import emptied, ordinary_content, with_cells

VALUES = {f"target.{year}": "" for year in (2027, 2028, 2029)}
UNIT = {"unit.kk": "", "unit.ru": ""}


def test_an_activity_without_a_value_in_any_year_is_a_warning():
    content = with_cells(ordinary_content(), VALUES, "table_2", "activity")
    findings = list(activity_without_target(content))
    assert [finding.row_id for finding in findings] == [row.id for row in content.rows_of("table_2", "activity")]
    assert {(finding.cell, finding.point) for finding in findings} == {("target.2027", "5")}


def test_values_without_a_unit_are_a_warning():
    findings = list(activity_without_target(with_cells(ordinary_content(), UNIT, "table_2", "activity")))
    assert {finding.cell for finding in findings} == {"unit.kk"}
    assert "не указана единица измерения" in findings[0].message.ru


def test_one_value_and_a_unit_in_one_language_are_enough():
    content = with_cells(ordinary_content(), {**VALUES, "target.2029": "0"}, "table_2", "activity")
    content = with_cells(content, {"unit.kk": ""}, "table_2", "activity")
    assert list(activity_without_target(content)) == []


def test_a_blank_row_is_no_activity():
    assert list(activity_without_target(emptied(ordinary_content(), "table_2", "activity"))) == []
