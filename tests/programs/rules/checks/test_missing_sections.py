from dataclasses import replace

import pytest

from programs.rules.checks.missing_sections import missing_sections
from tests.programs.rules.contents import emptied, ordinary_content, without_rows


@pytest.mark.parametrize("section", ["current_situation", "problem_issues", "table_1", "table_2"])
@pytest.mark.parametrize("spoil", [emptied, without_rows])
def test_an_empty_section_is_an_error(section, spoil):
    assert [finding.section for finding in missing_sections(spoil(ordinary_content(), section))] == [section]


def test_the_message_names_the_section_and_the_remedy():
    [finding] = missing_sections(emptied(ordinary_content(), "table_2"))
    assert finding.message.kk == "«2-кесте» толтырылмаған. Оны толтырыңыз: үлгілік нысан міндетті."
    assert (finding.point, finding.row_id) == ("8", None)


@pytest.mark.parametrize("section", ["table_5", "planned_purchases", "demand_analysis"])
def test_optional_and_supporting_sections_may_be_empty(section):
    assert list(missing_sections(emptied(ordinary_content(), section))) == []


def test_a_customer_without_a_completed_year_has_nothing_for_table_1():
    content = replace(emptied(ordinary_content(), "table_1"), baseline_years=())
    assert list(missing_sections(content)) == []
