"""A section saves itself while it is typed, and nothing typed is lost: to another editor, a dead line, a closed tab."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import Program, Row
from tests.e2e import form_pages
from tests.e2e.page_checks import Inspector
from tests.e2e.test_ended_session import end_session
from tests.e2e.visitors import PASSWORD, Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import organizations
from tests.factories.programs import filled

Visit = Callable[..., Visitor]
MINE, THEIRS = "25,5", "24,5"
IN_A_MOMENT = 10_000


@pytest.fixture
def team(portal: object) -> dict[Role, Membership]:
    return organizations.team(organizations.backbone_enterprise())


@pytest.fixture
def program(team: dict[Role, Membership]) -> Program:
    return filled(team[Role.DRAFTER]).program


def opened(visitor: Visitor, program: Program, code: str = "table_2") -> list[str]:
    """The names of the cells of the section's page."""
    visitor.open(f"/programs/{program.pk}/form/{code}/")
    return [name for names in form_pages.rows_on_page(visitor).values() for name in names]


def cell(visitor: Visitor, name: str) -> Locator:
    return visitor.page.locator(f'[name="{name}"]')


def is_saved(visitor: Visitor) -> None:
    expect(visitor.page.locator("#saved-state")).to_have_text(KAZAKH.saved_by_itself, timeout=IN_A_MOMENT)


def kept(name: str) -> str:
    """What the portal holds in a cell."""
    _, row, key = name.split(":")
    return str(Row.objects.get(pk=row).cells.get(key, ""))


def forgive(visitor: Visitor, trouble: str) -> None:
    """What the test itself has brought about."""
    visitor.troubles[:] = [one for one in visitor.troubles if trouble not in one]


def test_typing_alone_saves(visit: Visit, team: dict[Role, Membership], program: Program) -> None:
    drafter = visit(team[Role.DRAFTER])
    first, *_ = opened(drafter, program)
    before = kept(first)
    cell(drafter, first).press("End")
    cell(drafter, first).press_sequentially(",125")
    is_saved(drafter)
    assert kept(first) == f"{before}.125"
    drafter.page.reload()
    expect(cell(drafter, first)).to_have_value(kept(first).replace(".", ","))


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(
    visit: Visit, team: dict[Role, Membership], program: Program
) -> None:
    drafter = visit(team[Role.DRAFTER])
    first, second, *_ = opened(drafter, program)
    drafter.page.context.set_offline(True)
    cell(drafter, first).fill(MINE)
    expect(drafter.page.locator("#saved-state")).to_have_text(KAZAKH.not_saved_offline)
    cell(drafter, second).fill(THEIRS)
    drafter.page.context.set_offline(False)
    is_saved(drafter)
    assert (kept(first), kept(second)) == ("25.5", "24.5")
    forgive(drafter, "ERR_INTERNET_DISCONNECTED")


def test_the_button_saves_what_could_not_be_saved_by_itself(
    visit: Visit, team: dict[Role, Membership], program: Program
) -> None:
    drafter = visit(team[Role.DRAFTER])
    first, *_ = opened(drafter, program)
    drafter.page.route("**/typing/", lambda route: route.abort())
    cell(drafter, first).fill(MINE)
    expect(drafter.page.locator("#saved-state")).to_have_text(KAZAKH.not_saved_offline)
    drafter.press(KAZAKH.save)
    assert kept(first) == "25.5"
    forgive(drafter, "ERR_FAILED")


def test_a_closed_tab_gives_back_what_was_not_saved(
    visit: Visit, team: dict[Role, Membership], program: Program
) -> None:
    drafter = visit(team[Role.DRAFTER])
    first, *_ = opened(drafter, program)
    before = kept(first)
    drafter.page.context.set_offline(True)
    cell(drafter, first).fill(MINE)
    drafter.page.close()
    assert kept(first) == before
    drafter.page.context.set_offline(False)
    again = Visitor(drafter.page.context.new_page(), drafter.membership, KAZAKH)
    opened(again, program)
    expect(cell(again, first)).to_have_value(MINE)
    is_saved(again)
    assert kept(first) == "25.5"
    assert again.troubles == []
    forgive(drafter, "ERR_INTERNET_DISCONNECTED")


