"""A number has no more decimals than its unit holds: nothing is rounded behind the customer's back."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.names import column_name, where
from programs.rules.numbers import SCALES, fits_scale, number_label
from programs.rules.standard_form import section

MESSAGE = Label(
    kk="{where}: «{column}» бағанындағы {number} санында үтірден кейін тым көп таңба бар. Рұқсат етілетіні: {places}. "
    "Санды дөңгелектеңіз.",
    ru="{where}: в графе «{column}» в числе {number} слишком много знаков после запятой. Допустимо: {places}. "
    "Округлите число.",
    en="{where}: in “{column}”, {number} has too many decimals. Allowed: {places}. Round the number.",
)


def too_many_decimals(content: Content) -> Iterator[Finding]:
    for row, spec, number in content.numbers():
        if not fits_scale(number, spec.column.kind):
            yield Finding(
                code="too_many_decimals",
                severity=Severity.ERROR,
                point=section(row.section).point,
                message=MESSAGE.format(
                    where=where(content, row),
                    column=column_name(spec),
                    number=number_label(number),
                    places=SCALES[spec.column.kind],
                ),
                section=row.section,
                row_id=row.id,
                cell=spec.key,
            )
