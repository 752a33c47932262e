"""The volume bought from Kazakhstani producers can carry the ICV share, and is not above all planned purchases."""

from collections.abc import Iterator
from decimal import Decimal

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, ContentRow, number
from programs.rules.names import where
from programs.rules.numbers import number_label, rounded
from programs.rules.standard_form import cell_key
from programs.rules.targets import planned_amount, volume_needed

TOO_SMALL = Label(
    kk="{where}: {year} жылға {volume} млн теңге көрсетілген, бірақ үлестің нысаналы көрсеткіштеріне жету үшін кемінде "
    "{needed} млн теңге қажет. Көлемді немесе үлесті түзетіңіз.",
    ru="{where}: на {year} год указано {volume} млн тенге, но для целевых показателей доли нужно не менее {needed} млн "
    "тенге. Исправьте объем или долю.",
    en="{where}: {volume} million tenge are given for {year}, but the share targets need at least {needed} million "
    "tenge. Correct the volume or the share.",
)
TOO_LARGE = Label(
    kk="{where}: {year} жылға {volume} млн теңге көрсетілген, бұл тауарларды барлық жоспарлы сатып алудан ({planned} "
    "млн теңге) көп. Көлемді немесе жоспарлы сатып алуды түзетіңіз.",
    ru="{where}: на {year} год указано {volume} млн тенге, это больше всех планируемых закупок товаров ({planned} млн "
    "тенге). Исправьте объем или планируемые закупки.",
    en="{where}: {volume} million tenge are given for {year}, more than all planned purchases of goods ({planned} "
    "million tenge). Correct the volume or the planned purchases.",
)


def volume_contradicts_share(content: Content) -> Iterator[Finding]:
    for row in content.rows_of("table_2", "producers_volume"):
        for year in content.years:
            key = cell_key("target", year)
            volume = number(row, key)
            message = None if volume is None else _contradiction(content, row, year, volume)
            if message:
                yield Finding(
                    code="volume_contradicts_share",
                    severity=Severity.WARNING,
                    point="7(1)",
                    message=message,
                    section=row.section,
                    row_id=row.id,
                    cell=key,
                )


def _contradiction(content: Content, row: ContentRow, year: int, volume: Decimal) -> Label | None:
    """Nothing can be said where no purchases are planned."""
    planned, needed = planned_amount(content, year), volume_needed(content, year)
    figures = {"where": where(content, row), "year": year, "volume": number_label(volume)}
    if planned and volume > planned:
        return TOO_LARGE.format(**figures, planned=number_label(planned))
    return TOO_SMALL.format(**figures, needed=number_label(rounded(needed))) if volume < needed else None
