"""A table of the form like a spreadsheet: keys, filling, sums and rows that move."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.rules.numbers import canonical_number, display_decimal, parse_number
from programs.rules.standard_form import RowPlace
from tests.e2e.entry_tables import Table
from tests.e2e.page_checks import STANDARDS
from tests.e2e.visitors import Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import organizations, programs

Visit = Callable[..., Visitor]
IS_SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const corners = [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3]];
  return corners.every(([x, y]) => document.activeElement === document.elementFromPoint(x, y));
}"""
NO_BREAK = "\u00a0"


# Keys


def test_enter_and_arrows_move_between_numbers_and_save_nothing(opened: Callable[..., Table]) -> None:
    table = opened("table_1")
    total, goods, works = (table.row(kind) for kind in ("total", "goods", "works"))
    table.enter(total, "amount.2023")
    here = table.page.url
    for keys, row, key in [
        (["Enter"], goods, "amount.2023"),
        (["ArrowDown"], works, "amount.2023"),
        (["Shift+Enter"], goods, "amount.2023"),
        (["ArrowRight"], goods, "icv_share.2023"),
        (["ArrowRight"], goods, "amount.2024"),
        (["ArrowLeft"], goods, "icv_share.2023"),
        (["ArrowUp"], total, "icv_share.2023"),
        (["ArrowUp"], total, "icv_share.2023"),
        (["Control+End"], table.row("services"), "icv_share.2025"),
        (["Enter"], table.row("services"), "icv_share.2025"),
        (["Control+Home"], total, "amount.2023"),
        (["Tab"], total, "icv_share.2023"),
        (["Shift+Tab"], total, "amount.2023"),
    ]:
        table.press(*keys)
        table.is_in(row, key)
    assert table.page.url == here


def test_typing_replaces_a_number_and_escape_gives_it_back(opened: Callable[..., Table]) -> None:
    table = opened("table_1")
    total, goods = table.row("total"), table.row("goods")
    before = table.cell(goods, "amount.2023").input_value()
    table.enter(total, "amount.2023")
    table.press("Enter", "1", "2")
    table.holds(goods, amount__2023="12")
    table.press("ArrowLeft")
    table.is_in(goods, "amount.2023")
    table.press("Escape")
    table.holds(goods, amount__2023=before)
    table.press("ArrowLeft")
    expect(table.cell(goods, "amount.2023")).to_be_focused()


def test_a_text_is_left_at_its_edges_only(opened: Callable[..., Table]) -> None:
    table = opened("table_4")
    row = table.row("activity")
    table.cell(row, "name.kk").fill("бірінші\nекінші")
    table.press("Control+Home", "ArrowDown")
    table.is_in(row, "name.kk")
    table.press("End", "ArrowDown")
    table.is_in(row, "name.ru")
    table.press("ArrowUp")
    table.is_in(row, "name.kk")
    table.press("Control+Home", "Enter")
    table.holds(row, name__kk="\nбірінші\nекінші")
    table.press("Control+Enter")
    table.is_in(row, "name.ru")
    table.press("Alt+ArrowRight")
    table.is_in(row, "term.2027.ru")
    table.press("Alt+ArrowLeft", "Alt+ArrowUp")
    table.is_in(row, "name.kk")


@pytest.mark.parametrize("code", ["planned_purchases", "table_3"])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (360, 800)])
def test_the_cell_one_is_in_is_never_behind_what_stays_in_sight(visit: Visit, code: str, size: tuple[int, int]) -> None:
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    table = Table(visit(drafter), programs.filled(drafter).program, code)
    table.page.set_viewport_size({"width": size[0], "height": size[1]})
    table.page.locator("[name^='cell:'][inputmode=decimal]").first.focus()
    keys = [
        "Control+End",
        "Control+Home",
        *["ArrowDown"] * 12,
        *["ArrowRight"] * 8,
        *["ArrowUp"] * 12,
        *["ArrowLeft"] * 8,
    ]
    table.page.wait_for_function(IS_SEEN)
    hidden = []
    for step, key in enumerate(keys):
        table.press(key)
        if not table.page.evaluate(IS_SEEN):
            hidden.append((step, key, table.page.evaluate("document.activeElement.name")))
    assert hidden == []


