"""What a contract plans by year, as it is typed: quantities and sums for the years of its term, and no others."""

from collections.abc import Iterator, Mapping
from datetime import date

from icv_portal.accounts.rules.labels import Label
from programs.rules.contracts import PLAN_KINDS
from programs.rules.numbers import SCALES, canonical_number, fits_scale, parse_number
from programs.rules.standard_form import CellKind

Plan = Mapping[str, Mapping[str, str]]
"""By year, as JSON has it; empty texts and years without a text are left out."""

OUTSIDE_THE_TERM = Label(
    kk="{year} жыл шарттың мерзімінен тыс, ал оған жоспар енгізілген. Алдымен осы жылдың жоспарын тазалаңыз.",
    ru="{year} год вне срока договора, а план на него введён. Сначала очистите план этого года.",
    en="The year {year} is outside the term of the contract, but has a plan. Empty the plan of this year first.",
)
OF_YEAR = Label(kk="{year} жыл: {problem}", ru="{year} год: {problem}", en="{year}: {problem}")
UNREADABLE = Label(
    kk="«{text}» сан емес. Санды 1 234,5 сияқты жазыңыз.",
    ru="«{text}» — не число. Напишите число, например 1 234,5.",
    en="“{text}” is no number. Write a number like 1 234.5.",
)
NEGATIVE = Label(
    kk="Теріс санға жол берілмейді. 0 немесе одан үлкен сан жазыңыз.",
    ru="Отрицательное число недопустимо. Напишите 0 или большее число.",
    en="The number is negative. Write 0 or a larger number.",
)
TOO_EXACT = Label(
    kk="Үтірден кейін {places} таңбадан артық. Қысқартыңыз.",
    ru="После запятой больше {places} знаков. Сократите их.",
    en="There are more than {places} decimals. Write fewer of them.",
)


def years_of_term(starts_on: date, ends_on: date) -> range:
    return range(starts_on.year, ends_on.year + 1)


def stored_plan(typed: Plan) -> dict[str, dict[str, str]]:
    """As the register keeps it: "1 234,50" becomes "1234.5"; what is empty is left out."""
    kept = {
        year: {name: canonical_number(text) for name, text in texts.items() if text.strip()}
        for year, texts in typed.items()
    }
    return {year: texts for year, texts in sorted(kept.items()) if texts}


def plan_problems(plan: Plan, *, starts_on: date, ends_on: date) -> Iterator[tuple[str, str | None, Label]]:
    """Year, name of the figure (None: the year itself) and what to tell the person who typed it."""
    term = years_of_term(starts_on, ends_on)
    for year, texts in plan.items():
        if int(year) not in term:
            yield year, None, OUTSIDE_THE_TERM.format(year=year)
            continue
        for name, text in texts.items():
            problem = figure_problem(text, PLAN_KINDS[name])
            if problem is not None:
                yield year, name, OF_YEAR.format(year=year, problem=problem)


def figure_problem(text: str, kind: CellKind) -> Label | None:
    """What to tell the person who typed it; None where the number can be kept."""
    number = parse_number(text)
    if number is None:
        return UNREADABLE.format(text=text)
    if number < 0:
        return NEGATIVE
    return None if fits_scale(number, kind) else TOO_EXACT.format(places=SCALES[kind])
