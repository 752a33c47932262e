"""The calendar dates of the Rules: the last days for adoption, amendments and monitoring.

«До 1 декабря», «1 желтоқсанға дейін» exclude the date itself, so the last day is the one before. These aren't terms
in days: nothing rolls forward from a day off. What people are shown beside each is
`calendar.last_working_day_on_or_before(...)`.
"""

from datetime import date

from approvals.rules.working_days import ONE_DAY


def last_day_to_adopt(first_year: int) -> date:
    """30 November of the year before the first year of the program: p. 17, before 1 December."""
    return date(first_year - 1, 12, 1) - ONE_DAY


def is_adopted_late(order_date: date, first_year: int) -> bool:
    """Late adoption is marked, never blocked: the Rules name no consequence."""
    return order_date > last_day_to_adopt(first_year)


def last_day_to_amend(year: int) -> date:
    """30 April: p. 18, before 1 May, read as every program year. Both sides must have consented by then."""
    return date(year, 5, 1) - ONE_DAY


def is_amended_late(consented_on: date, year: int) -> bool:
    return consented_on > last_day_to_amend(year)


def last_day_to_monitor(year: int) -> date:
    """14 March: p. 21, before 15 March of each year."""
    return date(year, 3, 15) - ONE_DAY
