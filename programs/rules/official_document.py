"""A program as the official document: the standard form filled in, ready for a template that only loops over it."""

from collections.abc import Iterator
from dataclasses import dataclass

from icv_portal.accounts.rules.labels import Label
from programs.rules.content import Content, ContentRow
from programs.rules.content_json import as_submitted
from programs.rules.document_tables import Table, table
from programs.rules.standard_form import PARTS, PRINTED_SECTIONS, PROGRAM_TITLE, Section, heading

PERIOD = Label(kk="{first}–{last} жылдарға арналған", ru="на {first}–{last} годы", en="for {first}–{last}")


@dataclass(frozen=True)
class DocumentSection:
    """A heading with the paragraphs of a narrative or with a table; `row_id` is that of the narrative."""

    code: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    row_id: str | None = None


@dataclass(frozen=True)
class DocumentPart:
    heading: str
    sections: tuple[DocumentSection, ...]


@dataclass(frozen=True)
class OfficialDocument:
    language: str
    title: str
    customer: str
    period: str
    parts: tuple[DocumentPart, ...]


class NotALanguageOfTheProgram(ValueError):
    """The document exists only in the official languages in which the program is written."""


def official_document(content: Content, language: str) -> OfficialDocument:
    """The document in `kk` or `ru`. Drafts are shown as they would be submitted."""
    if language not in content.languages:
        raise NotALanguageOfTheProgram(language)
    content = as_submitted(content)
    period = PERIOD.format(first=content.first_year, last=content.last_year)
    return OfficialDocument(
        language=language,
        title=PROGRAM_TITLE.in_language(language),
        customer=content.customer.name.in_language(language),
        period=period.in_language(language),
        parts=tuple(
            DocumentPart(label.in_language(language), tuple(_sections(content, part, language)))
            for part, label in PARTS.items()
        ),
    )


def _sections(content: Content, part: int, language: str) -> Iterator[DocumentSection]:
    for section in PRINTED_SECTIONS:
        if section.part != part:
            continue
        title = heading(section).in_language(language)
        if section.table_number is None:
            yield _narrative(section, title, content.rows_of(section.code), language)
        else:
            yield DocumentSection(section.code, title, table=table(section, content, language))


def _narrative(section: Section, title: str, rows: list[ContentRow], language: str) -> DocumentSection:
    text = "\n".join(row.cells.get(f"text.{language}", "") for row in rows)
    paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
    return DocumentSection(section.code, title, paragraphs, row_id=rows[0].id if rows else None)
