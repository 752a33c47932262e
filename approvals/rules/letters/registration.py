"""Confirmation of registration: what came when, on which day it was registered, and how its term was counted."""

from dataclasses import replace

from approvals.rules.letters import frame
from approvals.rules.letters.counting import counted
from approvals.rules.letters.facts import LetterFacts, RegistrationFacts
from approvals.rules.letters.text import Fact, LetterText, Part
from approvals.rules.letters.wording import Words, moment, short
from approvals.rules.terms import local_date
from programs.rules.points import cited

TITLE = Words(
    kk="{period} жылдарға арналған елішілік құндылықты дамыту бағдарламасының тіркелгенін растау",
    ru="Подтверждение регистрации программы развития внутристрановой ценности на {period} годы",
)
RECEIVED = Words(
    kk="{customer} келісуге жіберген {period} жылдарға арналған елішілік құндылықты дамыту бағдарламасы (бұдан әрі – "
    "Бағдарлама) келіп түсті.",
    ru="Поступила программа развития внутристрановой ценности на {period} годы (далее – Программа), направленная на "
    "согласование крупным заказчиком {customer}.",
)
RECEIVED_AGAIN = Words(
    kk="{customer} келісуге қайта ұсынған {period} жылдарға арналған пысықталған елішілік құндылықты дамыту "
    "бағдарламасы (бұдан әрі – Бағдарлама) келіп түсті.",
    ru="Поступила доработанная программа развития внутристрановой ценности на {period} годы (далее – Программа), "
    "повторно представленная на согласование крупным заказчиком {customer}.",
)
BY_THE_RULES = Words(
    kk="Ол Қазақстан Республикасы Үкіметінің 2025 жылғы 11 қарашадағы № 958 қаулысымен бекітілген Қағидаларға (бұдан "
    "әрі – Қағидалар) сәйкес қаралады.",
    ru="Она рассматривается по Правилам, утверждённым постановлением Правительства Республики Казахстан от 11 ноября "
    "2025 года № 958 (далее – Правила).",
)
FILED_AT = Words(kk="Келіп түскен уақыты", ru="Время поступления")
REGISTERED_ON = Words(kk="Тіркеу күні", ru="День регистрации")
AFTER_HOURS = Words(
    kk="{day}. Бағдарлама жұмыс күні аяқталғаннан кейін (сағат {closes}) келіп түсті, сондықтан келесі жұмыс күні "
    "тіркеледі (Әкімшілік рәсімдік-процестік кодекстің 64-бабының 3-бөлігі)",
    ru="{day}. Программа поступила после окончания рабочего дня ({closes}), поэтому регистрируется в следующий "
    "рабочий день (часть 3 статьи 64 Административного процедурно-процессуального кодекса)",
)
ON_A_DAY_OFF = Words(
    kk="{day}. Бағдарлама жұмыс күні емес күні келіп түсті, сондықтан келесі жұмыс күні тіркеледі (Әкімшілік "
    "рәсімдік-процестік кодекстің 64-бабының 3-бөлігі)",
    ru="{day}. Программа поступила в нерабочий день, поэтому регистрируется в следующий рабочий день (часть 3 "
    "статьи 64 Административного процедурно-процессуального кодекса)",
)
NO_REGISTRATION_DAY = Words(
    kk="Тіркеу күнін анықтау мүмкін емес: {year} жылдың күнтізбесі жоқ",
    ru="День регистрации нельзя определить: нет календаря на {year} год",
)
TERM = Words(kk="Қарау мерзімі", ru="Срок рассмотрения")
LENGTH = Words(
    kk="{length} жұмыс күні (Қағидалардың {point}-тармағы)", ru="{length} рабочих дней (пункт {point} Правил)"
)
LAST_DAY = Words(kk="Мерзімнің соңғы күні", ru="Последний день срока")
NO_LAST_DAY = Words(
    kk="Есептеу мүмкін емес: {year} жылдың күнтізбесі жоқ. Мерзім күнтізбе енгізілген соң есептеледі.",
    ru="Нельзя вычислить: нет календаря на {year} год. Срок будет исчислен, когда календарь внесут.",
)
DAY_OF_REGISTRATION = Words(
    kk="Тіркеу күні; мерзім келесі күннен басталады",
    ru="День регистрации; срок начинается на следующий день",
)
AFTER_THE_TERM = Words(kk="Мерзімнің аяқталуы", ru="Окончание срока")
NO_TACIT_AGREEMENT = Words(
    kk="Мерзімнің өтуі Бағдарламаның келісілгенін білдірмейді: мемлекеттік орган белгіленген мерзім ішінде міндетті "
    "түрде шешім қабылдайды (Қағидалардың 13-тармағы).",
    ru="Истечение срока не означает согласования Программы: государственный орган обязан принять решение в "
    "установленный срок (пункт 13 Правил).",
)
INACTION = Words(
    kk="Мерзім өтіп, шешім қабылданбаса, бұл шағым жасау мақсатында бас тарту деп есептеледі; шағым үш ай ішінде "
    "беріледі (Әкімшілік рәсімдік-процестік кодекстің 91-бабының 2-бөлігі, 92-бабы). Бұл Қағидалардың 14-тармағы "
    "бойынша бас тарту емес, пысықтау мерзімі басталмайды.",
    ru="Если срок истёк, а решение не принято, для целей обжалования это считается отказом; жалоба подаётся в течение "
    "трёх месяцев (часть 2 статьи 91, статья 92 Административного процедурно-процессуального кодекса). Отказом по "
    "пункту 14 Правил это не является, и срок доработки не начинается.",
)


def confirmation(facts: LetterFacts, term: RegistrationFacts, language: str) -> LetterText:
    received = RECEIVED_AGAIN if facts.is_reworked else RECEIVED
    came = received.say(language, customer=facts.customer.name, period=facts.period)
    opening = f"{came} {BY_THE_RULES.say(language)}"
    after = Part(AFTER_THE_TERM.say(language), (NO_TACIT_AGREEMENT.say(language), INACTION.say(language)))
    letter = frame.compose(facts, language, title=TITLE, opening=(opening,), parts=(after,))
    return replace(
        letter, facts=(*letter.facts, *_dates(term, language)), counting=counted(term, DAY_OF_REGISTRATION, language)
    )


def _dates(term: RegistrationFacts, language: str) -> tuple[Fact, ...]:
    point = cited(term.kind.point, language)
    return (
        Fact(FILED_AT.say(language), moment(term.filed_at)),
        Fact(REGISTERED_ON.say(language), _registered(term, language)),
        Fact(TERM.say(language), LENGTH.say(language, length=term.kind.length, point=point)),
        Fact(LAST_DAY.say(language), _last_day(term, language)),
    )


def _registered(term: RegistrationFacts, language: str) -> str:
    """The day, and why it isn't the day of filing."""
    if term.started_on is None:
        return NO_REGISTRATION_DAY.say(language, year=term.missing_year)
    if term.started_on == local_date(term.filed_at):
        return short(term.started_on)
    reason = ON_A_DAY_OFF if term.came_on_a_day_off else AFTER_HOURS
    return reason.say(language, day=short(term.started_on), closes=f"{term.closes_at:%H:%M}")


def _last_day(term: RegistrationFacts, language: str) -> str:
    return short(term.due_on) if term.due_on else NO_LAST_DAY.say(language, year=term.missing_year)
