"""The terms of chapter 3: how long each lasts, when it starts and ends, and whether an act was in time."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from approvals.rules.route import BodyKind
from approvals.rules.working_days import ONE_DAY, WorkingCalendar
from icv_portal.accounts.rules.labels import Label, Labelled

TIME_ZONE = ZoneInfo("Asia/Almaty")  # UTC+5, the whole country since 1 March 2024


class TermKind(Labelled):
    REGULATOR_CONSIDERATION = (
        "regulator_consideration",
        Label(
            kk="Табиғи монополиялар органының қарауы",
            ru="Рассмотрение органом по естественным монополиям",
            en="Consideration by the natural-monopoly body",
        ),
    )
    AUTHORIZED_BODY_CONSIDERATION = (
        "authorized_body_consideration",
        Label(
            kk="Уәкілетті органның қарауы",
            ru="Рассмотрение уполномоченным органом",
            en="Consideration by the authorized body",
        ),
    )
    RECONSIDERATION = (
        "reconsideration",
        Label(
            kk="Пысықталған бағдарламаны қарау",
            ru="Рассмотрение доработанной программы",
            en="Consideration of the reworked program",
        ),
    )
    REWORK = (
        "rework",
        Label(
            kk="Пысықтау және қайта ұсыну",
            ru="Доработка и повторное представление",
            en="Rework and resubmission",
        ),
    )

    @property
    def length(self) -> int:
        """In working days."""
        return LENGTHS[self]

    @property
    def point(self) -> str:
        return POINTS[self]


LENGTHS = {
    TermKind.REGULATOR_CONSIDERATION: 15,
    TermKind.AUTHORIZED_BODY_CONSIDERATION: 20,
    TermKind.RECONSIDERATION: 10,
    TermKind.REWORK: 10,
}
POINTS = {
    TermKind.REGULATOR_CONSIDERATION: "13",
    TermKind.AUTHORIZED_BODY_CONSIDERATION: "13",
    TermKind.RECONSIDERATION: "15",
    TermKind.REWORK: "15",
}
FIRST_CONSIDERATION = {
    BodyKind.REGULATOR: TermKind.REGULATOR_CONSIDERATION,
    BodyKind.AUTHORIZED_BODY: TermKind.AUTHORIZED_BODY_CONSIDERATION,
}


def consideration_term(body: BodyKind, earlier_considerations: int) -> TermKind:
    """The term of `body`, which has considered the program `earlier_considerations` times in this procedure.

    The 10 days of p. 15 are for a body that sees the program again. Rounds at the other body don't shorten
    the first consideration: the authorized body has its 20 days also when the regulator has refused before.
    """
    return TermKind.RECONSIDERATION if earlier_considerations else FIRST_CONSIDERATION[body]


@dataclass(frozen=True)
class WorkingHours:
    opens: time
    closes: time


def local_date(moment: datetime) -> date:
    """The date in Kazakhstan at that moment.

    A rework term starts on the local date the refusal is received (p. 15), on whatever day of the week that is:
    only bodies register filings, so nothing shifts it to a working day.
    """
    return _local(moment).date()


def registered_on(filed_at: datetime, hours: WorkingHours, calendar: WorkingCalendar) -> date:
    """The day a body registers a filing: the next working day after hours or on a non-working day (APPC art. 64(3)).

    A filing at the moment of closing is in time, one before opening is registered the same day.
    """
    local = _local(filed_at)
    day = local.date() + ONE_DAY if local.time() > hours.closes else local.date()
    return calendar.first_working_day_on_or_after(day)


@dataclass(frozen=True)
class ComputedTerm:
    """A term with its proof: JSON-ready, one entry for each day after `started_on` up to `due_on`."""

    kind: TermKind
    point: str
    length: int
    started_on: date
    due_on: date
    proof: list[dict[str, str | int | None]]


def compute(kind: TermKind, started_on: date, calendar: WorkingCalendar) -> ComputedTerm:
    """The term that starts on the day of registration or receipt; raises CalendarNotLoaded."""
    counted = calendar.count(started_on, kind.length)
    proof = [day.as_json() for day in counted.days]
    return ComputedTerm(kind, kind.point, kind.length, started_on, counted.due_on, proof)


def is_met(due_on: date, acted_at: datetime) -> bool:
    """Whether the act was done before the due day was over, at 24:00 in Kazakhstan (Civil Code art. 176)."""
    return local_date(acted_at) <= due_on


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(TIME_ZONE)
