"""Narratives and names of activities are written in every official language of the program."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.names import LANGUAGES, where
from programs.rules.standard_form import section

NAMING_COLUMNS = ("name", "text")
MESSAGE = Label(
    kk="{where}: мәтін жоқ ({language}). «{column}» бағанын осы тілде толтырыңыз.",
    ru="{where}: нет текста ({language}). Заполните «{column}» на этом языке.",
    en="{where}: the text is missing in {language}. Fill in “{column}” in this language.",
)


def missing_text(content: Content) -> Iterator[Finding]:
    for row in content.rows:
        if row.is_blank:  # a blank narrative is a missing section, a blank row is no row
            continue
        for spec in content.cell_specs(row):
            if spec.language is None or spec.column.code not in NAMING_COLUMNS:
                continue
            if not row.cells.get(spec.key, "").strip():
                yield Finding(
                    code="missing_text",
                    severity=Severity.ERROR,
                    point=section(row.section).point,
                    message=MESSAGE.format(
                        where=where(content, row), language=LANGUAGES[spec.language], column=spec.column.label
                    ),
                    section=row.section,
                    row_id=row.id,
                    cell=spec.key,
                )
