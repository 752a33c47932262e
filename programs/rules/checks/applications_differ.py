"""The number of applications in the demand analysis is that of the register of applications (p. 6(3); ground 2)."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.applications import APPLIED_FOR
from programs.rules.checks.finding import Finding, Ground, Severity
from programs.rules.content import Content, number
from programs.rules.contract_targets import applications_registered
from programs.rules.numbers import number_label
from programs.rules.standard_form import CONTRACT_GROUPS, Group, RowPlace

DIFFERS = Label(
    kk="«{group}»: қажеттілікті талдауда {typed} өтінім көрсетілген, ал тізілімге {registered} өтінім енгізілген. "
    "Санды тізілімнен алыңыз немесе тізілімді толықтырыңыз.",
    ru="«{group}»: в анализе потребности указано заявок: {typed}, а в реестр внесено: {registered}. Возьмите число "
    "из реестра или дополните реестр.",
    en="“{group}”: the demand analysis gives {typed} application(s), but {registered} are entered in the register. "
    "Take the number over from the register or complete the register.",
)


def applications_differ(content: Content) -> Iterator[Finding]:
    """Whoever enters no applications one by one is asked for the number alone; a missing one is another check's."""
    for group in CONTRACT_GROUPS:
        if group.code in APPLIED_FOR:
            yield from _judged(content, group)


def _judged(content: Content, group: Group) -> Iterator[Finding]:
    row = content.row_at(RowPlace("demand_analysis", "demand", group.code))
    typed = number(row, "applications") if row else None
    registered = applications_registered(content, group.code)
    if row is None or typed is None or registered is None or typed == registered:
        return
    yield Finding(
        code="applications_differ",
        severity=Severity.WARNING,
        point="6(3)",
        ground=Ground.MISMATCHED_CONTRACT_INDICATORS,
        message=DIFFERS.format(group=group.label, typed=number_label(typed), registered=registered),
        section="demand_analysis",
        row_id=row.id,
        cell="applications",
    )
