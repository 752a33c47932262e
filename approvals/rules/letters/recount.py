"""A further letter when the calendar moves the term for rework: that of the refusal names other days (APPC art. 82)."""

from dataclasses import replace
from datetime import date

from approvals.rules.letters import frame
from approvals.rules.letters.counting import counted
from approvals.rules.letters.facts import CountedTerm, LetterFacts
from approvals.rules.letters.refusals import DAY_OF_RECEIPT
from approvals.rules.letters.text import Fact, LetterText
from approvals.rules.letters.wording import Words, short

TITLE = Words(
    kk="{period} жылдарға арналған елішілік құндылықты дамыту бағдарламасын пысықтау мерзімінің қайта есептелгені "
    "туралы",
    ru="О перерасчёте срока доработки программы развития внутристрановой ценности на {period} годы",
)
RECOUNTED = Words(
    kk="Жұмыс күндерінің күнтізбесі өзгеруіне байланысты {customer} үшін № {number} бас тартуда ({day}) көрсетілген "
    "қайта ұсынудың соңғы күні Қазақстан Республикасы Үкіметінің 2025 жылғы 11 қарашадағы № 958 қаулысымен бекітілген "
    "Қағидалардың 15-тармағы бойынша қайта есептелді (Әкімшілік рәсімдік-процестік кодекстің 82-бабы). Бас тартудың "
    "өзі өзгеріссіз қалады.",
    ru="В связи с изменением календаря рабочих дней последний день повторного представления, указанный для крупного "
    "заказчика {customer} в отказе № {number} от {day}, исчислен заново по пункту 15 Правил, утверждённых "
    "постановлением Правительства Республики Казахстан от 11 ноября 2025 года № 958 (статья 82 Административного "
    "процедурно-процессуального кодекса). Сам отказ остаётся без изменений.",
)
LAST_DAY = Words(kk="Қайта ұсынудың соңғы күні", ru="Последний день повторного представления")
UNKNOWN = Words(
    kk="Есептеу мүмкін емес: {year} жылдың күнтізбесі жоқ", ru="Нельзя вычислить: нет календаря на {year} год"
)


def recount(
    facts: LetterFacts, rework: CountedTerm, *, refusal_number: str, refusal_day: date, language: str
) -> LetterText:
    opening = (RECOUNTED.say(language, customer=facts.customer.name, number=refusal_number, day=refusal_day),)
    last = short(rework.due_on) if rework.due_on else UNKNOWN.say(language, year=rework.missing_year)
    letter = frame.compose(facts, language, title=TITLE, opening=opening, parts=())
    return replace(
        letter,
        facts=(*letter.facts, Fact(LAST_DAY.say(language), last)),
        counting=counted(rework, DAY_OF_RECEIPT, language),
    )
