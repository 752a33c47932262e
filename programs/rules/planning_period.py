"""Which years a program covers (p. 3) and which completed years it is based on (p. 6(1))."""

from datetime import date

from icv_portal.accounts.rules.labels import Label

SHORTEST_PERIOD = 3

ENDS_BEFORE_IT_BEGINS = Label(
    kk="Бағдарламаның соңғы жылы ({last}) бірінші жылынан ({first}) бұрын. Жылдарды түзетіңіз.",
    ru="Последний год программы ({last}) раньше первого ({first}). Исправьте годы.",
    en="The last year of the program ({last}) is before the first ({first}). Correct the years.",
)
TOO_SHORT = Label(
    kk="Бағдарлама кемінде үш жылға әзірленеді (3-тармақ); көрсетілгені: {years}. Соңғы жылды {last} немесе одан "
    "кейінгі етіп көрсетіңіз.",
    ru="Программа разрабатывается не менее чем на три года (п. 3); указано: {years}. Укажите последним {last} год "
    "или более поздний.",
    en="A program runs for at least three years (p. 3); given: {years}. Make {last} or a later year the last.",
)


def baseline_years(drafted_in: int, *, count: int = 3, activity_began_on: date | None = None) -> tuple[int, ...]:
    """The last `count` completed years before the year of drafting, none before the customer's activity began."""
    first = drafted_in - count
    if activity_began_on is not None:
        first = max(first, activity_began_on.year)
    return tuple(range(first, drafted_in))


def program_years(first_year: int, last_year: int) -> tuple[int, ...]:
    return tuple(range(first_year, last_year + 1))


def period_problem(first_year: int, last_year: int) -> Label | None:
    """What is wrong with a program's period. Longer than three years is lawful (Law, art. 61-1(2))."""
    if last_year < first_year:
        return ENDS_BEFORE_IT_BEGINS.format(first=first_year, last=last_year)
    years = last_year - first_year + 1
    if years < SHORTEST_PERIOD:
        return TOO_SHORT.format(years=years, last=first_year + SHORTEST_PERIOD - 1)
    return None
