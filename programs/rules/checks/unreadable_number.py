"""What stands in a numeric cell can be read as a number."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, number
from programs.rules.names import column_name, where
from programs.rules.standard_form import section

LONGEST_QUOTE = 40
MESSAGE = Label(
    kk="{where}: «{column}» бағанындағы «{typed}» сан ретінде оқылмайды. Санды цифрлармен жазыңыз, мысалы: "
    "1\N{NO-BREAK SPACE}234,5.",
    ru="{where}: в графе «{column}» запись «{typed}» не читается как число. Запишите число цифрами, например: "
    "1\N{NO-BREAK SPACE}234,5.",
    en="{where}: in “{column}”, “{typed}” can't be read as a number. Write it in digits, for example "
    "1\N{NO-BREAK SPACE}234.5.",
)


def unreadable_number(content: Content) -> Iterator[Finding]:
    for row in content.rows:
        for spec in content.cell_specs(row):
            typed = row.cells.get(spec.key, "").strip()
            if spec.column.kind.is_number and typed and number(row, spec.key) is None:
                yield Finding(
                    code="unreadable_number",
                    severity=Severity.ERROR,
                    point=section(row.section).point,
                    message=MESSAGE.format(
                        where=where(content, row), column=column_name(spec), typed=typed[:LONGEST_QUOTE]
                    ),
                    section=row.section,
                    row_id=row.id,
                    cell=spec.key,
                )
