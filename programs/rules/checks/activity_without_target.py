"""An activity of Table 2 has a unit of measure and a target value in at least one year (p. 5)."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.names import where
from programs.rules.standard_form import cell_key

NO_VALUE = Label(
    kk="{where}: бірде-бір жылға нысаналы көрсеткіш енгізілмеген. Іс-шараның нәтижесін өлшейтін санды енгізіңіз.",
    ru="{where}: ни на один год не введен целевой показатель. Введите число, которым измеряется результат мероприятия.",
    en="{where}: no year has a target value. Enter the number by which the result of the activity is measured.",
)
NO_UNIT = Label(
    kk="{where}: нысаналы көрсеткіштер бар, бірақ өлшем бірлігі көрсетілмеген. Оны енгізіңіз, мысалы: шарт, "
    "кездесу, %.",
    ru="{where}: целевые показатели есть, но не указана единица измерения. Введите её, например: договор, встреча, %.",
    en="{where}: there are target values, but the unit of measure is missing. Enter it, for example: contract, "
    "meeting, %.",
)


def activity_without_target(content: Content) -> Iterator[Finding]:
    for row in content.rows_of("table_2", "activity"):
        if row.is_blank:
            continue
        targets = [cell_key("target", year) for year in content.years]
        units = [cell_key("unit", language=language) for language in content.languages]
        has_value, has_unit = (any(row.cells.get(key, "").strip() for key in keys) for keys in (targets, units))
        if not has_value or not has_unit:
            yield Finding(
                code="activity_without_target",
                severity=Severity.WARNING,
                point="5",
                message=(NO_UNIT if has_value else NO_VALUE).format(where=where(content, row)),
                section=row.section,
                row_id=row.id,
                cell=units[0] if has_value else targets[0],
            )
