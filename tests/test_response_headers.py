"""What every answer tells the browser: a strict policy, whatever is answered and whoever asks."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from icv_portal.accounts.rules.roles import Role
from tests.factories import organizations

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
IN_PRODUCTION = """
import django, json
from django.conf import settings
from django.test import Client
django.setup()
answers = [Client().get("/calendar/", secure=secure, headers={"host": "icv.example"}) for secure in (True, False)]
print(json.dumps([dict(answer.headers) for answer in answers] + [settings.SESSION_COOKIE_SECURE]))
"""


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a mistake")


urlpatterns = [path("mistake/", fails), path("", include("icv_portal.urls"))]
handler500 = "icv_portal.error_pages.server_error"


def policy_of(answer: Any) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))


def assert_strict(answer: Any) -> None:
    assert policy_of(answer) == POLICY
    assert {name: answer.headers.get(name) for name in OTHERS} == OTHERS
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.fixture
def administrator() -> Client:
    browser = Client()
    browser.force_login(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR).user)
    return browser


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [("/sign-in/", 200), ("/", 302), ("/nowhere/", 404), ("/language/", 405), ("/admin/", 302), ("/mistake/", 500)],
)
@override_settings(ROOT_URLCONF="tests.test_response_headers")
def test_every_kind_of_answer_is_strict(address: str, status: int) -> None:
    answer = signed_in_if_needed(address).get(address)
    assert answer.status_code == status
    assert_strict(answer)


def signed_in_if_needed(address: str) -> Client:
    browser = Client(raise_request_exception=False)
    if address in ("/nowhere/", "/mistake/"):
        browser.force_login(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER).user)
    return browser


def test_a_page_of_a_host_that_is_not_ours_is_strict() -> None:
    answer = Client(headers={"host": "elsewhere.example"}).get("/sign-in/")
    assert answer.status_code == 400
    assert_strict(answer)


def test_a_form_without_its_token_is_answered_strictly() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/")
    assert answer.status_code == 403
    assert_strict(answer)


@pytest.mark.django_db
def test_the_administration_is_no_exception(administrator: Client) -> None:
    answer = administrator.get("/admin/")
    assert answer.status_code == 200
    assert_strict(answer)


@pytest.mark.django_db  # the end of a response looks after connections
@pytest.mark.parametrize("name", ["frame.css", "portal.js", "favicon.svg"])
def test_files_of_the_pages_are_for_these_pages_alone(name: str) -> None:
    with closing(Client().get(staticfiles_storage.url(name))) as answer:
        assert answer.status_code == 200
        assert_strict(answer)
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.django_db
def test_what_every_page_needs_is_one_style_sheet_without_imports() -> None:
    with closing(Client().get(staticfiles_storage.url("frame.css"))) as answer:
        sheet = answer.getvalue().decode()
    assert "@import" not in sheet
    assert all(part in sheet for part in (".btn-primary", "--accent:", ".frame-header"))


def test_under_https_browsers_are_told_to_stay_there() -> None:
    secure, plain, are_cookies_secure = in_production()
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "Strict-Transport-Security" not in plain
    assert plain["Location"] == "https://icv.example/calendar/"
    assert are_cookies_secure is True


def in_production() -> tuple[Mapping[str, str], Mapping[str, str], bool]:
    """Headers over https and without it, and whether cookies are secure, in a process with settings of its own."""
    environment = {**os.environ, "BASE_URL": "https://icv.example", "ALLOWED_HOSTS": "icv.example", "DEBUG": "0"}
    environment["DJANGO_SETTINGS_MODULE"] = "icv_portal.settings"
    ran = subprocess.run([sys.executable, "-c", IN_PRODUCTION], env=environment, capture_output=True, check=True)
    secure, plain, are_cookies_secure = json.loads(ran.stdout)
    return secure, plain, are_cookies_secure
