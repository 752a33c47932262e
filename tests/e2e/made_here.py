"""Answers that a portal in order seldom gives, made here and shown in the browser as if the portal had given them."""

from typing import Any

from csp.utils import build_policy
from django.http import HttpRequest
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page, Route

from icv_portal.error_pages import server_error
from icv_portal.maintenance import maintenance_page

ADDRESS = "/made-here/"
TYPED = {"heading": "…", "texts": [("Негіздеме", "Жазылған мәтін")]}


def rare_answers(language: str) -> dict[str, Any]:
    """By name, which begins with the status."""
    with translation.override(language):
        return {
            "409": render(_asked(language), "409.html", {"message": "…", "url": "/", "typed": [TYPED]}, status=409),
            "429": render(_asked(language), "429.html", status=429),
            "500": server_error(_asked(language)),
            "503": maintenance_page(),
        }


def show(page: Page, answer: Any) -> None:
    """Let the browser get this answer from the portal's own host, under the portal's policy."""
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": build_policy()}

    def fulfill(route: Route) -> None:
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    page.route(f"**{ADDRESS}", fulfill)
    page.goto(ADDRESS)
    page.unroute(f"**{ADDRESS}")


def _asked(language: str) -> HttpRequest:
    return RequestFactory(headers={"host": "localhost", "accept-language": language}).get("/")
