"""Letters of every kind composed from facts alone, short ones and long ones; no database."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from approvals.rules import letters
from approvals.rules.letter_kinds import LetterKind
from approvals.rules.letters import GroundFacts, Heard, LetterFacts, LetterText, Party, Signatory, VersionFacts
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.route import BodyKind
from approvals.rules.terms import ComputedTerm, TermKind, WorkingHours, compute, registered_on
from approvals.rules.working_days import WorkingCalendar
from icv_portal.accounts.rules.labels import Label
from tests.factories.moments import moment

SHA256 = "4cb68f6ca369db2bfbfb325f4a053bbbd3042cb1a950ceb2453bf9e358be0390"
BODY = Party(
    Label(kk="Өңірлік өнеркәсіп министрлігі", ru="Министерство региональной промышленности", en="Regional Ministry"),
    "990140000016",
    "010000, Астана қ., Үлгі даңғ., 8",
)
CUSTOMER = Party(
    Label(kk="«Күнқала жылу желілері» АҚ", ru="АО «Кункалинские тепловые сети»", en="Kunqala Heat Networks JSC"),
    "990140000026",
    "100017, Қарағанды қ., Самал көшесі, 14",
)
POSITION = Label(kk="Вице-министр", ru="Вице-министр по промышленности", en="Vice-Minister")
FACTS = LetterFacts(
    body=BODY,
    body_kind=BodyKind.AUTHORIZED_BODY,
    customer=CUSTOMER,
    number="17/2026",
    day=date(2026, 11, 23),
    sent_at=moment("2026-11-23", "16:20"),
    period="2027–2029",
    version=VersionFacts(2, SHA256, moment("2026-10-26", "09:15")),
    is_reworked=False,
    signatory=Signatory(POSITION, "Сейітова Айгүл Маратқызы"),
)
REWORKED = replace(FACTS, is_reworked=True)
CALENDAR = WorkingCalendar(
    frozenset({2026, 2027}),
    {
        date(2026, 12, 16): "independence_day",
        date(2027, 1, 1): "new_year",
        date(2027, 1, 4): "new_year:observed",
        date(2027, 1, 7): "christmas",
        date(2027, 1, 8): "moved_day_off",
    },
    {date(2027, 1, 9): "moved_working_day"},
)
GROUND = GroundFacts(
    RefusalGround.UNDERSTATED_TARGETS,
    "Үлес соңғы үш жылдағы нақты көрсеткіштен төмен.",
    "Доля ниже фактического показателя последних трёх лет.",
    [Label(kk="2-кесте, «Үлесті арттыру»", ru="Таблица 2, «Повышение доли»", en="Table 2, “Share”")],
)
HEARD = Heard("16/2026", date(2026, 11, 17), moment("2026-11-18", "11:05"), date(2026, 11, 20))
PARAGRAPH_KK = (
    "Ірі тапсырыс берушінің соңғы үш жылдағы нақты көрсеткіштері мен жоспарланған сатып алу көлемдері салыстырылды; "
    "қазақстандық тауар өндірушілердің тізіліміндегі ұсыныс ескерілді, өтінімдердің саны мен қуаттары қаралды. "
)
PARAGRAPH_RU = (
    "Сопоставлены фактические показатели крупного заказчика за последние три года и планируемые объёмы закупок; учтены "
    "предложения из реестра казахстанских товаропроизводителей, рассмотрены количество заявок и мощности. "
)


def registration(
    filed: str = "2026-11-23", clock: str = "18:45", *, kind: TermKind = TermKind.AUTHORIZED_BODY_CONSIDERATION
) -> letters.RegistrationFacts:
    filed_at = moment(filed, clock)
    day = registered_on(filed_at, WorkingHours(time(9), time(18, 30)), CALENDAR)
    term = compute(kind, day, CALENDAR)
    is_day_off = not CALENDAR.is_working_day(filed_at.date())
    return letters.RegistrationFacts(
        filed_at=filed_at,
        came_on_a_day_off=is_day_off,
        closes_at=time(18, 30),
        kind=kind,
        **counted(term),
    )


def counted(term: ComputedTerm) -> dict[str, Any]:
    return {"started_on": term.started_on, "due_on": term.due_on, "missing_year": None, "proof": term.proof}


def rework(received_on: date = date(2026, 11, 23)) -> letters.CountedTerm:
    return letters.CountedTerm(**counted(compute(TermKind.REWORK, received_on, CALENDAR)))


def confirmation(language: str, *, filed: str = "2026-11-23", clock: str = "18:45") -> LetterText:
    facts = replace(FACTS, signatory=None)
    return letters.confirmation(facts, registration(filed, clock), language)


def preliminary_decision(language: str) -> LetterText:
    days = {"objections_until": date(2026, 11, 25), "refusal_from": date(2026, 11, 27)}
    return letters.preliminary_decision(FACTS, [GROUND], **days, language=language)


def notification(language: str, *, is_last_body: bool = True) -> LetterText:
    return letters.notification(FACTS, first_year=2027, is_last_body=is_last_body, language=language)


def refusal(
    language: str,
    *,
    grounds: tuple[GroundFacts, ...] = (GROUND,),
    heard: Sequence[Heard] = (HEARD,),
    unheard_because: str = "",
    term: letters.CountedTerm | None = None,
) -> LetterText:
    return letters.refusal(
        FACTS,
        grounds,
        rework=term or rework(),
        heard=heard,
        unheard_because=unheard_because,
        language=language,
    )


def recount(language: str, *, term: letters.CountedTerm | None = None) -> LetterText:
    facts = replace(FACTS, signatory=None)
    return letters.recount(
        facts, term or rework(), refusal_number="17/2026", refusal_day=date(2026, 11, 23), language=language
    )


def long_refusal(language: str) -> LetterText:
    """All three grounds, forty rows, about two pages of reasoning."""
    names = [
        Label(kk=f"3-кесте, «{n}-іс-шара: шарт жасасу»", ru=f"Таблица 3, «Мероприятие {n}: заключение договора»", en="")
        for n in range(1, 41)
    ]
    reasoning = {"kk": "\n\n".join([PARAGRAPH_KK * 3] * 5), "ru": "\n\n".join([PARAGRAPH_RU * 3] * 5)}
    grounds = (
        replace(GROUND, reasoning_kk=reasoning["kk"], reasoning_ru=reasoning["ru"]),
        GroundFacts(RefusalGround.MISMATCHED_CONTRACT_INDICATORS, reasoning["kk"], reasoning["ru"], names),
        GroundFacts(RefusalGround.NO_SME_ACTIVITIES, "4-кесте толтырылмаған.", "Таблица 4 не заполнена.", []),
    )
    return refusal(language, grounds=grounds)


EVERY_KIND: dict[LetterKind, Callable[[str], LetterText]] = {
    LetterKind.REGISTRATION_CONFIRMATION: confirmation,
    LetterKind.PRELIMINARY_DECISION: preliminary_decision,
    LetterKind.AGREEMENT_NOTIFICATION: notification,
    LetterKind.REFUSAL: refusal,
    LetterKind.REWORK_RECOUNT: recount,
}


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from strings(one)
        case list() | tuple():
            for one in value:
                yield from strings(one)


def said(letter: LetterText) -> str:
    """All its texts, one a line."""
    return "\n".join(strings(letter.as_json()))


def facts_of(letter: LetterText) -> dict[str, str]:
    return {fact.name: fact.value for fact in letter.facts}
