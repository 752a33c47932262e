import pytest

from programs.rules.official_document import NotALanguageOfTheProgram, official_document
from programs.rules.standard_form import RowPlace
from tests.programs.rules.contents import ordinary_content, subsoil_user_content, with_cells, with_row


def test_title_customer_and_period():
    kk = official_document(subsoil_user_content(), "kk")
    ru = official_document(subsoil_user_content(), "ru")
    assert (kk.title, kk.customer, kk.period) == (
        "Елішілік құндылықты дамыту бағдарламасы",
        "«Алтын Жота» ЖШС",
        "2027–2029 жылдарға арналған",
    )
    assert (ru.title, ru.customer, ru.period) == (
        "Программа развития внутристрановой ценности",
        "ТОО «Алтын Жота»",
        "на 2027–2029 годы",
    )


def test_parts_and_sections_follow_the_form():
    document = official_document(ordinary_content(), "ru")
    assert [(part.heading, [section.code for section in part.sections]) for part in document.parts] == [
        ("Раздел 1. Текущая ситуация", ["current_situation", "problem_issues", "table_1"]),
        ("Раздел 2. Планы мероприятий", ["table_2", "table_3", "table_4", "table_5", "table_6"]),
    ]


def test_a_narrative_has_paragraphs_in_the_language_of_the_document():
    content = with_cells(ordinary_content(), {"text.kk": " Бірінші.\n\nЕкінші. \n"}, "current_situation")
    [narrative, *_] = official_document(content, "kk").parts[0].sections
    assert narrative.paragraphs == ("Бірінші.", "Екінші.")
    assert narrative.row_id == content.rows_of("current_situation")[0].id
    assert narrative.table is None


def test_sections_that_support_the_targets_are_not_printed():
    document = repr(official_document(ordinary_content(), "kk"))
    assert "Мойынтірек" in repr(ordinary_content())
    assert "Мойынтірек" not in document


def test_blank_rows_are_not_printed_and_leave_no_gap_in_the_numbers():
    place = RowPlace("table_4", "activity")
    content = with_row(with_row(ordinary_content(), {"name.ru": " "}, place), {"name.ru": "Обучение"}, place)
    table_4 = official_document(content, "ru").parts[1].sections[2].table
    assert table_4 is not None
    assert [[cell.text for cell in row.cells][:2] for row in table_4.body] == [
        ["1", "Встреча с производителями"],
        ["2", "Обучение"],
    ]


def test_the_document_exists_in_the_languages_of_the_program_only():
    content = ordinary_content(languages=("ru",))
    assert official_document(content, "ru").language == "ru"
    with pytest.raises(NotALanguageOfTheProgram):
        official_document(content, "kk")
