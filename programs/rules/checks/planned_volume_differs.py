"""The volume from Kazakhstani producers follows from the planned purchases of the year (p. 6(2))."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, number
from programs.rules.names import where
from programs.rules.numbers import number_label
from programs.rules.standard_form import cell_key
from programs.rules.targets import agrees, planned_amount, planned_from_producers

MESSAGE = Label(
    kk="{where}: {year} жылға {volume} млн теңге көрсетілген, ал жоспарлы сатып алуда қазақстандық өндірушілердің "
    "тауарларына {planned} млн теңге келеді. Көлемді немесе жоспарлы сатып алуды түзетіңіз.",
    ru="{where}: на {year} год указано {volume} млн тенге, а в планируемых закупках на товары казахстанских "
    "производителей приходится {planned} млн тенге. Исправьте объем или планируемые закупки.",
    en="{where}: {volume} million tenge are given for {year}, but the planned purchases hold {planned} million tenge "
    "of goods from Kazakhstani producers. Correct the volume or the planned purchases.",
)


def planned_volume_differs(content: Content) -> Iterator[Finding]:
    for row in content.rows_of("table_2", "producers_volume"):
        for year in content.years:
            key = cell_key("target", year)
            volume, planned = number(row, key), planned_from_producers(content, year)
            # a year without planned purchases is reported with the share
            if volume is None or not planned_amount(content, year):
                continue
            if not agrees(planned, volume):
                yield Finding(
                    code="planned_volume_differs",
                    severity=Severity.WARNING,
                    point="6(2)",
                    message=MESSAGE.format(
                        where=where(content, row),
                        year=year,
                        volume=number_label(volume),
                        planned=number_label(planned),
                    ),
                    section=row.section,
                    row_id=row.id,
                    cell=key,
                )
