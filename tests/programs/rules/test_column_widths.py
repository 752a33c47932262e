"""Widths of printed columns: every word has room, years are alike, and the sheet is as small as it can be."""

from dataclasses import replace

import pytest

from programs.rules.column_widths import LANDSCAPE, LARGE, PORTRAIT, Layout, layout
from programs.rules.content import Content
from programs.rules.document_tables import Table, table
from programs.rules.standard_form import RowPlace, section
from tests.programs.rules.contents import ordinary_content, subsoil_user_content, texts, with_row

SHEETS = (LANDSCAPE, LARGE)
LONG = texts("name", kk="Ұзақ сөйлем. " * 40, ru="Длинное предложение. " * 40)
TABLE_4 = RowPlace("table_4", "activity")


def of(content: Content, code: str, language: str = "kk") -> Table:
    return table(section(code), content, language)


def laid_out(content: Content, code: str, language: str = "kk") -> Layout:
    return layout(of(content, code, language), language, SHEETS)


@pytest.mark.parametrize("code", ["table_1", "table_2", "table_3", "table_4", "table_5", "table_6"])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_columns_fill_the_sheet(code: str, language: str) -> None:
    result = laid_out(subsoil_user_content(), code, language)
    assert len(result.widths) == len(of(subsoil_user_content(), code).column_numbers.cells)
    assert sum(result.widths) == pytest.approx(result.sheet.width)


def test_columns_of_years_are_alike() -> None:
    widths = laid_out(subsoil_user_content(last_year=2031), "table_3").widths[3:-1]
    assert len(widths) == 10
    assert (len(set(widths[::2])), len(set(widths[1::2]))) == (1, 1)


def test_long_texts_get_what_short_ones_leave() -> None:
    short, long = ordinary_content(), with_row(ordinary_content(), LONG | texts("note", kk="Иә", ru="Да"), TABLE_4)
    number, name, *years, note = laid_out(long, "table_4").widths
    assert name > 4 * max(number, note, *years)
    assert laid_out(short, "table_4").widths[1] > 100, "without long texts the name has the rest"


def test_two_long_texts_share_by_their_length() -> None:
    both = LONG | texts("note", kk="Ұзақ сөйлем. " * 10, ru="Да")
    _, name, *_, note = laid_out(with_row(ordinary_content(), both, TABLE_4), "table_4").widths
    assert name / note == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize(("last_year", "sheet"), [(2029, LANDSCAPE), (2031, LANDSCAPE), (2038, LARGE)])
def test_a_larger_sheet_is_taken_only_when_years_need_it(last_year: int, sheet: object) -> None:
    assert laid_out(ordinary_content(last_year=last_year), "table_3", "ru").sheet is sheet


def test_the_heading_of_years_is_hyphenated_before_a_larger_sheet_is_taken() -> None:
    ru, kk = (laid_out(ordinary_content(last_year=2031), "table_3", language) for language in ("ru", "kk"))
    assert ru.sheet is kk.sheet is LANDSCAPE
    roomy = laid_out(ordinary_content(last_year=2029), "table_3", "ru")
    assert ru.widths[3] < roomy.widths[3]


def test_columns_shrink_on_the_last_sheet() -> None:
    widths = laid_out(ordinary_content(last_year=2066), "table_3", "ru").widths
    assert sum(widths) == pytest.approx(LARGE.width)
    assert min(widths) > 0


def test_rows_taller_than_a_page_are_named() -> None:
    content = with_row(ordinary_content(), texts("name", kk="Сөз " * 2000, ru="Слово"), TABLE_4)
    tall = content.rows_of("table_4")[-1].id
    assert laid_out(content, "table_4").tall == {tall}
    assert laid_out(content, "table_4", "ru").tall == frozenset()


def test_table_1_stands_upright_also_without_past_years() -> None:
    for content in (ordinary_content(), replace(ordinary_content(), baseline_years=())):
        result = layout(of(content, "table_1"), "kk", (PORTRAIT, LANDSCAPE))
        assert (result.sheet, sum(result.widths)) == (PORTRAIT, pytest.approx(PORTRAIT.width))
