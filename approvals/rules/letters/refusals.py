"""Refusal to agree (p. 14): grounds with their reasoning, rework (p. 15), how the customer was heard, how to appeal."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from approvals.rules.letters import frame
from approvals.rules.letters.counting import counted
from approvals.rules.letters.facts import CountedTerm, GroundFacts, Heard, LetterFacts
from approvals.rules.letters.grounds import grounds_part
from approvals.rules.letters.text import LetterText, Part
from approvals.rules.letters.wording import Words, moment

TITLE = Words(
    kk="{period} жылдарға арналған елішілік құндылықты дамыту бағдарламасын келісуден бас тарту",
    ru="Отказ в согласовании программы развития внутристрановой ценности на {period} годы",
)
REFUSED = Words(
    kk="Қағидалардың 14-тармағына сәйкес Бағдарламаның № {number} редакциясын келісуден төменде көрсетілген негіздер "
    "бойынша бас тартылды.",
    ru="В соответствии с пунктом 14 Правил в согласовании Программы в редакции № {number} отказано по основаниям, "
    "указанным ниже.",
)
REWORK = Words(kk="Пысықтау және қайта ұсыну", ru="Доработка и повторное представление")
TO_BE_REWORKED = Words(
    kk="Қағидалардың 15-тармағына сәйкес ірі тапсырыс беруші Бағдарламаны пысықтап, осы бас тартуды алғаннан кейін 10 "
    "жұмыс күні ішінде қайта ұсынады.",
    ru="В соответствии с пунктом 15 Правил крупный заказчик дорабатывает Программу и повторно представляет её в "
    "течение 10 рабочих дней после получения настоящего отказа.",
)
REWORK_UNTIL = Words(
    kk="Бас тарту порталдың «Келген хабарламалар» бөліміне {received:on} жеткізілді, алған күн есепке кірмейді. "
    "Қайта ұсынудың соңғы күні – {last}.",
    ru="Отказ доставлен в раздел «Входящие» портала {received}, день получения не считается. Последний день "
    "повторного представления – {last}.",
)
LAST_DAY_UNKNOWN = Words(
    kk="Бас тарту порталдың «Келген хабарламалар» бөліміне {received:on} жеткізілді, алған күн есепке кірмейді. "
    "Қайта ұсынудың соңғы күнін есептеу мүмкін емес: қажетті жылдың күнтізбесі жоқ.",
    ru="Отказ доставлен в раздел «Входящие» портала {received}, день получения не считается. Последний день "
    "повторного представления нельзя вычислить: нет календаря на нужный год.",
)
DAY_OF_RECEIPT = Words(
    kk="Бас тартуды алған күн; мерзім келесі күннен басталады",
    ru="День получения отказа; срок начинается на следующий день",
)
HEARING = Words(kk="Тыңдау", ru="Заслушивание")
PRELIMINARY_DECISION = Words(
    kk="Қазақстан Республикасы Әкімшілік рәсімдік-процестік кодексінің 73-бабына сәйкес {day:on} № {number} алдын ала "
    "шешім жіберілді.",
    ru="В соответствии со статьёй 73 Административного процедурно-процессуального кодекса Республики Казахстан {day} "
    "направлено предварительное решение № {number}.",
)
OBJECTION = Words(kk="Ірі тапсырыс берушінің жауабы келіп түсті: {at}.", ru="Ответ крупного заказчика поступил: {at}.")
NO_OBJECTION = Words(
    kk="Ірі тапсырыс берушіден жауап келіп түскен жоқ.", ru="Ответа от крупного заказчика не поступило."
)
MINUTES = Words(
    kk="Ауызша тыңдау {day:on} өткізіліп, хаттамасы порталға енгізілді.",
    ru="Устное заслушивание проведено {day}, его протокол внесён в портал.",
)
NOT_HEARD = Words(
    kk="Қазақстан Республикасы Әкімшілік рәсімдік-процестік кодексінің 73-бабының 2-бөлігіне сәйкес тыңдау өткізілген "
    "жоқ. Себебі: {reason}",
    ru="В соответствии с частью 2 статьи 73 Административного процедурно-процессуального кодекса Республики Казахстан "
    "заслушивание не проводилось. Причина: {reason}",
)


def refusal(
    facts: LetterFacts,
    grounds: Sequence[GroundFacts],
    *,
    rework: CountedTerm,
    heard: Sequence[Heard],
    unheard_because: str,
    language: str,
) -> LetterText:
    """`heard` has one for each preliminary decision, `rework` no days where the calendar of its year is missing.

    `unheard_because` is as it was recorded.
    """
    opening = (frame.considered(facts, language), REFUSED.say(language, number=facts.version.number))
    parts = [_rework(facts, rework.due_on, language), frame.appeal(facts, language)]
    hearing = " ".join(_hearing(heard, unheard_because, language))
    if hearing:
        parts.insert(0, Part(HEARING.say(language), (hearing,)))
    letter = frame.compose(facts, language, title=TITLE, opening=opening, parts=tuple(parts))
    counting = counted(rework, DAY_OF_RECEIPT, language)
    return replace(letter, grounds=grounds_part(grounds, language), counting=counting)


def _rework(facts: LetterFacts, until: date | None, language: str) -> Part:
    last_day = REWORK_UNTIL if until else LAST_DAY_UNKNOWN
    received = last_day.say(language, received=facts.day, last=until)
    return Part(REWORK.say(language), (f"{TO_BE_REWORKED.say(language)} {received}",))


def _hearing(heard: Sequence[Heard], unheard_because: str, language: str) -> Iterator[str]:
    for one in heard:
        yield PRELIMINARY_DECISION.say(language, day=one.letter_day, number=one.letter_number)
        answered = one.objection_at
        yield OBJECTION.say(language, at=moment(answered)) if answered else NO_OBJECTION.say(language)
        if one.minutes_on is not None:
            yield MINUTES.say(language, day=one.minutes_on)
    if unheard_because:
        yield NOT_HEARD.say(language, reason=unheard_because)
