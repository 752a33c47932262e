"""What holds for every page: nothing inline and nothing foreign, so that a strict policy can be switched on."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "templates").rglob("*.html"))
HANDLERS = "click|change|input|submit|load|error|focus|blur|toggle|key[a-z]+|mouse[a-z]+|pointer[a-z]+"
FORBIDDEN = re.compile(
    rf"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son(?:{HANDLERS})=|javascript:|(?:src|href|url\()=?[\"']?(?:https?:)?//",
    re.IGNORECASE,
)


def test_there_are_pages_to_look_at() -> None:
    assert ROOT / "templates/base.html" in PAGES


@pytest.mark.parametrize(
    "source",
    ['<p style="color:red">', "<style>", "<script>x</script>", '<a onclick="x()">', '<img src="//cdn.example/x.png">'],
)
def test_what_is_forbidden_would_be_found(source: str) -> None:
    assert FORBIDDEN.search(source)


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if not {"pdf", "email"} & set(page.parts)],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_pages_have_nothing_inline_and_nothing_foreign(page: Path) -> None:
    assert FORBIDDEN.findall(page.read_text()) == []
