from icv_portal.accounts.rules.labels import Label
from programs.rules.names import LONGEST_NAME, joined, row_name, section_name, where
from programs.rules.standard_form import RowPlace, section
from tests.programs.rules.contents import ordinary_content, subsoil_user_content, with_cells, with_row


def test_sections_are_named_by_table_or_title():
    assert section_name(section("table_3")).kk == "3-кесте"
    assert section_name(section("planned_purchases")).ru == "Планируемые закупки товаров"


def test_a_target_row_of_a_subsoil_user_names_its_right():
    content = subsoil_user_content()
    names = [row_name(content, row).ru for row in content.rows_of("table_2", "icv_share")]
    assert names == [
        "Повышение доли внутристрановой ценности в закупках товаров (%) — Контракт № 1042-ТПИ от 16.02.2009",
        "Повышение доли внутристрановой ценности в закупках товаров (%) — Лицензия № 7-ML от 03.06.2019",
        "Повышение доли внутристрановой ценности в закупках товаров (%) — Лицензия № 31-ML от 28.11.2022",
    ]


def test_an_activity_is_called_what_the_customer_called_it():
    content = ordinary_content()
    assert where(content, content.rows_of("table_4")[0]) == Label(
        kk="4-кесте, «Өндірушілермен кездесу»",
        ru="Таблица 4, «Встреча с производителями»",
        en="Table 4, “Встреча с производителями”",
    )


def test_an_activity_named_in_one_language_keeps_that_name_in_the_others():
    content = with_cells(ordinary_content(), {"name.ru": ""}, "table_4")
    assert row_name(content, content.rows_of("table_4")[0]).ru == "Өндірушілермен кездесу"


def test_an_unnamed_row_is_called_by_its_number():
    content = with_row(ordinary_content(), {"note.ru": "Примечание"}, RowPlace("table_4", "activity"))
    assert row_name(content, content.rows_of("table_4")[1]) == Label(kk="2-жол", ru="строка 2", en="row 2")


def test_long_names_and_line_breaks_are_shortened():
    content = with_cells(ordinary_content(), {"name.ru": "слово\n " * 100}, "table_4")
    name = row_name(content, content.rows_of("table_4")[0]).ru
    assert len(name) == LONGEST_NAME
    assert name.startswith("слово слово")
    assert name.endswith("слово…")


def test_no_word_is_cut_unless_it_is_too_long_itself():
    content = with_cells(ordinary_content(), {"name.ru": "материалы " * 20}, "table_4")
    assert row_name(content, content.rows_of("table_4")[0]).ru == "материалы " * 11 + "материалы…"
    content = with_cells(ordinary_content(), {"name.ru": "м" * 200}, "table_4")
    assert row_name(content, content.rows_of("table_4")[0]).ru == "м" * (LONGEST_NAME - 1) + "…"


def test_a_narrative_is_its_section_and_the_message_goes_on_after_it():
    content = ordinary_content()
    title = section("problem_issues").title.ru
    assert title.endswith(".")
    assert where(content, content.rows_of("problem_issues")[0]).ru == title.removesuffix(".")


def test_labels_are_joined_language_by_language():
    assert joined([Label(kk="а", ru="б", en="c"), Label(kk="г", ru="д", en="e")]) == Label(
        kk="а, г", ru="б, д", en="c, e"
    )
