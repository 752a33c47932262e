"""Spans add up: a table in which they don't is a broken page."""

from dataclasses import replace

import pytest

from programs.rules.document_tables import Align, table
from programs.rules.standard_form import PRINTED_SECTIONS, section
from tests.programs.rules.contents import (
    RIGHTS,
    emptied,
    ordinary_content,
    subsoil_user_content,
    with_cells,
    without_rows,
)

TABLES = [form_section.code for form_section in PRINTED_SECTIONS if form_section.table_number]


def texts(row):
    return [cell.text.replace("\u00a0", " ") for cell in row.cells]


def body(content, code, language="ru"):
    return table(section(code), content, language).body


@pytest.mark.parametrize("code", TABLES)
@pytest.mark.parametrize("content", [subsoil_user_content(), ordinary_content(last_year=2031)])
def test_every_row_fills_the_width_and_headers_the_depth(code, content):
    form_table = table(section(code), content, "kk")
    width = len(form_table.column_numbers.cells)
    assert texts(form_table.column_numbers) == [str(number) for number in range(1, width + 1)]
    for row in form_table.body:
        assert sum(cell.colspan for cell in row.cells) == width
    covered = sum(cell.colspan * cell.rowspan for row in form_table.header for cell in row.cells)
    assert covered == width * len(form_table.header)


@pytest.mark.parametrize(
    ("code", "depth", "width"),
    [("table_1", 3, 8), ("table_2", 2, 8), ("table_3", 3, 10), ("table_4", 2, 6), ("table_5", 2, 6), ("table_6", 1, 5)],
)
def test_size_of_each_table_over_three_years(code, depth, width):
    form_table = table(section(code), ordinary_content(), "ru")
    assert (len(form_table.header), len(form_table.column_numbers.cells)) == (depth, width)


def test_header_of_table_3():
    heading, years, columns = table(section("table_3"), ordinary_content(), "kk").header
    assert [(cell.text, cell.colspan, cell.rowspan) for cell in heading.cells] == [
        ("№", 1, 3),
        ("Іс-шараның атауы", 1, 3),
        ("Іске асыру мерзімдері", 1, 3),
        ("Өнеркәсіпті дамытуға бағытталған шарттар жасасу жөніндегі нысаналы көрсеткіштер", 6, 1),
        ("Ескертпе", 1, 3),
    ]
    assert [(cell.text, cell.colspan) for cell in years.cells] == [("2027 жыл", 2), ("2028 жыл", 2), ("2029 жыл", 2)]
    assert texts(columns) == ["саны", "млн теңге"] * 3


def test_table_1_numbers_its_rows_and_prints_thousands_apart():
    total, goods, works, services = body(ordinary_content(), "table_1")
    assert texts(total)[:4] == ["1", "Общий объем закупок ТРУ, в том числе:", "900 112,5", "36,5"]
    assert [texts(row)[0] for row in (goods, works, services)] == ["1.1", "1.2", "1.3"]
    assert [cell.align for cell in goods.cells[:3]] == [Align.CENTER, Align.LEFT, Align.RIGHT]


def test_target_rows_of_table_2_span_number_name_term_and_unit():
    share, volume, first, second = body(ordinary_content(), "table_2")
    assert (share.cells[0].colspan, volume.cells[0].colspan) == (4, 4)
    assert texts(share) == ["Повышение доли внутристрановой ценности в закупках товаров (%)", "24", "27", "30", ""]
    assert [texts(row)[0] for row in (first, second)] == ["1.1", "1.2"]


def test_share_rows_of_a_subsoil_user_name_contract_and_licences():
    content = subsoil_user_content()
    rows = body(content, "table_2", "kk")[: len(RIGHTS)]
    assert [texts(row)[0].rpartition(" — ")[2] for row in rows] == [right.label.kk for right in RIGHTS]
    assert [row.row_id for row in rows] == [row.id for row in content.rows_of("table_2", "icv_share")]


def test_table_3_has_three_groups_with_target_rows_and_numbered_activities():
    content = ordinary_content()
    assert [(row.cells[0].text, row.cells[0].colspan) for row in body(content, "table_3")] == [
        ("Договора гарантированного закупа", 3),
        ("Офтейк-контракты", 3),
        ("2.1", 1),
        ("Договора контрактных закупок", 3),
    ]


def test_targets_for_performance_stand_in_the_note():
    content = with_cells(ordinary_content(), {"note.ru": "Насосы", "performed_amount.2028": ""}, "table_3", "target")
    content = with_cells(content, {"performed_quantity.2029": "", "performed_amount.2029": ""}, "table_3", "target")
    note = body(content, "table_3")[0].cells[-1].text
    assert note.split("\n") == [
        "Насосы",
        "Целевые показатели по исполнению договоров:",
        "2027 год — договоров: 1; 75,25 млн тенге",
        "2028 год — договоров: 1; – млн тенге",
    ]


def test_notes_without_performance_hold_only_what_was_written():
    content = with_cells(emptied(ordinary_content(), "table_3"), {"note.ru": "Не применяется"}, "table_3", "target")
    assert body(content, "table_3")[0].cells[-1].text == "Не применяется"
    assert body(ordinary_content(), "table_5")[0].cells[-1].text == "Ежеквартально"


def test_tables_4_and_6_number_their_rows_as_the_form_does():
    assert texts(body(ordinary_content(), "table_4")[0]) == [
        "1",
        "Встреча с производителями",
        "II квартал",
        "II квартал",
        "II квартал",
        "",
    ]
    assert texts(body(ordinary_content(), "table_6")[0])[0] == "1.1"


def test_a_table_without_rows_says_so():
    [row] = body(without_rows(ordinary_content(), "table_5"), "table_5")
    assert [(cell.text, cell.colspan) for cell in row.cells] == [("–", 6)]


def test_without_baseline_years_table_1_has_no_year_columns():
    form_table = table(section("table_1"), replace(ordinary_content(), baseline_years=()), "ru")
    assert [texts(row) for row in form_table.header] == [["№ п/п", "Показатель"]]
    assert texts(form_table.body[1]) == ["1.1", "товары"]


def test_what_cannot_be_read_as_a_number_is_printed_as_typed():
    content = with_cells(ordinary_content(), {"target.2027": "около 20"}, "table_2", "icv_share")
    assert texts(body(content, "table_2")[0])[1] == "около 20"