@pytest.mark.parametrize("wider", ["", "20rem"])
@pytest.mark.parametrize("code", ["planned_purchases", "table_4"])
def test_every_cell_of_a_row_is_seen_beside_what_stays(visit: Visit, code: str, wider: str) -> None:
    """Alt with an arrow leaves a cell wherever the caret is, so that each one is entered with the table scrolled."""
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    table = Table(visit(drafter), programs.filled(drafter).program, code)
    table.page.locator("thead th").nth(1).evaluate("(heading, width) => { heading.style.minWidth = width }", wider)
    cells = table.page.locator("tr:has(> .entry-number):has([name^='cell:'])").first.locator("[name^='cell:']")
    steps = cells.count() - 1
    assert steps > 3
    hidden = []
    for width in (1440, 1200, 1024):  # one window that is made smaller: what stays is measured again
        table.page.set_viewport_size({"width": width, "height": 900})
        cells.first.focus()
        for key in ["Alt+ArrowRight"] * steps + ["Alt+ArrowLeft"] * steps:
            table.press(key)
            if not table.page.evaluate(IS_SEEN):
                hidden.append((width, key, table.page.evaluate("document.activeElement.name.split(':').at(-1)")))
    assert hidden == []


def test_a_value_is_copied_to_the_following_years(opened: Callable[..., Table]) -> None:
    table = opened("table_3")
    row = table.row("target", "offtake")
    table.cell(row, "quantity.2027").fill("7")
    table.cell(row, "quantity.2028").fill("8")
    table.press("Control+r")
    table.holds(row, quantity__2027="7", quantity__2028="8", quantity__2029="8", amount__2029="150,5")
    table.enter(row, "performed_amount.2027")
    table.press("Control+a", "1", "Control+r")
    table.holds(row, performed_amount__2028="1", performed_amount__2029="1")
    table.enter(row, "quantity.2027")
    table.page.locator(".entry-fill").click()
    table.holds(row, quantity__2028="7", quantity__2029="7")
    table.is_in(row, "quantity.2027")
    table.enter(row, "quantity.2029")
    expect(table.page.locator(".entry-fill")).to_have_count(0)


# Sums


def test_sums_and_differences_follow_what_is_typed(opened: Callable[..., Table]) -> None:
    table = opened("table_1")
    goods = table.row("goods")
    assert table.sums()["amount.2023"] == f"900{NO_BREAK}112,5"
    difference = table.page.locator("[data-key='amount.2023'] [data-difference]")
    expect(difference).to_be_hidden()
    table.cell(goods, "amount.2023").fill("500062,4999999")
    assert table.sums()["amount.2023"] == f"900{NO_BREAK}112,4999999"
    expect(difference).to_have_text("Разница: 0,0000001")
    table.cell(goods, "amount.2023").fill("көп")
    assert table.sums()["amount.2023"] == "–"
    expect(table.page.locator("[data-key='amount.2023'] [data-unread]")).to_be_visible()
    expect(difference).to_be_hidden()
    assert table.sums()["amount.2024"] == f"900{NO_BREAK}112,5"


def test_sums_of_a_subsoil_user_stay_apart(visit: Visit) -> None:
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    rights = programs.subsoil_rights(drafter.organization, by=drafter)[:2]
    program = programs.opened(drafter).program
    places = [RowPlace("planned_purchases", "purchase", None, str(right.pk)) for right in rights for _ in range(2)]
    rows = programs.saved(program, "planned_purchases", added=places, by=drafter).added
    table = Table(visit(drafter), program, "planned_purchases")
    for row, text in zip(rows, ("1,1", "2,2", "1 000", ""), strict=True):
        table.cell(row, "amount.2027").fill(text)
    shown = table.page.locator("[data-key='amount.2027'] [data-total]").all_text_contents()
    assert shown[:2] + shown[-1:] == ["3,3", f"1{NO_BREAK}000", f"1{NO_BREAK}003,3"]


