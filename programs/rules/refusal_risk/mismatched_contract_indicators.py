"""Ground 2: contract indicators that do not match the applications received."""

from collections.abc import Sequence

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding
from programs.rules.content import Content
from programs.rules.evidence import contracts
from programs.rules.names import joined
from programs.rules.refusal_risk.verdict import Risk, Verdict, has_note

NONE_PLANNED = Label(
    kk="{groups}: өтінімдер түскен, бірақ бірде-бір шарт жоспарланбаған, ал ескертпеде оның себебі жазылмаған. "
    "Шарттарды жоспарлаңыз немесе ескертпеде негіздеңіз.",
    ru="{groups}: заявки поступили, но ни одного договора не запланировано, а в примечании причина не указана. "
    "Запланируйте договоры или обоснуйте их отсутствие в примечании.",
    en="{groups}: applications were received, but no contract is planned, and the note does not say why. Plan "
    "contracts or justify in the note why there are none.",
)
FEWER = Label(
    kk="Түскен өтінімдерден аз шарт жоспарланған. Мемлекеттік орган негіздемені ескертпеден іздейді.",
    ru="Договоров запланировано меньше, чем поступило заявок. Государственный орган будет искать обоснование "
    "в примечании.",
    en="Fewer contracts are planned than applications were received. A reviewer will look for a justification in the "
    "note.",
)
REGISTER_DIFFERS = Label(
    kk="{groups}: қажеттілікті талдаудағы өтінімдер саны тізілімдегіден өзгеше. Мемлекеттік орган екі санды да көреді.",
    ru="{groups}: число заявок в анализе потребности отличается от реестра. Государственный орган увидит оба числа.",
    en="{groups}: the number of applications in the demand analysis is not that of the register. A reviewer will see "
    "both figures.",
)
BELOW_IN_FORCE = Label(
    kk="Қолданыстағы шарттар нысаналы көрсеткіштерден көп. Олар да есептеледі: мемлекеттік орган негіздемені "
    "ескертпеден іздейді.",
    ru="Действующих договоров больше, чем предусмотрено целевыми показателями. Они тоже учитываются: государственный "
    "орган будет искать обоснование в примечании.",
    en="Contracts in force exceed the targets. They count, too: a reviewer will look for a justification in the note.",
)
NO_APPLICATIONS_GIVEN = Label(
    kk="Өндірушілерден түскен өтінімдер саны көрсетілмеген (қажеттілікті талдау).",
    ru="Не указано количество заявок, поступивших от производителей (анализ потребности).",
    en="The number of applications received from manufacturers is not given (demand analysis).",
)
ENOUGH = Label(
    kk="Шарттар түскен өтінімдерден кем жоспарланбаған.",
    ru="Договоров запланировано не меньше, чем поступило заявок.",
    en="No fewer contracts are planned than applications were received.",
)
OUTSIDE_ART_46 = Label(
    kk="Ұйымға Заңның 46-бабы қолданылмайды: салыстыратын өтінімдер жоқ.",
    ru="На организацию статья 46 Закона не распространяется: заявок, с которыми сравнивают, нет.",
    en="Art. 46 of the Law does not apply to the organisation: there are no applications to compare with.",
)


def mismatched_contract_indicators(content: Content, signs: Sequence[Finding]) -> Verdict:
    """Applications that nothing answers, and no word of why, are asked about by whoever reads them."""
    lines = [line for line in contracts(content) if line.has_applications]
    refused = [line for line in lines if line.received and not line.planned]
    unexplained = [line for line in refused if line.row is None or not has_note(content, line.row)]
    if unexplained:
        return Risk.CERTAIN, NONE_PLANNED.format(groups=joined(line.name for line in unexplained))
    if any(line.received is not None and line.planned < line.received for line in lines):
        return Risk.POSSIBLE, FEWER
    if differing := [line for line in lines if line.differs_from_register]:
        return Risk.POSSIBLE, REGISTER_DIFFERS.format(groups=joined(line.name for line in differing))
    if any(sign.code == "target_below_contracts" for sign in signs):
        return Risk.POSSIBLE, BELOW_IN_FORCE
    if any(line.received is None for line in lines):
        return (
            (Risk.NO_SIGN, OUTSIDE_ART_46)
            if content.customer.art_46_excluded
            else (Risk.UNKNOWN, NO_APPLICATIONS_GIVEN)
        )
    return Risk.NO_SIGN, ENOUGH
