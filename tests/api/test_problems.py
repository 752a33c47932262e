"""Every error below /api/ is one shape, in the caller's language and the portal's own words."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from rest_framework import serializers
from rest_framework.serializers import Serializer

from icv_portal.accounts.models import Membership
from icv_portal.api import me, problems
from icv_portal.api.problems import MEDIA_TYPE, every_problem
from programs.models import Program
from tests.api.people import Caller, by_session, by_token, secret_of

ME, NOWHERE = "/api/v1/me/", "/api/v1/nowhere/"
LANGUAGES = ("kk", "ru", "en")
MEMBERS = {"type", "title", "status", "detail", "code"}


def told(answer: Any) -> tuple[int, str]:
    body = answer.json()
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    assert body.keys() >= MEMBERS
    assert body["type"] == f"/api/v1/problems/{body['code']}/"
    assert body["status"] == answer.status_code
    return answer.status_code, body["code"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/", "/api/v2/", NOWHERE, "/api/v1/programs/x/", "/api/v1/me"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address(address: str, method: str) -> None:
    assert told(getattr(Caller(), method)(address)) == (404, "not-found")


@pytest.mark.django_db
def test_a_stranger_is_told_how_to_sign_in() -> None:
    answer = Caller().get(ME)
    assert told(answer) == (401, "not-signed-in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert told(Caller(secret="icv_unknown").get(ME)) == (401, "token-invalid")


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        ("{", "application/json", (400, "not-json")),
        ("[" * 100_000, "application/json", (400, "not-json")),
        ("9" * 5000, "application/json", (400, "not-json")),
        ("NaN", "application/json", (400, "not-json")),
        (b"\xff", "application/json", (400, "not-json")),
        ('{"\\ud800": 1}', "application/json", (400, "not-json")),
        ('["a\\udfff"]', "application/json", (400, "not-json")),
        ('"x"', "application/json", (400, "invalid-input")),
        ("a=b", "application/x-www-form-urlencoded", (415, "media-type")),
        ("<a/>", "text/xml", (415, "media-type")),
    ],
)
def test_a_body_that_cannot_be_read(drafter: Membership, body: Any, kind: str, expected: tuple[int, str]) -> None:
    answer = by_token(drafter).generic("POST", "/api/v1/programs/", body, kind)
    assert told(answer) == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_a_body_that_is_too_large(drafter: Membership) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10):
        assert told(by_token(drafter).send("POST", "/api/v1/programs/", {"first_year": 2027})) == (413, "too-large")


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_a_method_or_a_form_that_does_not_exist(drafter: Membership) -> None:
    caller = by_token(drafter)
    refused = caller.delete(ME)
    assert told(refused) == (405, "method-not-allowed")
    assert refused.headers["Allow"] == "GET, HEAD"
    assert told(caller.options(ME)) == (405, "method-not-allowed")
    assert told(caller.get(ME, headers={"accept": "text/html"})) == (406, "not-acceptable")


def test_a_foreign_host() -> None:
    assert told(Caller().get(ME, headers={"host": "elsewhere.example"})) == (400, "bad-request")


@pytest.mark.parametrize("language", LANGUAGES)
def test_during_maintenance(language: str) -> None:
    with override_settings(MAINTENANCE=True):
        answer = Caller(language=language).get(ME)
    assert told(answer) == (503, "away")
    assert int(answer.headers["Retry-After"]) > 0
    with translation.override(language):
        assert answer.json()["title"] == str(problems.Away.title)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(me.Me, "permission_classes", ())
    monkeypatch.setattr(me.Me, "authentication_classes", ())
    return monkeypatch


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "expected"),
    [(ZeroDivisionError(), (500, "server-error")), (OperationalError("no server"), (503, "away"))],
)
def test_a_mistake_of_the_portal_and_a_database_that_is_away(
    broken: Any, error: Exception, expected: tuple[int, str]
) -> None:
    def fail(*args: object) -> None:
        raise error

    broken.setattr(me.Me, "get", fail)
    caller = Caller(raise_request_exception=False)
    answer = caller.get(ME)
    assert told(answer) == expected
    assert "Retry-After" in answer.headers or expected[0] == 500


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_each_is_told_in_the_callers_language(drafter: Membership, program: Program) -> None:
    section = reverse("api-section", args=[program.pk, "table_4"])
    asked = [
        ("GET", NOWHERE, None),
        ("DELETE", ME, None),
        ("PATCH", section, {}),
        ("POST", "/api/v1/programs/", {}),
        ("POST", "/api/v1/programs/", {"first_year": 1999, "last_year": "x", "languages": ["en", 7, None]}),
        ("POST", "/api/v1/tokens/", {"name": "x" * 101, "scopes": [], "last_day": "x"}),
    ]
    texts = {language: _texts(by_session(drafter.user, language=language), asked) for language in LANGUAGES}
    for kk, ru, en in zip(*texts.values(), strict=True):
        assert len({kk, ru, en}) == 3, (kk, ru, en)


def _texts(caller: Caller, asked: list[Any]) -> list[str]:
    found = []
    for method, address, body in asked:
        problem = caller.send(method, address, body).json()
        found += [problem["title"], *[error["detail"] for error in problem.get("errors", [])]]
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_a_token_speaks_its_persons_language_unless_asked_otherwise(drafter: Membership) -> None:
    drafter.user.language = "ru"
    drafter.user.save()
    answer = Client(headers={"authorization": f"Bearer {secret_of(drafter)}"}).get(
        "/api/v1/programs/00000000-0000-4000-8000-000000000000/"
    )
    with translation.override("ru"):
        assert answer.json()["title"] == str(problems.NotFound.title)
    assert answer.headers["Content-Language"] == "ru"


@pytest.mark.usefixtures("as_often_as_one_likes")
def test_every_code_is_explained_to_everybody_in_three_languages() -> None:
    explained = Caller().get("/api/v1/problems/").json()["results"]
    assert [one["code"] for one in explained] == [kind.default_code for kind in every_problem()]
    for one in explained:
        assert Caller().get(f"/api/v1/problems/{one['code']}/").json() == one
        assert len(set(one["title"].values())) == 3, one["code"]
        assert len(set(one["advice"].values())) in (1, 3), one["code"]
    assert told(Caller().get("/api/v1/problems/nonsense/")) == (404, "not-found")


def test_a_code_has_one_status() -> None:
    codes = [(kind.default_code, kind.status_code) for kind in every_problem()]
    assert len(codes) == len(dict(codes))
    assert dict(codes).keys() >= {"program-locked", "version-changed", "not-found"}


def fields() -> Iterator[tuple[str, serializers.Field[Any, Any, Any, Any]]]:
    """Every field of what is sent to the portal or told by it."""
    for kind in below(serializers.BaseSerializer):
        if kind.__module__.startswith(("icv_portal", "programs", "approvals")) and issubclass(kind, Serializer):
            for name, field in kind().fields.items():
                yield f"{kind.__name__}.{name}", field
                if isinstance(field, serializers.ListField | serializers.DictField):
                    yield f"{kind.__name__}.{name}[]", field.child


def below(kind: Any) -> Iterator[Any]:
    for inner in kind.__subclasses__():
        yield inner
        yield from below(inner)


def test_whatever_a_field_can_say_is_said_in_three_languages() -> None:
    every_problem()
    untold = set()
    for name, field in fields():
        for message in field.error_messages.values():
            told = {_in(language, message) for language in LANGUAGES}
            if len(told) < 3:
                untold.add(f"{name}: {_in('en', message)}")
    assert untold == set()


def _in(language: str, text: object) -> str:
    with translation.override(language):
        return str(text)