def test_the_page_counts_as_the_server_does(opened: Callable[..., Table]) -> None:
    """Whatever is typed, the page reads and writes it as the server will once it is saved."""
    table = opened("table_1")
    works = table.row("works")
    for kind in ("goods", "services"):
        table.cell(table.row(kind), "amount.2023").fill("")
    for text in (
        *("0,1", "-0,5", "\u22127", "1 234 567,890", "12 34", "1,2,3", "1.5 %", "5%", "007", "-0", "0.0000000001"),
        *(
            "999999999999999.9999999999",
            "1234567890123456",
            f"1{NO_BREAK}000\u202f000",
            "1e3",
            "١",
            " 5 ",
            "5.",
            ".5",
            "%",
        ),
    ):
        table.cell(works, "amount.2023").fill(text)
        number = parse_number(text)
        wanted = "–" if number is None else display_decimal(Decimal(canonical_number(text)), "ru")
        assert table.sums()["amount.2023"] == wanted, text


# Rows


def test_a_row_moves_with_the_keyboard_and_keeps_the_focus(opened: Callable[..., Table]) -> None:
    table = opened("table_2")
    first, second = table.row("activity"), table.row("activity", number=1)
    table.cell(first, "target.2028").fill("99")
    with table.page.expect_navigation():
        table.press("Alt+Shift+ArrowDown")
    table.is_in(first, "target.2028")
    assert [row.pk for row in table.program.rows.filter(section="table_2", kind="activity")] == [second.pk, first.pk]
    first.refresh_from_db()
    assert first.cells["target.2028"] == "99"
    with table.page.expect_navigation():
        table.press("Alt+Shift+ArrowUp")
    table.is_in(first, "target.2028")
    here = table.page.url
    table.press("Alt+Shift+ArrowUp")
    assert table.page.url == here


def test_rows_are_moved_and_put_in_between_without_scripts(opened: Callable[..., Table]) -> None:
    table = opened("table_2", has_javascript=False)
    first, second = table.row("activity"), table.row("activity", number=1)
    table.visitor.click(table.page.locator(f'[value="move:{first.pk}:down"]'))
    table.visitor.click(table.page.locator(f'[value="insert:{second.pk}"]'))
    rows = list(table.program.rows.filter(section="table_2", kind="activity"))
    assert [rows[0].pk, rows[1].cells, rows[2].pk] == [second.pk, {}, first.pk]
    expect(table.page.locator(".entry-keys")).to_be_hidden()


# Everybody


@pytest.mark.parametrize("code", ["table_1", "table_2", "table_3", "planned_purchases"])
def test_the_table_is_accessible_with_everything_open(opened: Callable[..., Table], code: str) -> None:
    table = opened(code)
    page: Page = table.page
    page.locator(".entry-keys summary").click()
    page.locator("[name^='cell:'][inputmode=decimal]").first.focus()
    table.paste("x\t2\n3\t4\n" * 6)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # so high that no cell lies behind what stays in sight: wherever somebody scrolls to, they can scroll on
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": whole + 600})
        found = Axe().run(page, options={"runOnly": STANDARDS})
        assert found.violations_count == 0, found.generate_report()


def test_words_are_in_the_language_of_the_page(visit: Visit, drafter: Membership) -> None:
    program = programs.filled(drafter).program
    table = Table(visit(drafter, KAZAKH), program, "table_1")
    table.enter(table.row("services"), "amount.2023")
    table.paste("1\t2\n3\t4")
    table.told("Қойылған ұяшықтар: 2. Сыймағаны: 2.")
    expect(table.page.locator("#add-pasted")).to_be_hidden()
