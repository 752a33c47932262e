"""Hearing the customer before a refusal (Administrative Procedure Code art. 73): when to ask, until when to answer.

The customer is told of the preliminary decision at least three working days before the act, and has two working days
to object or to ask for an oral hearing. None of it stops the body's term.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.working_days import WorkingCalendar
from icv_portal.accounts.rules.labels import Label, Labelled

POINT = "APPC 73"
FULL_DAYS_BETWEEN = 3
"""Working days that pass whole between the preliminary decision and the refusal."""
WORKING_DAYS_TO_OBJECT = 2


class HearingBeforeRefusal(Labelled):
    """Legal setting: the Rules are silent, and the Code asks to hear whoever an act is to go against."""

    REQUIRED = "required", Label(kk="Міндетті", ru="Обязательно", en="Required")
    NOT_REQUIRED = "not_required", Label(kk="Міндетті емес", ru="Не обязательно", en="Not required")


NOT_HEARD = Label(
    kk="Алдымен алдын ала шешімді жіберіңіз немесе ӘРПК 73-бабының 2-бөлігі бойынша тыңдау "
    "өткізілмейтін себепті жазыңыз.",
    ru="Сначала направьте предварительное решение или укажите причину по части 2 статьи 73 АППК, "
    "по которой заслушивание не проводится.",
    en="Send a preliminary decision first, or give the reason from art. 73(2) of the Administrative Procedure Code for "
    "refusing without hearing.",
)
TOO_EARLY = Label(
    kk="Алдын ала шешімнен кейін үш толық жұмыс күні өтуге тиіс: бас тартуға {day} күнінен бастап болады.",
    ru="После предварительного решения должны пройти три полных рабочих дня: отказ возможен с {day}.",
    en="Three full working days must pass after the preliminary decision: a refusal is possible from {day}.",
)
DAY_UNKNOWN = Label(
    kk="Бас тартуға қай күннен бастап болатынын есептеу мүмкін емес: {year} жылдың күнтізбесі жоқ. "
    "Портал әкімшісіне хабарласыңыз.",
    ru="Нельзя вычислить, с какого дня возможен отказ: нет календаря на {year} год. "
    "Обратитесь к администратору портала.",
    en="From which day a refusal is possible cannot be computed: calendar of {year} missing. "
    "Ask the portal administrator.",
)
NEW_GROUND = Label(
    kk="«{ground}» деген негіз алдын ала шешімде болған жоқ. Жаңа алдын ала шешім жіберіңіз.",
    ru="Основания «{ground}» не было в предварительном решении. Направьте новое предварительное решение.",
    en="The ground “{ground}” was not in the preliminary decision. Send another preliminary decision.",
)
NO_MINUTES = Label(
    kk="Тапсырыс беруші ауызша тыңдауды сұрады: тыңдау хаттамасын енгізіңіз немесе тыңдау "
    "өткізілмеген себепті жазыңыз.",
    ru="Заказчик просил об устном заслушивании: внесите протокол заслушивания или укажите причину, по которой оно не "
    "проводилось.",
    en="The customer asked for an oral hearing: enter its minutes, or give the reason why none was held.",
)


@dataclass(frozen=True)
class Announced:
    """What the customer has been told: which grounds, when, and what came of it."""

    sent_on: date
    grounds: Collection[str]
    hearing_is_due: bool
    """Whether the customer asked for an oral hearing in time and no minutes are there."""


def objections_until(received_on: date, calendar: WorkingCalendar) -> date:
    """The last day for the customer's answer; raises CalendarNotLoaded."""
    return calendar.end_of_term(received_on, WORKING_DAYS_TO_OBJECT)


def refusal_from(sent_on: date, calendar: WorkingCalendar) -> date:
    """The first day on which the act may follow; raises CalendarNotLoaded."""
    return calendar.end_of_term(sent_on, FULL_DAYS_BETWEEN + 1)


def last_safe_day(due_on: date, calendar: WorkingCalendar) -> date:
    """The last day to send the preliminary decision so that a refusal is still in time; raises CalendarNotLoaded."""
    return calendar.latest_start(due_on, FULL_DAYS_BETWEEN + 1)


def hindrances(
    announced: Announced | None, grounds: Collection[RefusalGround], on: date, calendar: WorkingCalendar
) -> list[Label]:
    """What keeps a refusal on these grounds from being made on this day; empty when the customer has been heard.

    Raises CalendarNotLoaded when nobody can tell whether the days have passed.
    """
    if announced is None:
        return [NOT_HEARD]
    found = [NEW_GROUND.format(ground=ground.label) for ground in grounds if ground not in announced.grounds]
    earliest = refusal_from(announced.sent_on, calendar)
    if on < earliest:
        found.append(TOO_EARLY.format(day=f"{earliest:%d.%m.%Y}"))
    if announced.hearing_is_due:
        found.append(NO_MINUTES)
    return found
