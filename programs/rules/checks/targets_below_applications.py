"""Guaranteed-purchase and offtake targets match the number of applications received (p. 6(3); p. 14, ground 2)."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Ground, Severity
from programs.rules.content import Content, number
from programs.rules.contract_targets import applications_received
from programs.rules.numbers import number_label
from programs.rules.standard_form import CONTRACT_GROUPS, Group, RowPlace
from programs.rules.targets import planned_contracts, target_row

WITH_APPLICATIONS = ("guaranteed_purchase", "offtake")  # none exist for contract purchases (Law, art. 47(6))
BELOW = Label(
    kk="3-кесте, «{group}»: бағдарлама жылдарына {planned} шарт жоспарланған, ал өндірушілерден {applications} өтінім "
    "түскен. Көрсеткіштерді арттырыңыз немесе ескертпеде негіздеңіз.",
    ru="Таблица 3, «{group}»: на годы программы запланировано договоров: {planned}, а заявок от производителей "
    "поступило: {applications}. Повысьте показатели или обоснуйте их в примечании.",
    en="Table 3, “{group}”: {planned} contract(s) are planned over the years of the program, but manufacturers have "
    "sent {applications} application(s). Raise the targets or justify them in the note.",
)
UNKNOWN = Label(
    kk="«{group}»: өндірушілерден түскен өтінімдер саны көрсетілмеген. Оны қажеттілікті талдау бөліміне енгізіңіз; "
    "өтінім болмаса, 0 жазыңыз.",
    ru="«{group}»: не указано количество заявок, поступивших от производителей. Введите его в анализе потребности; "
    "если заявок не было, укажите 0.",
    en="“{group}”: the number of applications received from manufacturers is not given. Enter it in the demand "
    "analysis; where there were none, write 0.",
)


def targets_below_applications(content: Content) -> Iterator[Finding]:
    for group in CONTRACT_GROUPS:
        if group.code in WITH_APPLICATIONS:
            yield from _judged(content, group)


def _judged(content: Content, group: Group) -> Iterator[Finding]:
    demand = content.row_at(RowPlace("demand_analysis", "demand", group.code))
    typed = number(demand, "applications") if demand else None
    received = applications_received(content, group.code, typed)
    planned = planned_contracts(content, group.code)
    if typed is None and not content.customer.art_46_excluded:
        yield _finding(
            UNKNOWN.format(group=group.label),
            "6(3)",
            "demand_analysis",
            demand.id if demand else None,
            "applications",
        )
    if received is not None and planned < received:
        row = target_row(content, group.code)
        message = BELOW.format(group=group.label, planned=number_label(planned), applications=number_label(received))
        yield _finding(message, "14", "table_3", row.id if row else None, f"quantity.{content.first_year}")


def _finding(message: Label, point: str, section: str, row_id: str | None, cell: str) -> Finding:
    return Finding(
        code="targets_below_applications",
        severity=Severity.WARNING,
        point=point,
        ground=Ground.MISMATCHED_CONTRACT_INDICATORS,
        message=message,
        section=section,
        row_id=row_id,
        cell=cell if row_id else None,
    )
