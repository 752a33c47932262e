"""Error pages: readable in three languages, also when nothing but the request is there, and each says what to do."""

from typing import Any

import pytest
from django.shortcuts import render
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from icv_portal.accounts.rules.roles import Role
from icv_portal.error_pages import server_error
from tests.factories import organizations

HEADINGS = {
    "400": ("Сұрауды оқу мүмкін емес", "Запрос не удалось прочитать", "The request cannot be read"),
    "403": ("Бұл әрекетке рұқсат жоқ", "Это действие вам недоступно", "You may not do this"),
    "403_csrf": ("Бұл бет тым ұзақ ашық тұрды", "Страница была открыта слишком долго", "This page was open for"),
    "404": ("Мұндай бет жоқ", "Такой страницы нет", "There is no such page"),
    "409": ("Осы арада жағдай өзгерді", "За это время состояние изменилось", "It has changed in the meantime"),
    "429": ("Әрекеттер тым көп", "Слишком много попыток", "Too many attempts"),
    "500": ("Порталда қате шықты", "В портале произошла ошибка", "The portal has made a mistake"),
}
LANGUAGES = ("kk", "ru", "en")
ALL = [(page, language, HEADINGS[page][at]) for page in HEADINGS for at, language in enumerate(LANGUAGES)]


@pytest.mark.parametrize(("page", "language", "heading"), ALL, ids=[f"{page}-{language}" for page, language, _ in ALL])
def test_each_is_written_in_each_language_and_says_what_to_do(
    rf: RequestFactory, page: str, language: str, heading: str
) -> None:
    with translation.override(language):
        text = render(rf.get("/"), f"{page}.html").content.decode()
    assert f"<h1>{heading}" in text
    assert text.count("<h1>") == 1
    assert text.partition("</h1>")[2].count("<p>") >= 2
    assert f'<html lang="{language}">' in text


@pytest.mark.parametrize(("language", "at"), [(language, at) for at, language in enumerate(LANGUAGES)])
def test_a_mistake_of_the_portal_is_told_without_the_database(rf: RequestFactory, language: str, at: int) -> None:
    with translation.override("kk"):  # of somebody else, served by the same thread before
        response = server_error(rf.get("/programs/", headers={"accept-language": language}))
    assert response.status_code == 500
    page = response.content.decode()
    assert f"<h1>{HEADINGS['500'][at]}</h1>" in page
    assert 'name="language" value="ru"' in page
    assert 'name="csrfmiddlewaretoken"' in page


@pytest.mark.parametrize(("language", "button"), [("kk", "«Артқа»"), ("ru", "«Назад»"), ("en", "Back button")])
def test_a_page_open_for_too_long_says_how_to_get_back_to_what_was_typed(language: str, button: str) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    answer = browser.post("/", {"reason": "typed"})
    assert answer.status_code == 403
    assert button in answer.content.decode()


def test_an_address_that_is_not_ours_is_answered_by_the_page_for_bad_requests() -> None:
    answer = Client(headers={"host": "elsewhere.example"}).get("/sign-in/")
    assert answer.status_code == 400
    assert HEADINGS["400"][0] in answer.content.decode()


@pytest.fixture
def drafter() -> Client:
    browser = Client()
    browser.force_login(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER).user)
    return browser


def has_menu(answer: Any) -> bool:
    return "frame-navigation" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/nowhere/", 404), ("/admin/login/", 403)])
def test_who_is_told_to_choose_another_role_has_the_menu_at_hand(drafter: Client, address: str, status: int) -> None:
    answer = drafter.get(address)
    assert answer.status_code == status
    assert has_menu(answer)
    assert 'class="who"' in answer.content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.test_response_headers")
def test_a_mistake_of_the_portal_is_told_without_a_menu(drafter: Client) -> None:
    drafter.raise_request_exception = False
    assert not has_menu(drafter.get("/mistake/"))
    assert has_menu(drafter.get("/"))
