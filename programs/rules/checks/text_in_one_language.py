"""A text of the official document written in one language of the program is written in the others too."""

from collections.abc import Iterator
from itertools import groupby

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.checks.missing_text import NAMING_COLUMNS
from programs.rules.content import Content, ContentRow
from programs.rules.names import LANGUAGES, where
from programs.rules.standard_form import PRINTED_SECTIONS, CellSpec

MESSAGE = Label(
    kk="{where}: «{column}» тек бір тілде толтырылған; жетіспейтіні: {language}. Аудармасын қосыңыз.",
    ru="{where}: «{column}» заполнено не на всех языках программы; отсутствует: {language}. Добавьте перевод.",
    en="{where}: “{column}” isn't filled in in all languages of the program; missing: {language}. Add the translation.",
)


def text_in_one_language(content: Content) -> Iterator[Finding]:
    for section in PRINTED_SECTIONS:
        for row in content.rows_of(section.code):
            for spec in _untranslated(content, row):
                yield Finding(
                    code="text_in_one_language",
                    severity=Severity.WARNING,
                    point="8",
                    message=MESSAGE.format(
                        where=where(content, row), column=spec.column.label, language=LANGUAGES[spec.language or ""]
                    ),
                    section=row.section,
                    row_id=row.id,
                    cell=spec.key,
                )


def _untranslated(content: Content, row: ContentRow) -> Iterator[CellSpec]:
    texts = [s for s in content.cell_specs(row) if s.language is not None and s.column.code not in NAMING_COLUMNS]
    for _, translations in groupby(texts, key=lambda spec: (spec.column.code, spec.year)):
        specs = list(translations)
        empty = [spec for spec in specs if not row.cells.get(spec.key, "").strip()]
        if len(empty) < len(specs):
            yield from empty
