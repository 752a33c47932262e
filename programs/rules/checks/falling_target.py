"""A share target that falls from one year to the next may be held understated (p. 14, ground 1)."""

from collections.abc import Iterator
from itertools import pairwise

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Ground, Severity
from programs.rules.content import Content, number
from programs.rules.names import where
from programs.rules.numbers import number_label
from programs.rules.standard_form import cell_key

MESSAGE = Label(
    kk="{where}: нысаналы көрсеткіш төмендейді: {before_year} жылы {before} %, {year} жылы {after} %. "
    "Көрсеткішті арттырыңыз немесе ескертпеде негіздеңіз.",
    ru="{where}: целевой показатель снижается с {before} % в {before_year} году до {after} % в {year} году. Повысьте "
    "показатель или обоснуйте его в примечании.",
    en="{where}: the target falls from {before} % in {before_year} to {after} % in {year}. Raise the target or justify "
    "it in the note.",
)


def falling_target(content: Content) -> Iterator[Finding]:
    for row in content.rows_of("table_2", "icv_share"):
        targets = {year: number(row, cell_key("target", year)) for year in content.years}
        known = [(year, target) for year, target in targets.items() if target is not None]
        for (before_year, before), (year, after) in pairwise(known):
            if after < before:
                yield Finding(
                    code="falling_target",
                    severity=Severity.WARNING,
                    point="14",
                    ground=Ground.UNDERSTATED_TARGETS,
                    message=MESSAGE.format(
                        where=where(content, row),
                        before_year=before_year,
                        before=number_label(before),
                        year=year,
                        after=number_label(after),
                    ),
                    section=row.section,
                    row_id=row.id,
                    cell=cell_key("target", year),
                )
