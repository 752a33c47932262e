"""Documents on paper: letters, marks of accessibility, and what is refused."""

import logging
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pytest_django import Settings

from icv_portal import pdf
from icv_portal.pdf import DefectiveDocument, ForeignAddress, MissingGlyphs, render_pdf

LETTERS = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ ёЁйЙ ₸ № § « » – — 1 234,5"
Render = Callable[..., bytes]


@pytest.fixture
def render(settings: Settings, tmp_path: Path) -> Render:
    """The PDF of a page with this body."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]

    def rendered(body: str, language: str = "kk", **context: object) -> bytes:
        page = '{% extends "pdf/base.html" %}{% load i18n %}{% block document %}' + body + "{% endblock %}"
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        return render_pdf("page.html", context, language=language, title="Шешім туралы хат")

    return rendered


def text_of(file: bytes) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_every_letter_is_printed_where_it_stands(render: Render) -> None:
    for weight in ("p", "b"):
        assert f"А{LETTERS}Я" in text_of(render(f"<{weight}>А{LETTERS}Я</{weight}>"))


def test_all_fonts_are_our_own(render: Render) -> None:
    with pikepdf.open(BytesIO(render(f"<p>{LETTERS}</p><b>{LETTERS}</b>"))) as file:
        fonts = file.pages[0].Resources.Font
        names = {re.sub(r"^/[A-Z]{6}\+", "", str(font.BaseFont)) for font in fonts.values()}
    assert len(names) == 2
    assert all("Golos" in name for name in names), names


def test_what_makes_it_an_accessible_document(render: Render) -> None:
    with pikepdf.open(BytesIO(render("<h1>Хат</h1><p>Мәтін</p>"))) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "kk"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in file.Root
        assert str(file.docinfo.Title) == "Шешім туралы хат"
        metadata = file.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Шешім туралы хат"


def test_pages_are_numbered(render: Render) -> None:
    with pypdfium2.PdfDocument(render('<p>Бір</p><p style="break-before: page">Екі</p>')) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert ["1 / 2" in texts[0], "2 / 2" in texts[1]] == [True, True]


def test_the_template_speaks_the_language_of_the_document(render: Render) -> None:
    assert "Редакция" in text_of(render('<p>{% translate "Version" %}</p>', language="ru"))
    assert "Version" in text_of(render('<p>{% translate "Version" %}</p>', language="en"))


def test_the_same_page_gives_the_same_bytes(render: Render) -> None:
    assert render(f"<p>{LETTERS}</p>") == render(f"<p>{LETTERS}</p>")


def test_nothing_is_left_behind(render: Render, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    handlers = list(logging.getLogger("weasyprint").handlers)
    render("<p>Мәтін</p>")
    assert list(temporary.iterdir()) == []
    assert logging.getLogger("weasyprint").handlers == handlers


# Characters no font has


def test_a_document_with_a_box_in_it_is_not_made(render: Render) -> None:
    with pytest.raises(MissingGlyphs, match=r"U\+F0B7.*U\+0007") as missing:
        render("<p>Тізім: \uf0b7 бір, \uf0b7 екі, \x07 үш</p>")
    assert missing.value.characters == "\uf0b7\x07"


def test_what_other_threads_log_is_not_ours(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(source: str, fetcher: object) -> bytes:
        record = logging.makeLogRecord({"msg": ".notdef glyph %s", "args": ("x",), "levelno": logging.WARNING})
        if foreign:
            record.thread = 1
        logging.getLogger("weasyprint").handle(record)
        return b"made"

    monkeypatch.setattr(pdf, "_written", elsewhere)
    foreign = True
    assert render("<p>Мәтін</p>") == b"made"
    foreign = False
    with pytest.raises(MissingGlyphs):
        render("<p>Мәтін</p>")


# Nothing from outside


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="https://example.org/x.png">',
        '<img alt="" src="{file}">',
        '<img alt="" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="attachment" href="{file}">',
        '<style>@import url("{file}");</style>',
        '<style>@font-face {{ font-family: X; src: url("{file}"); }} p {{ font-family: X }}</style><p>Мәтін</p>',
        '<p style="background: url({file})">Мәтін</p>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title><image href="{file}" '
        'width="9" height="9"/></svg>',
        '<object data="{file}">x</object>',
        '<embed src="{file}">',
    ],
)
def test_foreign_addresses_are_refused(render: Render, tmp_path: Path, body: str) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("secret")
    with pytest.raises(ForeignAddress):
        render(body.format(file=file.as_uri()))


@pytest.mark.parametrize("body", ['<img alt="x" src="x.png">', '<link rel="stylesheet" href="x.css">'])
def test_addresses_that_lead_nowhere_are_errors(render: Render, body: str) -> None:
    with pytest.raises(DefectiveDocument):
        render(body)


def test_links_are_printed_without_being_followed(render: Render) -> None:
    assert "өту" in text_of(render('<p><a href="https://example.org/">өту</a></p>'))
