"""How a term was counted, as a table of a letter: each day that counts and each that does not, with its reason."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from approvals.rules.holidays import described
from approvals.rules.letters.facts import CountedTerm
from approvals.rules.letters.text import Counting, Days
from approvals.rules.letters.wording import Words, short
from approvals.rules.working_days import DayKind

COUNTING = Words(kk="Мерзім қалай есептелді", ru="Как исчислен срок")
COLUMNS = (Words(kk="Күн", ru="День"), Words(kk="№", ru="№"), Words(kk="Ескертпе", ru="Примечание"))
WORKING_DAYS = Words(kk="Жұмыс күндері", ru="Рабочие дни")
WORKING_DAY = Words(kk="Жұмыс күні", ru="Рабочий день")
DAYS_OFF = Words(kk="Демалыс күндері", ru="Выходные дни")
DAY_OFF = Words(kk="Демалыс күні", ru="Выходной день")
LAST = Words(kk="Мерзімнің соңғы күні, сағат 24:00-ге дейін", ru="Последний день срока, до 24:00")


def counted(term: CountedTerm, first_day: Words, language: str) -> Counting | None:
    """Each day from the first, which does not count, to the last, days that are alike together; None without a
    calendar."""
    if term.started_on is None or term.due_on is None:
        return None
    first = Days(short(term.started_on), "", first_day.say(language))
    day, number, note = (column.say(language) for column in COLUMNS)
    return Counting(COUNTING.say(language), (day, number, note), (first, *_days(term, language)))


def _days(term: CountedTerm, language: str) -> Iterator[Days]:
    def alike(day: Mapping[str, Any]) -> tuple[str, str, bool]:
        return day["kind"], day["basis"], date.fromisoformat(day["day"]) == term.due_on

    for (kind, basis, is_last), grouped in groupby(term.proof, key=alike):
        group = list(grouped)
        days = _span([short(date.fromisoformat(day["day"])) for day in group])
        numbers = _span([str(day["number"]) for day in group if day["number"] is not None])
        reason = described(basis).in_language(language) if basis else _usual(DayKind(kind), len(group)).say(language)
        yield Days(days, numbers, LAST.say(language) if is_last else reason)


def _span(ends: list[str]) -> str:
    return " – ".join(dict.fromkeys([ends[0], ends[-1]])) if ends else ""


def _usual(kind: DayKind, days: int) -> Words:
    if kind.is_working:
        return WORKING_DAYS if days > 1 else WORKING_DAY
    return DAYS_OFF if days > 1 else DAY_OFF
