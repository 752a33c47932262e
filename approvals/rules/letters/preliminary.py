"""Preliminary decision: the body means to refuse, and hears the customer before it does (APPC art. 73)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from approvals.rules.letters import frame
from approvals.rules.letters.facts import GroundFacts, LetterFacts
from approvals.rules.letters.grounds import grounds_part
from approvals.rules.letters.text import LetterText, Part
from approvals.rules.letters.wording import Words

TITLE = Words(
    kk="{period} жылдарға арналған елішілік құндылықты дамыту бағдарламасы бойынша алдын ала шешім",
    ru="Предварительное решение по программе развития внутристрановой ценности на {period} годы",
)
INTENTION = Words(
    kk="Қағидалардың 14-тармағына сәйкес Бағдарламаның № {number} редакциясын келісуден төменде көрсетілген негіздер "
    "бойынша бас тарту көзделіп отыр. Осы хат Қазақстан Республикасы Әкімшілік рәсімдік-процестік кодексінің "
    "73-бабына сәйкес алдын ала шешім болып табылады; бас тарту туралы шешім әлі қабылданған жоқ.",
    ru="В соответствии с пунктом 14 Правил предполагается отказать в согласовании Программы в редакции № {number} по "
    "основаниям, указанным ниже. Настоящее письмо является предварительным решением в соответствии со статьёй 73 "
    "Административного процедурно-процессуального кодекса Республики Казахстан; решение об отказе ещё не принято.",
)
HEARING = Words(kk="Қарсылық және тыңдау", ru="Возражение и заслушивание")
TO_OBJECT = Words(
    kk="Осы алдын ала шешімді алғаннан кейін 2 жұмыс күні ішінде оған қарсылық білдіруге немесе ауызша тыңдауды "
    "сұрауға болады. Жауап портал арқылы беріледі.",
    ru="В течение 2 рабочих дней после получения настоящего предварительного решения можно представить возражение или "
    "попросить об устном заслушивании. Ответ подаётся через портал.",
)
OBJECT_UNTIL = Words(
    kk="Алдын ала шешім порталдың «Келген хабарламалар» бөліміне {received:on} жеткізілді. Жауап берудің соңғы "
    "күні – {last}.",
    ru="Предварительное решение доставлено в раздел «Входящие» портала {received}. Последний день для ответа – {last}.",
)
DAYS_UNKNOWN = Words(
    kk="Алдын ала шешім порталдың «Келген хабарламалар» бөліміне {received:on} жеткізілді. Жауап берудің соңғы "
    "күнін есептеу мүмкін емес: қажетті жылдың күнтізбесі жоқ.",
    ru="Предварительное решение доставлено в раздел «Входящие» портала {received}. Последний день для ответа нельзя "
    "вычислить: нет календаря на нужный год.",
)
REFUSAL_FROM = Words(
    kk="Бас тарту туралы шешім {first:from} бұрын қабылданбайды.",
    ru="Решение об отказе не будет принято ранее {first}.",
)
TERM_RUNS_ON = Words(
    kk="Тыңдау Бағдарламаны қарау мерзімін тоқтатпайды.",
    ru="Заслушивание не останавливает срок рассмотрения Программы.",
)


def preliminary_decision(
    facts: LetterFacts,
    grounds: Sequence[GroundFacts],
    *,
    objections_until: date | None,
    refusal_from: date | None,
    language: str,
) -> LetterText:
    """Both days are None where the calendar of their year is missing: the letter says so."""
    opening = (
        frame.considered(facts, language, frame.IS_BEING_CONSIDERED),
        INTENTION.say(language, number=facts.version.number),
    )
    last_day = OBJECT_UNTIL if objections_until else DAYS_UNKNOWN
    paragraphs = [TO_OBJECT.say(language), last_day.say(language, received=facts.day, last=objections_until)]
    if refusal_from is not None:
        paragraphs.append(REFUSAL_FROM.say(language, first=refusal_from))
    hearing = Part(HEARING.say(language), (*paragraphs, TERM_RUNS_ON.say(language)))
    letter = frame.compose(facts, language, title=TITLE, opening=opening, parts=(hearing,))
    return replace(letter, grounds=grounds_part(grounds, language))
