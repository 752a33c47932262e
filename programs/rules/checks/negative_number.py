"""Amounts and quantities are not negative; shares have a range of their own."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.names import column_name, where
from programs.rules.numbers import number_label
from programs.rules.standard_form import CellKind, section

MESSAGE = Label(
    kk="{where}: «{column}» бағанында {number} тұр, бұл — теріс сан. 0 немесе одан үлкен сан енгізіңіз.",
    ru="{where}: в графе «{column}» стоит {number}, это отрицательное число. Введите 0 или большее число.",
    en="{where}: “{column}” holds {number}, which is negative. Enter 0 or more.",
)


def negative_number(content: Content) -> Iterator[Finding]:
    for row, spec, number in content.numbers():
        if number < 0 and spec.column.kind is not CellKind.PERCENT:
            yield Finding(
                code="negative_number",
                severity=Severity.ERROR,
                point=section(row.section).point,
                message=MESSAGE.format(
                    where=where(content, row), column=column_name(spec), number=number_label(number)
                ),
                section=row.section,
                row_id=row.id,
                cell=spec.key,
            )
