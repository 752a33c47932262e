from dataclasses import replace

import pytest

from programs.rules.checks.missing_text import missing_text
from programs.rules.standard_form import RowPlace
from tests.programs.rules.contents import emptied, ordinary_content, with_cells, with_row


@pytest.mark.parametrize(
    ("section", "kind", "cell"),
    [
        ("current_situation", "narrative", "text.ru"),
        ("problem_issues", "narrative", "text.kk"),
        ("table_4", "activity", "name.ru"),
        ("table_6", "measure", "name.kk"),
    ],
)
def test_a_name_or_narrative_missing_in_one_language_is_an_error(section, kind, cell):
    content = with_cells(ordinary_content(), {cell: " "}, section, kind)
    [finding] = missing_text(content)
    assert (finding.section, finding.cell) == (section, cell)


def test_the_message_names_row_and_language():
    [finding] = missing_text(with_cells(ordinary_content(), {"name.kk": ""}, "table_4"))
    assert finding.message.ru == (
        "Таблица 4, «Встреча с производителями»: нет текста (казахский язык). Заполните «Наименование "
        "мероприятия» на этом языке."
    )


def test_a_program_in_one_language_needs_no_other():
    content = with_cells(ordinary_content(languages=("ru",)), {"name.kk": ""}, "table_4")
    assert list(missing_text(content)) == []


def test_an_unnamed_row_lacks_its_name_in_each_language():
    content = with_row(ordinary_content(), {"note.ru": "Примечание"}, RowPlace("table_5", "activity"))
    assert [finding.cell for finding in missing_text(content)] == ["name.kk", "name.ru"]


def test_blank_rows_and_empty_narratives_are_left_to_other_checks():
    content = with_row(emptied(ordinary_content(), "problem_issues"), {}, RowPlace("table_5", "activity"))
    assert list(missing_text(content)) == []


def test_codes_and_firms_of_planned_purchases_are_in_no_language():
    content = replace(with_cells(ordinary_content(), {"name": ""}, "planned_purchases"))
    assert list(missing_text(content)) == []
