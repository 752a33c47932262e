"""A forgotten password, from the sign-in page to the letter and back: the worker sends it, the mail page shows it."""

import pytest
from playwright.sync_api import Page, expect

from icv_portal.accounts.models import User
from tests.e2e.page_checks import Inspector
from tests.factories import organizations
from tests.tools.devkit.waiting import wait_for

NEW_PASSWORD = "Ақ-боран-2031"


@pytest.fixture
def person(own_database: str) -> User:
    user = organizations.person()
    user.set_password("Қоңыр-күз-1998")
    user.save()
    return user


def test_a_password_is_set_anew_by_letter(page: Page, person: User) -> None:
    inspector = Inspector(page)
    page.goto("/password/reset/")
    page.locator("[name=email]").fill(person.email)
    page.locator("main [type=submit], main button").first.click()
    list_letters_with(person.email, page)
    assert inspector.problems() == []
    page.locator("tr", has_text=person.email).get_by_role("link").click()
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text("Порталға жаңа құпия сөз")
    assert inspector.problems() == []
    page.locator(".preserved a").first.click()
    page.locator("[name=password1]").fill(NEW_PASSWORD)
    page.locator("[name=password2]").fill(NEW_PASSWORD)
    page.locator("main button").first.click()
    expect(page).to_have_url("/password/reset/key/done/")
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)


def list_letters_with(address: str, page: Page) -> None:
    """By the link at the foot of every page; the worker needs a moment."""

    def has_come() -> bool:
        page.goto("/sign-in/")
        page.locator("footer a[href='/mail/']").click()
        return page.get_by_text(address).count() == 1

    wait_for(has_come, seconds=30)
