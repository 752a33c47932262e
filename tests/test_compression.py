"""Pages come compressed, files as they are."""

import gzip
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from icv_portal.compression import PageCompressionMiddleware

ACCEPTS = {"accept-encoding": "gzip, br"}
CONTENT = b"<p>..</p>" * 200


def answered(kind: str, headers: dict[str, str]) -> HttpResponse:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(CONTENT, content_type=kind)

    asked = RequestFactory(headers=headers).get("/")
    return cast(HttpResponse, PageCompressionMiddleware(answer)(asked))


def test_a_page_is_compressed_for_a_browser_that_understands() -> None:
    answer = Client(headers=ACCEPTS).get("/sign-in/")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<h1>" in gzip.decompress(answer.content)
    assert len(answer.content) < len(gzip.decompress(answer.content)) / 2


def test_another_browser_gets_it_as_it_is() -> None:
    assert answered("text/html", {}).content == CONTENT


def test_a_file_is_not_compressed_again() -> None:
    assert answered("application/pdf", ACCEPTS).content == CONTENT
    assert answered("text/html; charset=utf-8", ACCEPTS).content != CONTENT
