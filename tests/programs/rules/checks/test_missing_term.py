from dataclasses import replace

import pytest

from programs.rules.checks.missing_term import missing_term
from programs.rules.content import ContentRow
from tests.programs.rules.contents import identifier, ordinary_content, row_id, with_cells

ONE_TERM = {"term.kk": "", "term.ru": ""}
YEARLY = {f"term.{year}.{language}": "" for year in (2027, 2028, 2029) for language in ("kk", "ru")}


@pytest.mark.parametrize(
    ("table", "kind", "emptied", "cell"),
    [
        ("table_2", "activity", ONE_TERM, "term.kk"),
        ("table_3", "activity", ONE_TERM, "term.kk"),
        ("table_4", "activity", YEARLY, "term.2027.kk"),
        ("table_5", "activity", YEARLY, "term.2027.kk"),
        ("table_6", "measure", ONE_TERM, "term.kk"),
    ],
)
def test_an_activity_without_a_term_is_a_warning(table, kind, emptied, cell):
    content = with_cells(ordinary_content(), emptied, table, kind)
    findings = list(missing_term(content))
    assert {(finding.section, finding.cell, finding.point) for finding in findings} == {(table, cell, "5")}
    assert {finding.row_id for finding in findings} == {row.id for row in content.rows_of(table, kind)}


def test_a_term_in_one_year_or_one_language_is_enough():
    content = with_cells(ordinary_content(), {**YEARLY, "term.2028.ru": "II квартал"}, "table_4")
    assert list(missing_term(content)) == []


def test_table_4_without_any_term_speaks_to_ground_3():
    [finding] = missing_term(with_cells(ordinary_content(), YEARLY, "table_4"))
    assert finding.ground == "no_sme_activities"
    assert "no year has a term" in finding.message.en
    [other] = missing_term(with_cells(ordinary_content(), YEARLY, "table_5"))
    assert other.ground is None


def test_one_activity_of_table_4_with_a_term_keeps_the_ground_away():
    content = ordinary_content()
    cells = {"name.kk": "Жәрмеңке"}
    second = ContentRow(identifier("second"), "table_4", "activity", None, None, 2, cells)
    content = replace(content, rows=(*content.rows, second))
    [finding] = missing_term(content)
    assert (finding.row_id, finding.ground) == (second.id, None)


def test_fixed_rows_have_no_term():
    content = ordinary_content()
    assert row_id(content, "table_2", "icv_share")
    assert list(missing_term(content)) == []