@pytest.mark.parametrize(("answer", "stays"), [("mine", "25.5"), ("theirs", "24.5")])
def test_a_cell_two_people_change_is_asked_about(
    visit: Visit, team: dict[Role, Membership], program: Program, answer: str, stays: str
) -> None:
    mine, theirs = visit(team[Role.DRAFTER]), visit(team[Role.SIGNATORY])
    mine.page.route("**/presence/", lambda route: route.fulfill(status=204))  # hears nothing of the other
    first, beside, *_ = opened(mine, program)
    opened(theirs, program)
    cell(theirs, first).fill(THEIRS)
    is_saved(theirs)
    cell(mine, beside).fill("28")
    cell(mine, first).fill(MINE)
    question = mine.page.locator(".entry-conflict")
    expect(question).to_contain_text(THEIRS)
    expect(question).to_contain_text(theirs.membership.user.full_name)
    expect(cell(mine, first)).to_have_value(MINE)
    assert (kept(first), kept(beside)) == ("24.5", "28")
    assert Inspector(mine.page).problems() == []
    question.locator(f'[data-answer="{answer}"]').click()
    is_saved(mine)
    assert kept(first) == stays
    expect(question).to_have_count(0)


def test_what_somebody_else_saves_comes_into_the_page_with_their_name(
    visit: Visit, team: dict[Role, Membership], program: Program
) -> None:
    one, other = visit(team[Role.DRAFTER]), visit(team[Role.SIGNATORY])
    one.page.clock.install()
    first, beside, *_ = opened(one, program)
    with other.page.expect_response("**/presence/"):
        opened(other, program)
    cell(other, beside).fill("31")
    is_saved(other)
    cell(one, first).focus()
    one.page.clock.fast_forward(16_000)
    expect(cell(one, beside)).to_have_value("31")
    one.sees(KAZAKH.also_here, other.membership.user.full_name)
    cell(one, beside).fill("32")
    one.page.clock.fast_forward(5_000)
    is_saved(one)
    assert kept(beside) == "32"


def test_rows_that_came_meanwhile_are_told(visit: Visit, team: dict[Role, Membership], program: Program) -> None:
    one, other = visit(team[Role.DRAFTER]), visit(team[Role.SIGNATORY])
    one.page.clock.install()
    opened(one, program, "table_4")
    opened(other, program, "table_4")
    form_pages.add_row(other, "activity::")
    one.page.clock.fast_forward(16_000)
    notice = one.page.locator("#rows-changed")
    expect(notice).to_be_visible()
    one.click(notice.locator("a"))
    assert one.page.locator("tr.entry-first").count() == other.page.locator("tr.entry-first").count()


def test_changes_are_taken_back_one_by_one(visit: Visit, team: dict[Role, Membership], program: Program) -> None:
    drafter = visit(team[Role.DRAFTER])
    first, second, *_ = opened(drafter, program)
    was = cell(drafter, first).input_value(), cell(drafter, second).input_value()
    cell(drafter, first).fill(MINE)
    cell(drafter, second).fill(THEIRS)
    drafter.page.keyboard.press("Control+z")
    expect(cell(drafter, second)).to_have_value(was[1])
    drafter.page.locator("#undo").click()
    expect(cell(drafter, first)).to_have_value(was[0])
    expect(drafter.page.locator("#undo")).to_be_hidden()
    drafter.page.keyboard.press("Control+y")
    expect(cell(drafter, first)).to_have_value(MINE)
    is_saved(drafter)
    assert kept(first) == "25.5"


def test_a_session_that_ends_while_typing_asks_to_sign_in_and_saves(
    visit: Visit, team: dict[Role, Membership], program: Program
) -> None:
    drafter = visit(team[Role.DRAFTER])
    first, *_ = opened(drafter, program)
    end_session(drafter)
    cell(drafter, first).fill(MINE)
    dialog = drafter.page.get_by_role("dialog")
    dialog.locator("[name=password]").fill(PASSWORD)
    assert kept(first) != "25.5"
    dialog.locator("[name=password]").press("Enter")
    expect(dialog).to_have_count(0)
    is_saved(drafter)
    assert kept(first) == "25.5"
    forgive(drafter, "answer 401")


def test_checks_are_told_anew_after_typing(visit: Visit, team: dict[Role, Membership], program: Program) -> None:
    drafter = visit(team[Role.DRAFTER])
    first, *_ = opened(drafter, program)
    row = first.split(":")[1]
    cell(drafter, first).fill("120")
    notes = drafter.page.locator(f'[data-notes="{row}"]')
    expect(notes).to_contain_text("120")
    expect(cell(drafter, first)).to_have_attribute("aria-invalid", "true")
    expect(cell(drafter, first)).to_be_focused()
    cell(drafter, first).fill("45")
    expect(cell(drafter, first)).not_to_have_attribute("aria-invalid", "true")
