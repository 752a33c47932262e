"""Share targets follow from the planned purchases of the year and right (p. 6(2)).

They are compared with as many decimals as the target is stated with: 25 agrees with planned purchases of 25.37 %.
"""

from collections.abc import Iterator
from decimal import Decimal

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, ContentRow, number
from programs.rules.names import where
from programs.rules.numbers import number_label, rounded
from programs.rules.standard_form import cell_key
from programs.rules.targets import agrees, planned_share

DIFFERS = Label(
    kk="{where}: {year} жылға арналған нысаналы көрсеткіш — {target} %, ал жоспарлы сатып алу бойынша {planned} % "
    "шығады. Көрсеткішті немесе жоспарлы сатып алуды түзетіңіз.",
    ru="{where}: целевой показатель на {year} год — {target} %, а по планируемым закупкам получается {planned} %. "
    "Исправьте показатель или планируемые закупки.",
    en="{where}: the target for {year} is {target} %, but the planned purchases give {planned} %. Correct the target "
    "or the planned purchases.",
)
NOTHING_PLANNED = Label(
    kk="{where}: {year} жылға арналған нысаналы көрсеткіш — {target} %, бірақ осы жылға жоспарлы сатып алу "
    "енгізілмеген. Көрсеткіш негізделетін сатып алуды енгізіңіз.",
    ru="{where}: целевой показатель на {year} год — {target} %, но планируемые закупки на этот год не введены. Введите "
    "закупки, на которых он основан.",
    en="{where}: the target for {year} is {target} %, but no purchases are planned for that year. Enter the purchases "
    "it rests on.",
)


def planned_share_differs(content: Content) -> Iterator[Finding]:
    for row in content.rows_of("table_2", "icv_share"):
        for year in content.years:
            target = number(row, cell_key("target", year))
            message = None if target is None else _difference(content, row, year, target)
            if message:
                yield Finding(
                    code="planned_share_differs",
                    severity=Severity.WARNING,
                    point="6(2)",
                    message=message,
                    section=row.section,
                    row_id=row.id,
                    cell=cell_key("target", year),
                )


def _difference(content: Content, row: ContentRow, year: int, target: Decimal) -> Label | None:
    planned = planned_share(content, year, row.right)
    figures = {"where": where(content, row), "year": year, "target": number_label(target)}
    if planned is None:
        return NOTHING_PLANNED.format(**figures)
    if agrees(planned, target):
        return None
    return DIFFERS.format(**figures, planned=number_label(rounded(planned)))
