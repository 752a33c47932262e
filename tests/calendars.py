"""Kazakhstan's calendar of 2025-2028 as a fixture: weekdays off, and the Sunday worked for 3 January 2025."""

from datetime import date

from approvals.rules.working_days import WorkingCalendar

NEW_YEAR, CHRISTMAS, WOMEN, NAURYZ = "New Year", "Orthodox Christmas", "International Women's Day", "Nauryz"
CONSTITUTION, UNITY, DEFENDERS, VICTORY = "Constitution Day", "Unity Day", "Defenders' Day", "Victory Day"
CAPITAL, REPUBLIC, INDEPENDENCE, KURBAN_AIT = "Capital Day", "Republic Day", "Independence Day", "Kurban Ait"
MOVED_TO_3_JANUARY = "day off moved from 5 to 3 January 2025"

WEEKDAYS_OFF = {
    2025: {
        **dict.fromkeys([(1, 1), (1, 2)], NEW_YEAR),
        (1, 3): MOVED_TO_3_JANUARY,
        (1, 7): CHRISTMAS,
        (3, 10): WOMEN,
        **dict.fromkeys([(3, 21), (3, 24), (3, 25)], NAURYZ),
        (5, 1): UNITY,
        (5, 7): DEFENDERS,
        (5, 9): VICTORY,
        (6, 6): KURBAN_AIT,
        (7, 7): CAPITAL,
        (9, 1): CONSTITUTION,
        (10, 27): REPUBLIC,
        (12, 16): INDEPENDENCE,
    },
    2026: {
        **dict.fromkeys([(1, 1), (1, 2)], NEW_YEAR),
        (1, 7): CHRISTMAS,
        (3, 9): WOMEN,
        **dict.fromkeys([(3, 23), (3, 24), (3, 25)], NAURYZ),
        (5, 1): UNITY,
        (5, 7): DEFENDERS,
        (5, 11): VICTORY,
        (5, 27): KURBAN_AIT,
        (7, 6): CAPITAL,
        (10, 26): REPUBLIC,
        (12, 16): INDEPENDENCE,
    },
    2027: {
        **dict.fromkeys([(1, 1), (1, 4)], NEW_YEAR),
        (1, 7): CHRISTMAS,
        (3, 8): WOMEN,
        (3, 15): CONSTITUTION,
        **dict.fromkeys([(3, 22), (3, 23), (3, 24)], NAURYZ),
        (5, 3): UNITY,
        (5, 7): DEFENDERS,
        (5, 10): VICTORY,
        (7, 6): CAPITAL,
        (10, 25): REPUBLIC,
        (12, 16): INDEPENDENCE,
    },
    2028: {
        **dict.fromkeys([(1, 3), (1, 4)], NEW_YEAR),
        (1, 7): CHRISTMAS,
        (3, 8): WOMEN,
        (3, 15): CONSTITUTION,
        **dict.fromkeys([(3, 21), (3, 22), (3, 23)], NAURYZ),
        (5, 1): UNITY,
        (5, 8): DEFENDERS,
        (5, 9): VICTORY,
        (5, 5): KURBAN_AIT,
        (7, 6): CAPITAL,
        (10, 25): REPUBLIC,
        (12, 18): INDEPENDENCE,
    },
}

CALENDAR_2025_2028 = WorkingCalendar(
    years=frozenset(WEEKDAYS_OFF),
    days_off={date(year, *day): basis for year, days in WEEKDAYS_OFF.items() for day, basis in days.items()},
    moved_working_days={date(2025, 1, 5): MOVED_TO_3_JANUARY},
)


def calendar_of(*years: int) -> WorkingCalendar:
    """The same calendar with only these years entered."""
    whole = CALENDAR_2025_2028
    return WorkingCalendar(frozenset(years), whole.days_off, whole.moved_working_days)
