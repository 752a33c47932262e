"""An activity says when it is carried out (p. 5); Table 4 without any term may count as empty (p. 14, ground 3)."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Ground, Severity
from programs.rules.content import Content, ContentRow
from programs.rules.names import where
from programs.rules.standard_form import CellSpec

TABLES = ("table_2", "table_3", "table_4", "table_5", "table_6")
MESSAGE = Label(
    kk="{where}: іске асыру мерзімі көрсетілмеген. Оны енгізіңіз, мысалы: 2027 жылғы II тоқсан.",
    ru="{where}: не указан срок реализации. Введите его, например: II квартал 2027 года.",
    en="{where}: the term of implementation is missing. Enter it, for example: 2nd quarter of 2027.",
)
IN_NO_YEAR = Label(
    kk="{where}: бірде-бір жылға іске асыру мерзімі көрсетілмеген. Оны орындалатын жылдың бағанына енгізіңіз.",
    ru="{where}: ни на один год не указан срок реализации. Введите его в графу года, в котором оно выполняется.",
    en="{where}: no year has a term of implementation. Enter it in the column of the year in which it is carried out.",
)


def missing_term(content: Content) -> Iterator[Finding]:
    for table in TABLES:
        activities = [row for row in content.rows_of(table) if not row.row_kind.fixed and not row.is_blank]
        without = [row for row in activities if not _has_term(content, row)]
        speaks_to_ground = table == "table_4" and len(without) == len(activities)
        for row in without:
            first = _terms(content, row)[0]
            yield Finding(
                code="missing_term",
                severity=Severity.WARNING,
                point="5",
                ground=Ground.NO_SME_ACTIVITIES if speaks_to_ground else None,
                message=(MESSAGE if first.year is None else IN_NO_YEAR).format(where=where(content, row)),
                section=table,
                row_id=row.id,
                cell=first.key,
            )


def _terms(content: Content, row: ContentRow) -> list[CellSpec]:
    return [spec for spec in content.cell_specs(row) if spec.column.code == "term"]


def _has_term(content: Content, row: ContentRow) -> bool:
    return any(row.cells.get(spec.key, "").strip() for spec in _terms(content, row))
