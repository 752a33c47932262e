"""A share target below the last actual share of goods may be held understated (p. 14, ground 1)."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Ground, Severity
from programs.rules.content import Content, number
from programs.rules.evidence import last_actual_share
from programs.rules.names import where
from programs.rules.numbers import number_label
from programs.rules.standard_form import cell_key

MESSAGE = Label(
    kk="{where}: {year} жылға арналған нысаналы көрсеткіш ({target} %) тауарлар бойынша {actual_year} жылғы нақты "
    "үлестен ({actual} %) төмен. Көрсеткішті арттырыңыз немесе ескертпеде негіздеңіз.",
    ru="{where}: целевой показатель на {year} год ({target} %) ниже фактической доли в товарах за {actual_year} год "
    "({actual} %). Повысьте показатель или обоснуйте его в примечании.",
    en="{where}: the target of {target} % for {year} is below the actual share of goods in {actual_year} ({actual} %). "
    "Raise the target or justify it in the note.",
)


def target_below_actual(content: Content) -> Iterator[Finding]:
    last = last_actual_share(content)
    if last is None:
        return
    actual_year, actual = last
    for row in content.rows_of("table_2", "icv_share"):
        for year in content.years:
            target = number(row, cell_key("target", year))
            if target is not None and target < actual:
                yield Finding(
                    code="target_below_actual",
                    severity=Severity.WARNING,
                    point="14",
                    ground=Ground.UNDERSTATED_TARGETS,
                    message=MESSAGE.format(
                        where=where(content, row),
                        year=year,
                        target=number_label(target),
                        actual_year=actual_year,
                        actual=number_label(actual),
                    ),
                    section=row.section,
                    row_id=row.id,
                    cell=cell_key("target", year),
                )
