"""A target of Table 3 is not below what contracts in force give already: they count towards it (p. 7(2))."""

from collections.abc import Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Ground, Severity
from programs.rules.content import Content
from programs.rules.contract_targets import Compared, GroupCompared, compared
from programs.rules.numbers import number_label
from programs.rules.standard_form import cell_key
from programs.rules.targets import target_row

NUMBER_BELOW = Label(
    kk="3-кесте, «{group}»: бағдарлама жылдарына {target} шарт жасасу жоспарланған, ал қолданыстағы шарттар саны: "
    "{in_force}. Олар да есептеледі: көрсеткіштерді арттырыңыз немесе ескертпеде негіздеңіз.",
    ru="Таблица 3, «{group}»: на годы программы запланировано заключить договоров: {target}, а действующих уже "
    "{in_force}. Они тоже учитываются: повысьте показатели или обоснуйте их в примечании.",
    en="Table 3, “{group}”: {target} contract(s) are to be concluded over the years of the program, but {in_force} are "
    "in force already. They count, too: raise the targets or justify them in the note.",
)
SUM_BELOW = Label(
    kk="3-кесте, «{group}»: бағдарлама жылдарына {target} млн теңге жоспарланған, ал қолданыстағы шарттар бойынша "
    "{in_force} млн теңге келісілген. Олар да есепке алынады: соманы арттырыңыз немесе ескертпеде негіздеңіз.",
    ru="Таблица 3, «{group}»: на годы программы запланировано {target} млн тенге, а по действующим договорам уже "
    "{in_force} млн тенге. Они тоже учитываются: повысьте сумму или обоснуйте её в примечании.",
    en="Table 3, “{group}”: {target} million tenge are planned over the years of the program, but contracts in force "
    "hold {in_force} million tenge already. They count, too: raise the sum or justify it in the note.",
)


def target_below_contracts(content: Content) -> Iterator[Finding]:
    """All years together: how a contract that runs for years is spread over them is the customer's to say."""
    for group in compared(content):
        total = group.total
        if group.contracts and total.quantity_is_short:
            yield _finding(content, group, "quantity", NUMBER_BELOW, _figures(total, "quantity"))
        if group.contracts and total.amount_is_short:
            yield _finding(content, group, "amount", SUM_BELOW, _figures(total, "amount"))


def _figures(total: Compared, column: str) -> dict[str, Label]:
    return {
        "target": number_label(getattr(total.target, column)),
        "in_force": number_label(getattr(total.in_force, column)),
    }


def _finding(content: Content, group: GroupCompared, column: str, message: Label, figures: dict[str, Label]) -> Finding:
    row = target_row(content, group.group.code)
    return Finding(
        code="target_below_contracts",
        severity=Severity.WARNING,
        point="7(2)",
        ground=Ground.MISMATCHED_CONTRACT_INDICATORS,
        message=message.format(group=group.group.label, **figures),
        section="table_3",
        row_id=row.id if row else None,
        cell=cell_key(column, content.first_year) if row else None,
    )
