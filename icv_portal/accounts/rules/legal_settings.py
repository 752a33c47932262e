"""What the Rules leave open: the questions, the answers allowed, the answer by default and its basis."""

from dataclasses import dataclass
from datetime import date

from icv_portal.accounts.rules.labels import Label, Labelled

RULES_ADOPTED_ON = date(2025, 11, 11)


class SettingKey(Labelled):
    REWORK_RETURNS_TO = (
        "rework_returns_to",
        Label(
            kk="Пысықталған бағдарлама қай органға қайта ұсынылады",
            ru="В какой орган повторно представляется доработанная программа",
            en="To which body a reworked program is resubmitted",
        ),
    )
    BASELINE_YEARS = (
        "baseline_years",
        Label(
            kk="Нақты көрсеткіштер неше жылға беріледі",
            ru="За сколько лет приводятся фактические показатели",
            en="For how many years actual figures are given",
        ),
    )
    HAND_OVER_WORKING_DAYS = (
        "hand_over_working_days",
        Label(
            kk="Әр тапсыруға және бекітуге жоспарланатын жұмыс күндері",
            ru="Рабочие дни на каждую передачу и на утверждение",
            en="Working days planned for each hand-over and for adoption",
        ),
    )
    HEARING_BEFORE_REFUSAL = (
        "hearing_before_refusal",
        Label(
            kk="Бас тартуға дейін алдын ала шешім жіберу",
            ru="Предварительное решение перед отказом",
            en="Preliminary decision before a refusal",
        ),
    )


@dataclass(frozen=True)
class OpenQuestion:
    """`allowed` values are strings; `default` is in force from the day of the Rules. `basis` is in Kazakh."""

    key: SettingKey
    allowed: tuple[str, ...]
    default: str
    basis: str


OPEN_QUESTIONS = (
    OpenQuestion(
        SettingKey.REWORK_RETURNS_TO,
        allowed=("refusing_body", "from_the_start"),
        default="refusing_body",
        basis="№ 958 қаулы, 15-тармақ: пысықталған бағдарлама тиісті мемлекеттік органдарға ұсынылады, қайсысына екені "
        "айтылмаған",
    ),
    OpenQuestion(
        SettingKey.BASELINE_YEARS,
        allowed=("3", "4", "5"),
        default="3",
        basis="№ 958 қаулы, 6-тармақтың 1) тармақшасы: соңғы үш жыл, әзірлеуге дейінгі аяқталған жылдар деп түсініледі",
    ),
    OpenQuestion(
        SettingKey.HAND_OVER_WORKING_DAYS,
        allowed=("0", "1", "2", "3"),
        default="1",
        basis="Қағидаларда жоқ: мерзімдерді кері жоспарлағанда әр тапсыруға және бекітуге берілетін жұмыс күндері",
    ),
    OpenQuestion(
        SettingKey.HEARING_BEFORE_REFUSAL,
        allowed=("required", "not_required"),
        default="required",
        basis="ӘРПК 73-бабы: қолайсыз актіге дейін тыңдау; Қағидаларда бұл туралы айтылмаған",
    ),
)


ANSWERS = {
    "refusing_body": Label(kk="бас тартқан органға", ru="в отказавший орган", en="to the body that refused"),
    "from_the_start": Label(kk="маршруттың басына", ru="в начало маршрута", en="to the start of the route"),
    "required": Label(kk="міндетті", ru="обязательно", en="required"),
    "not_required": Label(kk="міндетті емес", ru="не обязательно", en="not required"),
}
"""Allowed values that are no numbers, in words."""


def question(key: str) -> OpenQuestion:
    return next(open_question for open_question in OPEN_QUESTIONS if open_question.key == key)
