"""Notification of agreement (p. 16): which version is agreed, what follows, how to appeal."""

from datetime import date

from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.letters import frame
from approvals.rules.letters.facts import LetterFacts
from approvals.rules.letters.text import LetterText, Part
from approvals.rules.letters.wording import Words
from approvals.rules.working_days import ONE_DAY

TITLE = Words(
    kk="{period} жылдарға арналған елішілік құндылықты дамыту бағдарламасын келісу туралы хабарлама",
    ru="Уведомление о согласовании программы развития внутристрановой ценности на {period} годы",
)
AGREED = Words(
    kk="Қағидалардың 14-тармағында көзделген бас тарту үшін негіздер жоқ. Осыған байланысты Қағидалардың 16-тармағына "
    "сәйкес Бағдарламаның № {number} редакциясының келісілгені туралы хабарлаймыз.",
    ru="Основания для отказа, предусмотренные пунктом 14 Правил, отсутствуют. В связи с этим в соответствии с пунктом "
    "16 Правил уведомляем о согласовании Программы в редакции № {number}.",
)
WHAT_FOLLOWS = Words(kk="Одан әрі тәртіп", ru="Дальнейший порядок")
GOES_ON = Words(
    kk="Қағидалардың 11-тармағына сәйкес Бағдарлама осы хабарламамен бірге уәкілетті органға келісуге жіберілді.",
    ru="В соответствии с пунктом 11 Правил Программа вместе с настоящим уведомлением направлена на согласование в "
    "уполномоченный орган.",
)
TO_BE_ADOPTED = Words(
    kk="Қағидалардың 17-тармағына сәйкес ірі тапсырыс беруші Бағдарламаны {before:until} дейін бекітеді; бекітудің "
    "соңғы күні – {last}. Келісілген редакция өзгеріссіз бекітіледі.",
    ru="В соответствии с пунктом 17 Правил крупный заказчик утверждает Программу до {before}; последний день "
    "утверждения – {last}. Согласованная редакция утверждается без изменений.",
)


def notification(facts: LetterFacts, *, first_year: int, is_last_body: bool, language: str) -> LetterText:
    """`is_last_body` when the customer adopts next; otherwise the program goes on to the authorized body."""
    opening = (frame.considered(facts, language), AGREED.say(language, number=facts.version.number))
    following = _adoption(last_day_to_adopt(first_year), language) if is_last_body else GOES_ON.say(language)
    parts = (Part(WHAT_FOLLOWS.say(language), (following,)), frame.appeal(facts, language))
    return frame.compose(facts, language, title=TITLE, opening=opening, parts=parts)


def _adoption(last: date, language: str) -> str:
    return TO_BE_ADOPTED.say(language, before=last + ONE_DAY, last=last)
