"""The examples of docs/api.md, run as they are written."""

import itertools
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from icv_portal.accounts.models import Membership
from programs.models import Program
from tests.api.people import Caller, secret_of
from tests.factories import files

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/api.md"
EXPECTED = [200, 200, 200, 200, 200, 428, 201, 202, 200]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def examples() -> Iterator[list[str]]:
    for block in re.findall(r"```\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL):
        for command in block.replace("\\\n", " ").strip().splitlines():
            yield shlex.split(command)


def run(words: list[str], places: dict[str, str]) -> Any:
    """What curl would do with these words."""
    for name, value in places.items():
        words = [word.replace(f"${name}", value) for word in words]
    form: dict[str, Any] = {}
    method, headers, body, (address,) = "GET", {}, b"", [word for word in words if word.startswith("http")]
    for option, value in itertools.pairwise(words):
        if option == "-X":
            method = value
        elif option == "-H":
            name, _, text = value.partition(": ")
            headers[name] = text
        elif option == "-d":
            body = value.encode()
        elif option == "-F":
            name, _, text = value.partition("=")
            form[name] = files.sent(text.removeprefix("@")) if text.startswith("@") else text
    path = address.removeprefix("http://localhost")
    if form:
        return Caller().generic("POST", path, encode_multipart(BOUNDARY, form), MULTIPART_CONTENT, headers=headers)
    return Caller().generic(method, path, body, headers=headers)


def test_each_example_does_what_is_said(drafter: Membership, program: Program, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    places = {"PORTAL": "http://localhost", "TOKEN": secret_of(drafter), "PROGRAM": str(program.pk)}
    found = []
    for words in examples():
        answer = run(words, places)
        found.append(answer.status_code)
        if "ETag" in answer.headers:
            places["ETAG"] = answer.headers["ETag"]
    assert found == EXPECTED


def test_what_is_said_of_limits_holds(settings: Any) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    assert f"{rates['caller'].partition('/')[0]} times a minute" in text
    assert f"a stranger {rates['stranger'].partition('/')[0]} times" in text.replace("\n", " ")
