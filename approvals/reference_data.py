"""Kazakhstan's working calendar as it is loaded: by one function that migrations, demo and test database call."""

from collections.abc import Iterator
from datetime import date, datetime
from operator import itemgetter
from typing import Any

import holidays

from approvals.rules.holidays import OBSERVED, Holiday
from approvals.rules.working_days import SATURDAY

YEARS = range(2025, 2029)
ESTIMATED = " (estimated)"
AND = "; "
"""Stands between the holidays that fall on one day."""
SOURCE = f"holidays {holidays.__version__}"

HOLIDAY_NAMED = {
    "New Year's Day": Holiday.NEW_YEAR,
    "Orthodox Christmas": Holiday.CHRISTMAS,
    "International Women's Day": Holiday.WOMENS_DAY,
    "Constitution Day": Holiday.CONSTITUTION_DAY,
    "Nowruz Holiday": Holiday.NAURYZ,
    "Kazakhstan's People Solidarity Holiday": Holiday.UNITY_DAY,
    "Defender of the Fatherland Day": Holiday.DEFENDER_DAY,
    "Victory Day": Holiday.VICTORY_DAY,
    "Eid al-Adha": Holiday.KURBAN_AIT,
    "Capital Day": Holiday.CAPITAL_DAY,
    "Republic Day": Holiday.REPUBLIC_DAY,
    "Independence Day": Holiday.INDEPENDENCE_DAY,
}
ANNOUNCED = frozenset({date(2026, 5, 27)})
"""First days of Kurban Ait that were announced although the library still calls them estimated."""


def days_of(year: int) -> Iterator[dict[str, Any]]:
    """Fields of `CalendarDay` for each weekday off and each weekend day that works, with its basis.

    A day the library calls estimated is not confirmed; a holiday it names that is not known here is a KeyError.
    """
    table = holidays.country_holidays("KZ", years=year, language="en_US")
    for day, name in sorted(table.items()):
        if day.year == year and day.weekday() < SATURDAY:
            certain, basis = _basis(name)
            yield {"date": day, "kind": "day_off", "basis": basis, "confirmed": certain or day in ANNOUNCED}
    for day in sorted(table.weekend_workdays):
        if day.year == year:
            basis = str(Holiday.MOVED_WORKING_DAY)
            yield {"date": day, "kind": "moved_working_day", "basis": basis, "confirmed": True}


def _basis(names: str) -> tuple[bool, str]:
    """Whether the day off is certain, and its basis: of several holidays one that is certain, whatever the others."""
    bases = [(ESTIMATED not in name, _code(name.replace(ESTIMATED, ""))) for name in names.split(AND)]
    return max(bases, key=itemgetter(0))


def _code(name: str) -> str:
    if "substituted" in name:
        return str(Holiday.MOVED_DAY_OFF)
    holiday = HOLIDAY_NAMED[name.replace(" (observed)", "")]
    return f"{holiday}{OBSERVED}" if "(observed)" in name else str(holiday)


def load_calendar(calendar_year: Any, calendar_day: Any, *, at: datetime) -> None:
    """Insert the years that are not there yet; models come as arguments, so that migrations can pass theirs."""
    for year in YEARS:
        _row, created = calendar_year.objects.get_or_create(year=year, defaults={"source": SOURCE, "loaded_at": at})
        if created:
            calendar_day.objects.bulk_create(calendar_day(**fields) for fields in days_of(year))
