"""Blocks of cells pasted into a table of the form, from spreadsheets, texts and pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from icv_portal.accounts.models import Membership
from tests.e2e.entry_tables import Table
from tests.e2e.visitors import Visitor
from tests.e2e.wording import RUSSIAN
from tests.factories import programs

Visit = Callable[..., Visitor]
NO_BREAK = "\u00a0"


def test_a_block_from_a_spreadsheet_goes_to_the_right_and_below(opened: Callable[..., Table]) -> None:
    table = opened("table_1")
    total, goods = table.row("total"), table.row("goods")
    services = table.row("services")
    table.enter(goods, "amount.2023")
    copied = f"1{NO_BREAK}234,50\t12,5%\t 2 000.25 \r\n7\t\t8\r\n9\tx\t10\r\n11\t12\t13\r\n"
    assert not table.paste(copied)
    table.holds(goods, amount__2023=f"1{NO_BREAK}234,50", icv_share__2023="12,5%", amount__2024="2 000.25")
    table.holds(table.row("works"), amount__2023="7", icv_share__2023="60", amount__2024="8")
    table.holds(services, amount__2023="9", icv_share__2023="x", amount__2024="10")
    table.told("Вставлено ячеек: 8. Не поместилось: 3.")
    table.is_in(goods, "amount.2023")
    table.visitor.press(RUSSIAN.save)
    goods.refresh_from_db()
    assert goods.cells["amount.2023"] == "1234.5"
    assert (goods.cells["icv_share.2023"], goods.cells["amount.2024"]) == ("12.5", "2000.25")
    total.refresh_from_db()
    assert total.cells["amount.2023"] == "900112.5"


def test_a_comma_that_may_part_thousands_is_told(opened: Callable[..., Table]) -> None:
    table = opened("table_1")
    table.enter(table.row("goods"), "amount.2023")
    table.paste("1,234\t12,5\t0,125\n5\t6\t7,000\n")
    table.holds(table.row("goods"), amount__2023="1,234")
    table.told(
        "Вставлено ячеек: 6. Чисел вида 1,234: 2. Они прочитаны с десятичной запятой; где имелись в виду тысячи, "
        "исправьте их."
    )


def test_quoted_cells_keep_their_lines_and_texts_go_to_their_language(opened: Callable[..., Table]) -> None:
    table = opened("table_4")
    row = table.row("activity")
    table.enter(row, "name.ru")
    table.paste('"Встреча\nс ""лучшими"" производителями"\tI квартал\t"Ағын" ЖШС\t\tПримечание\tлишнее\n')
    table.holds(
        row,
        name__ru='Встреча\nс "лучшими" производителями',
        term__2027__ru="I квартал",
        term__2028__ru='"Ағын" ЖШС',
        term__2029__ru="II квартал",
        term__2027__kk="II тоқсан",
        note__ru="Примечание",
    )
    table.told("Вставлено ячеек: 4. Не поместилось: 1.")


def test_one_cell_of_a_spreadsheet_goes_to_the_caret(opened: Callable[..., Table]) -> None:
    table = opened("table_4")
    row = table.row("activity")
    table.cell(row, "name.kk").fill("Көрме ()")
    table.press("End", "ArrowLeft")
    table.paste('"екі\nжол"\r\n', "<table><tr><td>екі<br>жол</td></tr></table>")
    table.holds(row, name__kk="Көрме (екі\nжол)")
    table.told("")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1;2;3\n4;5;6", ("1", "2", "3", "4", "5", "6")),
        ("1,5  2  3\n4  5 000  6", ("1,5", "2", "3", "4", "5 000", "6")),
        ("12 345\n678", ("12 345", None, None, "678", None, None)),
        ("1;2;3\n4;5", None),
    ],
)
def test_a_text_table_is_pasted_where_it_can_mean_nothing_else(
    opened: Callable[..., Table], text: str, values: tuple[str | None, ...] | None
) -> None:
    table = opened("table_1")
    goods, works = table.row("goods"), table.row("works")
    keys = ("amount.2023", "icv_share.2023", "amount.2024")
    before = [table.cell(row, key).input_value() for row in (goods, works) for key in keys]
    table.enter(goods, "amount.2023")
    table.paste(text)
    wanted = values or ("1;2;3", None, None, "4;5", None, None)
    for (row, key), old, new in zip([(r, k) for r in (goods, works) for k in keys], before, wanted, strict=True):
        expect(table.cell(row, key)).to_have_value(old if new is None else new)


@pytest.mark.parametrize(
    "text", ["Бірінші жол.\nЕкінші жол; тағы да.", "Бір; екі; үш", "Бір\tекі\nүш", "Бір  екі\nүш  төрт"]
)
def test_a_paragraph_stays_a_text(opened: Callable[..., Table], text: str) -> None:
    table = opened("table_4")
    table.enter(table.row("activity"), "name.kk")
    assert table.paste(text)


def test_a_table_of_a_page_is_read_where_there_is_no_other_text(opened: Callable[..., Table]) -> None:
    table = opened("table_1")
    goods, works = table.row("goods"), table.row("works")
    table.enter(goods, "amount.2023")
    row = "<tr><td> 1&nbsp;000 </td><td colspan=2><b>2</b></td><td>4</td></tr>"
    table.paste("", f"<img src=x onerror=alert(1)><table>{row}<tr><td>5</td></tr></table>")
    table.holds(goods, amount__2023=f"1{NO_BREAK}000", icv_share__2023="2", icv_share__2024="4")
    table.holds(works, amount__2023="5")


def test_lines_without_a_row_are_offered_as_rows(opened: Callable[..., Table]) -> None:
    table = opened("table_2")
    last = table.row("activity", number=1)
    table.cell(last, "target.2029").fill("77")
    table.enter(last, "name.ru")
    table.paste("A\tсрок\tшт\t1\t2\t3\tпримечание\nБ\tсрок\tшт\t4 000,5\t\t6\t\n" + "\t" * 6 + "\nВ" + "\t" * 6 + "\n")
    table.holds(last, name__ru="A", target__2027="1", note__ru="примечание")
    table.told("Вставлено ячеек: 7.")
    offer = table.page.locator("#add-pasted")
    expect(offer).to_have_text("Добавить строки (2) и вставить остальное")
    table.visitor.click(offer)
    rows = list(table.program.rows.filter(section="table_2", kind="activity"))
    assert [row.cells["name.ru"] for row in rows] == ["Встреча с производителями", "A", "Б", "В"]
    assert rows[2].cells == {
        "name.ru": "Б",
        "term.ru": "срок",
        "unit.ru": "шт",
        "target.2027": "4000.5",
        "target.2029": "6",
    }
    table.is_in(rows[2], "name.kk")


def test_a_block_pasted_on_the_button_becomes_rows(visit: Visit, drafter: Membership) -> None:
    program = programs.opened(drafter).program
    table = Table(visit(drafter), program, "planned_purchases")
    table.page.locator('[value="add:purchase::"]').focus()
    table.paste("281314.900.000001\tСорғы\tдана\t«Ағын» ЖШС\t10\t1 200,5\t60 %\n\tҚұбыр\tм\t\t\t7\n")
    table.told("Қойылған ұяшықтар: 0.")
    table.visitor.click(table.page.locator("#add-pasted"))
    first, second = program.rows.filter(section="planned_purchases")
    assert first.cells["product_code"] == "281314.900.000001"
    assert (first.cells["amount.2027"], first.cells["icv_share.2027"]) == ("1200.5", "60")
    assert second.cells == {"name": "Құбыр", "unit": "м", "amount.2027": "7"}


def test_a_copied_block_is_pasted_with_the_keyboard(opened: Callable[..., Table]) -> None:
    table = opened("table_1")
    table.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    goods = table.row("goods")
    table.enter(goods, "amount.2023")
    table.page.evaluate("navigator.clipboard.writeText('5\\t6\\n7\\t8')")
    table.press("Control+v")
    table.holds(goods, amount__2023="5", icv_share__2023="6")
    table.holds(table.row("works"), amount__2023="7", icv_share__2023="8")
    table.told("Вставлено ячеек: 4.")
