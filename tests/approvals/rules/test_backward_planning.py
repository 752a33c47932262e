from datetime import date

import pytest

from approvals.rules.backward_planning import latest_filing, terms_ahead
from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.route import BodyKind, ReworkReturnsTo
from approvals.rules.terms import TermKind
from tests.calendars import CALENDAR_2025_2028 as CALENDAR

ORDINARY = (BodyKind.AUTHORIZED_BODY,)
NATURAL_MONOPOLY = (BodyKind.REGULATOR, BodyKind.AUTHORIZED_BODY)
REFUSED = (BodyKind.AUTHORIZED_BODY,)
COLUMNS = [(ORDINARY, ()), (NATURAL_MONOPOLY, ()), (ORDINARY, REFUSED), (NATURAL_MONOPOLY, REFUSED)]


@pytest.mark.parametrize(
    ("first_year", "hand_over_days", "days"),
    [
        (2027, 0, [(11, 2), (10, 9), (10, 2), (9, 11)]),
        (2028, 0, [(11, 2), (10, 11), (10, 4), (9, 13)]),
        (2029, 0, [(11, 2), (10, 11), (10, 4), (9, 13)]),
        (2027, 1, [(10, 30), (10, 7), (9, 29), (9, 7)]),
        (2028, 1, [(11, 1), (10, 7), (9, 29), (9, 7)]),
        (2029, 1, [(11, 1), (10, 9), (9, 29), (9, 7)]),
    ],
)
def test_latest_filing_with_and_without_days_for_handing_over(first_year, hand_over_days, days):
    planned = [
        latest_filing(first_year, route, CALENDAR, refusals=refusals, hand_over_days=hand_over_days)
        for route, refusals in COLUMNS
    ]
    assert planned == [date(first_year - 1, month, day) for month, day in days]


@pytest.mark.parametrize(("route", "refusals"), COLUMNS)
def test_filed_on_the_latest_day_the_terms_end_in_time_and_a_day_later_they_do_not(route, refusals):
    def last_agreement(day: date) -> date:
        for term, _body in terms_ahead(route, refusals, ReworkReturnsTo.REFUSING_BODY):
            day = CALENDAR.end_of_term(day, term.length)
        return day

    latest = latest_filing(2027, route, CALENDAR, refusals=refusals, hand_over_days=0)
    assert last_agreement(latest) <= last_day_to_adopt(2027)
    assert last_agreement(CALENDAR.end_of_term(latest, 1)) > last_day_to_adopt(2027)


@pytest.mark.parametrize(
    ("refusals", "setting", "lengths"),
    [
        ((), ReworkReturnsTo.REFUSING_BODY, [15, 20]),
        ((BodyKind.REGULATOR,), ReworkReturnsTo.REFUSING_BODY, [15, 10, 10, 20]),
        ((BodyKind.AUTHORIZED_BODY,), ReworkReturnsTo.REFUSING_BODY, [15, 20, 10, 10]),
        ((BodyKind.AUTHORIZED_BODY,), ReworkReturnsTo.FROM_THE_START, [15, 20, 10, 10, 10]),
        ((BodyKind.REGULATOR, BodyKind.REGULATOR), ReworkReturnsTo.REFUSING_BODY, [15, 10, 10, 10, 10, 20]),
    ],
)
def test_terms_ahead_of_a_natural_monopoly(refusals, setting, lengths):
    assert [term.length for term, _body in terms_ahead(NATURAL_MONOPOLY, refusals, setting)] == lengths


def test_a_reworked_program_goes_on_where_it_is_sent_back():
    ahead = terms_ahead(
        NATURAL_MONOPOLY,
        (),
        ReworkReturnsTo.REFUSING_BODY,
        first=BodyKind.REGULATOR,
        considered=(BodyKind.REGULATOR,),
    )
    assert [term.length for term, _body in ahead] == [10, 20]
    ahead = terms_ahead(
        NATURAL_MONOPOLY,
        REFUSED,
        ReworkReturnsTo.FROM_THE_START,
        first=BodyKind.AUTHORIZED_BODY,
        considered=NATURAL_MONOPOLY,
    )
    assert [term.length for term, _body in ahead] == [10, 10, 10, 10]


def test_after_a_refusal_come_rework_and_reconsideration():
    assert list(terms_ahead(ORDINARY, REFUSED, ReworkReturnsTo.REFUSING_BODY)) == [
        (TermKind.AUTHORIZED_BODY_CONSIDERATION, BodyKind.AUTHORIZED_BODY),
        (TermKind.REWORK, BodyKind.AUTHORIZED_BODY),
        (TermKind.RECONSIDERATION, BodyKind.AUTHORIZED_BODY),
    ]
