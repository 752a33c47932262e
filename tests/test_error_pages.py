"""Error pages: readable in three languages, also when nothing but the request is there."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from icv_portal.error_pages import server_error


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("kk", "Порталда қате шықты"),
        ("ru", "В портале произошла ошибка"),
        ("en", "The portal has made a mistake"),
    ],
)
def test_a_mistake_of_the_portal_is_told_without_the_database(rf: RequestFactory, language: str, heading: str) -> None:
    with translation.override("kk"):  # of somebody else, served by the same thread before
        response = server_error(rf.get("/programs/", headers={"accept-language": language}))
    assert response.status_code == 500
    page = response.content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert 'name="language" value="ru"' in page
    assert 'name="csrfmiddlewaretoken"' in page


@pytest.mark.parametrize(("language", "button"), [("kk", "«Артқа»"), ("ru", "«Назад»"), ("en", "Back button")])
def test_a_page_open_for_too_long_says_how_to_get_back_to_what_was_typed(language: str, button: str) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    answer = browser.post("/", {"reason": "typed"})
    assert answer.status_code == 403
    assert button in answer.content.decode()
