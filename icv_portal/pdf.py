"""PDF files from templates: tagged, in one language, in our own typeface, made from nothing outside this machine."""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FONTS = settings.BASE_DIR / "node_modules/@expo-google-fonts/golos-text"
STYLE_SHEET = settings.BASE_DIR / "templates/pdf/print.css"
# Whole fonts only: of the small files made for the screen WeasyPrint prints wrong Kazakh letters.
ADDRESSES = {
    "portal:golos-text-400": FONTS / "400Regular/GolosText_400Regular.ttf",
    "portal:golos-text-600": FONTS / "600SemiBold/GolosText_600SemiBold.ttf",
}
MISSING_GLYPH = ".notdef glyph"
# What word processors leave in pasted text: a bullet of a symbol font, line breaks of their own.
PASTED = {"\uf0b7": "•", "\x0b": "\n", "\u2028": "\n"}


class MissingGlyphs(ValueError):
    """No font has these `characters`: the document would show boxes and must not be issued."""

    def __init__(self, characters: str) -> None:
        super().__init__(
            "No font has " + ", ".join(f"{character!r} (U+{ord(character):04X})" for character in characters)
        )
        self.characters = characters


class ForeignAddress(ValueError):
    """The template asks for something other than our fonts: a file, an address in the network."""


class DefectiveDocument(ValueError):
    """WeasyPrint reports an error: a picture without a description, an address that leads nowhere."""


class OwnFilesOnly(URLFetcher):
    """Serves `ADDRESSES`. Anything else stops the rendering and is kept in `refused`, as pictures swallow the error."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url not in ADDRESSES:
            self.refused.append(url)
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, ADDRESSES[url].read_bytes(), {"Content-Type": "font/ttf"})


class Complaints(logging.Handler):
    """What WeasyPrint logs while this thread renders."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.missing: dict[str, None] = {}
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self.thread:
            return
        if str(record.msg).startswith(MISSING_GLYPH) and isinstance(record.args, tuple):
            self.missing[str(record.args[0])] = None
        elif record.levelno >= logging.ERROR:
            self.errors.append(record.getMessage())


def render_pdf(template: str, context: Mapping[str, Any], *, language: str, title: str) -> bytes:
    """A PDF/UA-1 file of a template that extends `pdf/base.html`; `language` and `title` are added to its context.

    Raises MissingGlyphs, ForeignAddress and DefectiveDocument. Nothing is kept between renderings: fonts and style
    sheet cost 20 ms, and threads share nothing.
    """
    with override(language):
        source = render_to_string(template, {**context, "language": language, "title": title})
    fetcher, pdf = OwnFilesOnly(), b""
    with _complaints() as complaints, suppress(FatalURLFetchingError):
        pdf = _written(source, fetcher)
    if fetcher.refused:
        raise ForeignAddress(", ".join(fetcher.refused))
    if complaints.missing:
        raise MissingGlyphs("".join(complaints.missing))
    if complaints.errors:
        raise DefectiveDocument("; ".join(complaints.errors))
    return pdf


def spelling(characters: str) -> dict[int, str]:
    """For `str.translate`: what stands in a document for `characters` that no font has, such as "[U+1F600]"."""
    return str.maketrans({character: PASTED.get(character, f"[U+{ord(character):04X}]") for character in characters})


def _written(source: str, fetcher: OwnFilesOnly) -> bytes:
    fonts = FontConfiguration()
    try:
        sheet = CSS(string=STYLE_SHEET.read_text(encoding="utf-8"), url_fetcher=fetcher, font_config=fonts)
        page = HTML(string=source, url_fetcher=fetcher)
        pdf: bytes = page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    finally:
        fonts.__del__()  # removes its copies of the fonts now, not whenever the garbage is collected
    return pdf


@contextmanager
def _complaints() -> Iterator[Complaints]:
    complaints, logger = Complaints(), logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        yield complaints
    finally:
        logger.removeHandler(complaints)
