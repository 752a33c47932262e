"""A frozen version as a PDF file: the program in the standard form, with what it takes to verify it."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localtime

from icv_portal.accounts.rules.labels import Label
from icv_portal.pdf import MissingGlyphs, render_pdf, spelling
from programs.models import Version
from programs.rules.column_widths import LANDSCAPE, LARGE, PORTRAIT, Layout, layout
from programs.rules.content import Content
from programs.rules.document_tables import TableRow
from programs.rules.numbers import NO_BREAK_SPACE
from programs.rules.official_document import DocumentSection, OfficialDocument, official_document

# Section 1 of the form is mostly text and stands upright; a table wider than that lies on a page of its own.
SHEETS = {1: (PORTRAIT, LANDSCAPE), 2: (LANDSCAPE, LARGE)}
TOGETHER = re.compile(r"(?<=№) (?!п/п)|(?<=[\d,]) (?=%)|(?<=\d) (?=млн|тыс|мың|\d{3}\b)")
ENDING = re.compile(r"(?<=[\d%])-(?=[^\W\d])")  # "70 %-ы"
WORD_JOINER = "\u2060"
VERSION = Label(kk="{number}-редакция, {day}", ru="Редакция {number} от {day}", en="Version {number} of {day}")
BIN = Label(kk="БСН {bin}", ru="БИН {bin}", en="BIN {bin}")
DIGEST = Label(kk="Мазмұнының SHA-256 мәні", ru="SHA-256 содержания", en="SHA-256 of the content")
ADDRESS = Label(kk="Тексеру мекенжайы", ru="Адрес для проверки", en="Address for verification")


class AlteredVersion(ValueError):
    """The stored text no longer has the SHA-256 it was frozen with: no document may be issued from it."""


@dataclass(frozen=True)
class PrintedSection:
    """`part` is the heading of the form's part that begins here; `layout` is that of the table."""

    content: DocumentSection
    part: str | None
    layout: Layout | None


def render_version(version_id: UUID, language: str) -> bytes:
    """The version in `kk` or `ru`; raises AlteredVersion, NotALanguageOfTheProgram and what `render_pdf` raises.

    A version never changes, so characters that no font has cannot be corrected in it: they are printed as "[U+1F600]".
    """
    version = Version.objects.get(pk=version_id)
    if not version.is_intact:
        raise AlteredVersion(version_id)
    try:
        return _rendered(version, version.as_content, language)
    except MissingGlyphs as missing:
        return _rendered(version, _spelled_out(version.as_content, missing.characters), language)


def _rendered(version: Version, content: Content, language: str) -> bytes:
    document = official_document(content, language)
    context = {
        "document": document,
        "sections": printed_sections(document),
        "digest": version.sha256,
        "address": f"{settings.BASE_URL}/verify/{version.sha256}/",
        "created_at": version.created_at,
        **_words(version, language),
    }
    title = f"{document.title} {document.period}. {document.customer}"
    return render_pdf("programs/pdf/program.html", context, language=language, title=title)


def _spelled_out(content: Content, characters: str) -> Content:
    names = spelling(characters)
    rows = [replace(row, cells={key: text.translate(names) for key, text in row.cells.items()}) for row in content.rows]
    return replace(content, rows=tuple(rows))


def printed_sections(document: OfficialDocument) -> list[PrintedSection]:
    sections = []
    for number, part in enumerate(document.parts, start=1):
        for section in part.sections:
            content = _bound(section)
            sections.append(
                PrintedSection(
                    content,
                    part=part.heading if section is part.sections[0] else None,
                    layout=layout(content.table, document.language, SHEETS[number]) if content.table else None,
                )
            )
    return sections


def _bound(section: DocumentSection) -> DocumentSection:
    """With signs and numbers that no line may part."""

    def bound(text: str) -> str:
        return ENDING.sub(f"-{WORD_JOINER}", TOGETHER.sub(NO_BREAK_SPACE, text))

    def rows(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        return tuple(
            replace(row, cells=tuple(replace(cell, text=bound(cell.text)) for cell in row.cells)) for row in rows
        )

    table = section.table and replace(section.table, header=rows(section.table.header), body=rows(section.table.body))
    return replace(section, paragraphs=tuple(bound(text) for text in section.paragraphs), table=table)


def _words(version: Version, language: str) -> dict[str, str]:
    day = f"{localtime(version.created_at):%d.%m.%Y}"
    labels = {
        "version": VERSION.format(number=version.number, day=day),
        "bin": BIN.format(bin=version.as_content.customer.bin),
        "digest_name": DIGEST,
        "address_name": ADDRESS,
    }
    return {name: label.in_language(language) for name, label in labels.items()}
