from programs.rules.checks.unreadable_number import LONGEST_QUOTE, unreadable_number
from tests.programs.rules.contents import ordinary_content, row_id, with_cells


def test_words_in_a_numeric_cell_are_an_error_quoting_them():
    content = with_cells(ordinary_content(), {"target.2027": "около 20"}, "table_2", "icv_share")
    [finding] = unreadable_number(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_2", "icv_share"), "target.2027")
    assert "«около 20»" in finding.message.ru


def test_a_long_text_is_quoted_in_part():
    content = with_cells(ordinary_content(), {"target.2027": "x" * 5000}, "table_2", "icv_share")
    [finding] = unreadable_number(content)
    assert "x" * LONGEST_QUOTE in finding.message.ru
    assert "x" * (LONGEST_QUOTE + 1) not in finding.message.ru


def test_braces_a_person_typed_are_only_text():
    content = with_cells(ordinary_content(), {"target.2027": "{where}"}, "table_2", "icv_share")
    assert "«{where}»" in next(unreadable_number(content)).message.kk


def test_blank_cells_and_texts_are_no_numbers_to_read():
    content = with_cells(ordinary_content(), {"target.2027": " ", "note.ru": "не число"}, "table_2", "icv_share")
    assert list(unreadable_number(content)) == []
