"""A share is between 0 and 100 per cent."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.names import where
from programs.rules.numbers import number_label
from programs.rules.standard_form import CellKind, section

MESSAGE = Label(
    kk="{where}: көрсетілген үлес — {share} % ({year} жыл). Үлесті 0-ден 100 %-ға дейін көрсетіңіз.",
    ru="{where}: указана доля {share} % ({year} год). Укажите долю от 0 до 100 %.",
    en="{where}: the share for {year} is given as {share} %. Give a share from 0 to 100.",
)


def share_out_of_range(content: Content) -> Iterator[Finding]:
    for row, spec, share in content.numbers():
        if spec.column.kind is CellKind.PERCENT and not 0 <= share <= 100:
            yield Finding(
                code="share_out_of_range",
                severity=Severity.ERROR,
                point=section(row.section).point,
                message=MESSAGE.format(where=where(content, row), year=spec.year, share=number_label(share)),
                section=row.section,
                row_id=row.id,
                cell=spec.key,
            )
