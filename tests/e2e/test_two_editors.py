"""Two people in one section of the form: neither overwrites the other unknowingly, and nothing typed is lost."""

from collections.abc import Callable

from playwright.sync_api import expect

from icv_portal.accounts.rules.roles import Role
from tests.e2e import form_pages
from tests.e2e.visitors import Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import organizations
from tests.factories.programs import filled

THEIRS, MINE = "24,5", "25,5"
ONLY_THEIRS, ONLY_MINE = "410", "28"


def test_the_second_to_save_sees_both_values_and_decides(visit: Callable[..., Visitor]) -> None:
    team = organizations.team(organizations.backbone_enterprise())
    program = filled(team[Role.DRAFTER]).program
    first, second = visit(team[Role.DRAFTER]), visit(team[Role.SIGNATORY])
    second.page.route("**/presence/", lambda route: route.fulfill(status=204))  # hears nothing of the first
    for editor in (first, second):
        editor.open(f"/programs/{program.pk}/form/table_2/")
    shares, volumes, *_ = form_pages.rows_on_page(first).values()
    contested, beside, below = shares[0], shares[1], volumes[0]

    save(first, {contested: THEIRS, below: ONLY_THEIRS})
    second.answered(409, lambda: save(second, {contested: MINE, beside: ONLY_MINE}))
    second.sees(KAZAKH.contested, first.membership.user.full_name, THEIRS)
    shows(second, {contested: MINE, beside: ONLY_MINE, below: ONLY_THEIRS})
    first.page.reload()
    shows(first, {contested: THEIRS, below: ONLY_THEIRS})

    save(second, {})
    for editor in (first, second):
        editor.open(f"/programs/{program.pk}/form/table_2/")
        shows(editor, {contested: MINE, beside: ONLY_MINE, below: ONLY_THEIRS})


def save(editor: Visitor, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        editor.page.locator(f'[name="{name}"]').fill(text)
    editor.press(KAZAKH.save)


def shows(editor: Visitor, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        expect(editor.page.locator(f'[name="{name}"]')).to_have_value(text)
