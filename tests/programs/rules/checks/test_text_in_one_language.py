from programs.rules.checks.text_in_one_language import text_in_one_language
from tests.programs.rules.contents import ordinary_content, with_cells


def test_a_term_without_its_translation_is_a_warning():
    content = with_cells(ordinary_content(), {"term.2028.kk": ""}, "table_4")
    [finding] = text_in_one_language(content)
    assert (finding.section, finding.cell) == ("table_4", "term.2028.kk")
    assert "қазақ тілі" in finding.message.kk


def test_a_note_empty_in_both_languages_is_no_matter():
    assert list(text_in_one_language(with_cells(ordinary_content(), {"note.kk": "", "note.ru": ""}, "table_5"))) == []


def test_names_are_left_to_the_error():
    assert list(text_in_one_language(with_cells(ordinary_content(), {"name.kk": ""}, "table_5"))) == []


def test_sections_that_are_not_printed_need_one_language():
    assert list(text_in_one_language(with_cells(ordinary_content(), {"own_demand.kk": ""}, "demand_analysis"))) == []


def test_a_program_in_one_language_has_nothing_to_translate():
    assert list(text_in_one_language(ordinary_content(languages=("kk",)))) == []
