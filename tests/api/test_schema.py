"""The description of the API: complete, valid, with an example for everything, and the same for everybody."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.about import TAGS
from icv_portal.api.description import description
from icv_portal.api.problems import MEDIA_TYPE, every_problem
from icv_portal.api.views import Endpoint, NothingHere

PREFIX = "api/v1/"
CHANGING = ("post", "put", "patch", "delete")
Operation = tuple[str, str, dict[str, Any]]


@cache
def schema() -> dict[str, Any]:
    """As a program reads it."""
    return json.loads(Client().get("/api/v1/schema/", headers={"accept": "application/json"}).content)


def operations() -> Iterator[Operation]:
    for path, methods in schema()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def named(operations: list[Operation]) -> list[str]:
    return [f"{method} {path}" for path, method, _operation in operations]


def endpoints() -> Iterator[tuple[str, type[Endpoint]]]:
    """Every address below /api/v1/ with its view."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and str(resolver.pattern) == PREFIX:
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                yield str(pattern.pattern), pattern.callback.cls  # type: ignore[attr-defined]


def test_it_is_valid_and_nothing_in_it_was_guessed(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", tmp_path / "schema.yaml")


def test_it_tells_every_endpoint() -> None:
    untold = {"schema/", ""}
    shown = {re.sub(r"{(\w+)}", "<>", path.removeprefix(f"/{PREFIX}")) for path in schema()["paths"]}
    found = {re.sub(r"<(\w+:)?\w+>", "<>", route) for route, _view in endpoints()}
    assert found - untold == shown
    assert len(shown) > 30


def test_every_address_has_an_endpoint_of_the_portals_own_kind() -> None:
    assert [route for route, view in endpoints() if not issubclass(view, Endpoint)] == []
    assert [view for _route, view in endpoints()][-1] is NothingHere


def test_what_changes_something_names_a_scope_or_is_for_sessions_alone() -> None:
    wrong = [
        f"{method} {route}"
        for route, view in endpoints()
        for method in CHANGING
        if hasattr(view, method) and method.upper() not in view.session_only and view.scope is None
    ]
    assert wrong == []


def test_every_operation_says_which_scope_a_token_needs() -> None:
    wrong = []
    for path, method, operation in operations():
        by_token = {"token": []} in operation.get("security", [])
        reads = operation.get("x-scope") == Scope.READ
        if by_token and (("x-scope" not in operation) or reads != (method == "get")):
            wrong.append((path, method, operation))
    assert named(wrong) == []


def test_every_operation_has_a_name_a_description_and_a_tag() -> None:
    known = [tag["name"] for tag in TAGS]
    assert [tag["name"] for tag in schema()["tags"]] == known
    names = [operation["operationId"] for _path, _method, operation in operations()]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)+", name)] == []
    wrong = [
        (path, method, one)
        for path, method, one in operations()
        if len(one.get("description", "").split()) < 6 or not set(one["tags"]) <= set(known)
    ]
    assert named(wrong) == []


def test_every_operation_has_an_example_of_what_is_sent_and_of_each_answer() -> None:
    wrong = []
    for path, method, operation in operations():
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        contents = [content for body in [*bodies, *operation["responses"].values()] for content in _json_of(body)]
        if not all("examples" in content or "example" in content for content in contents):
            wrong.append((path, method, operation))
    assert named(wrong) == []


def _json_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [content for kind, content in body.get("content", {}).items() if kind.endswith("json")]


def test_every_operation_tells_the_problems_it_may_answer() -> None:
    for path, method, operation in operations():
        told = {status for status, answer in operation["responses"].items() if MEDIA_TYPE in answer.get("content", {})}
        expected = {"406", "429", "503"}
        if operation.get("security"):
            expected |= {"401", "403"}
        if "{" in path:
            expected |= {"404"}
        if "requestBody" in operation:
            expected |= {"400", "413", "415"}
        if any(one["name"] == "If-Match" for one in operation.get("parameters", [])):
            expected |= {"412", "428"}
        assert expected <= told, f"{method} {path}"


def test_every_problem_in_it_is_one_that_is_explained() -> None:
    known = {kind.default_code: kind.status_code for kind in every_problem()}
    told = {
        (code, int(status))
        for _path, _method, operation in operations()
        for status, answer in operation["responses"].items()
        for code in answer.get("content", {}).get(MEDIA_TYPE, {}).get("examples", {})
    }
    assert told <= set(known.items())
    assert len(told) > 15


def test_a_section_of_a_draft_is_changed_over_a_version() -> None:
    operation = next(one for _path, _method, one in operations() if one["operationId"] == "save_section")
    (named,) = [one for one in operation["parameters"] if one["name"] == "If-Match"]
    assert (named["in"], named["required"]) == ("header", True)


@pytest.mark.parametrize(
    ("accept", "read"),
    [("application/json", json.loads), ("application/yaml", yaml.safe_load), ("*/*", json.loads)],
)
def test_it_is_public_in_either_form_and_in_one_language(accept: str, read: Any) -> None:
    answer = Client(headers={"accept": accept, "accept-language": "kk"}).get("/api/v1/schema/")
    assert answer.status_code == 200
    assert read(answer.content) == schema() == json.loads(json.dumps(description()))


def test_it_says_what_it_describes() -> None:
    info = schema()["info"]
    assert (info["title"], info["version"]) == ("ICV development programs", "1.0.0")
    assert "If-Match" in info["description"]
