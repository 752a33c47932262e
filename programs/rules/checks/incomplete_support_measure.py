"""A measure of state support in Table 6 is described and names the bodies that answer for it (p. 5)."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, ContentRow
from programs.rules.names import joined, where
from programs.rules.standard_form import CellSpec

REQUIRED = ("description", "bodies")
MESSAGE = Label(
    kk="{where}: толтырылмаған: {columns}. Шара қандай екенін және оған қай орган жауап беретінін жазыңыз.",
    ru="{where}: не заполнено: {columns}. Напишите, в чём состоит мера и какой орган за неё отвечает.",
    en="{where}: not filled in: {columns}. Write what the measure is and which body answers for it.",
)


def incomplete_support_measure(content: Content) -> Iterator[Finding]:
    for row in content.rows_of("table_6", "measure"):
        missing = [] if row.is_blank else [specs for code in REQUIRED if (specs := _empty(content, row, code))]
        if missing:
            yield Finding(
                code="incomplete_support_measure",
                severity=Severity.WARNING,
                point="5",
                message=MESSAGE.format(
                    where=where(content, row), columns=joined(specs[0].column.label for specs in missing)
                ),
                section=row.section,
                row_id=row.id,
                cell=missing[0][0].key,
            )


def _empty(content: Content, row: ContentRow, column: str) -> list[CellSpec]:
    """The column's cells, where none of them holds anything."""
    specs = [spec for spec in content.cell_specs(row) if spec.column.code == column]
    return [] if any(row.cells.get(spec.key, "").strip() for spec in specs) else specs
