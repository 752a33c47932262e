from datetime import date

import pytest

from approvals.rules.backward_planning import latest_filing, terms_ahead
from approvals.rules.forward_planning import course_of
from approvals.rules.route import BodyKind, ReworkReturnsTo
from approvals.rules.terms import TermKind
from tests.calendars import CALENDAR_2025_2028 as CALENDAR

ORDINARY = (BodyKind.AUTHORIZED_BODY,)
NATURAL_MONOPOLY = (BodyKind.REGULATOR, BodyKind.AUTHORIZED_BODY)
REFUSED = (BodyKind.AUTHORIZED_BODY,)
TO_WHOM_REFUSED = ReworkReturnsTo.REFUSING_BODY
COLUMNS = [(ORDINARY, ()), (NATURAL_MONOPOLY, ()), (ORDINARY, REFUSED), (NATURAL_MONOPOLY, REFUSED)]


def test_every_stage_begins_when_the_one_before_has_been_handed_over():
    ahead = terms_ahead(NATURAL_MONOPOLY, REFUSED, TO_WHOM_REFUSED)
    course = course_of(ahead, CALENDAR, registered_on=date(2026, 9, 1), first_year=2027)
    assert [(one.kind.length, one.body, one.started_on, one.due_on) for one in course.stages] == [
        (15, BodyKind.REGULATOR, date(2026, 9, 1), date(2026, 9, 22)),
        (20, BodyKind.AUTHORIZED_BODY, date(2026, 9, 23), date(2026, 10, 21)),
        (10, BodyKind.AUTHORIZED_BODY, date(2026, 10, 22), date(2026, 11, 6)),
        (10, BodyKind.AUTHORIZED_BODY, date(2026, 11, 9), date(2026, 11, 23)),
    ]
    assert (course.adoption_from, course.adopt_by, course.is_in_time) == (date(2026, 11, 24), date(2026, 11, 30), True)


@pytest.mark.parametrize("hand_over_days", [0, 1, 3])
@pytest.mark.parametrize("setting", list(ReworkReturnsTo))
@pytest.mark.parametrize(("route", "refusals"), COLUMNS)
def test_it_is_the_backward_planning_read_forwards(route, refusals, setting, hand_over_days):
    latest = latest_filing(2027, route, CALENDAR, refusals=refusals, hand_over_days=hand_over_days, setting=setting)
    for registered_on, is_in_time in ((latest, True), (CALENDAR.end_of_term(latest, 1), False)):
        ahead = terms_ahead(route, refusals, setting)
        course = course_of(ahead, CALENDAR, registered_on=registered_on, first_year=2027, hand_over_days=hand_over_days)
        assert course.is_in_time is is_in_time


def test_where_the_calendar_ends_nobody_can_tell():
    ahead = terms_ahead(NATURAL_MONOPOLY, (), TO_WHOM_REFUSED)
    course = course_of(ahead, CALENDAR, registered_on=date(2028, 12, 1), first_year=2029)
    assert [one.kind for one in course.stages] == [TermKind.REGULATOR_CONSIDERATION]
    assert (course.adoption_from, course.missing_year, course.is_in_time) == (None, 2029, None)


def test_a_refusal_by_the_last_body_only_adds_to_the_course_without_it():
    courses = [
        course_of(terms_ahead(route, refusals, setting), CALENDAR, registered_on=date(2026, 9, 1), first_year=2027)
        for route in (ORDINARY, NATURAL_MONOPOLY)
        for setting in ReworkReturnsTo
        for refusals in ((), REFUSED)
    ]
    for smooth, refused in zip(courses[::2], courses[1::2], strict=True):
        assert refused.stages[: len(smooth.stages)] == smooth.stages
        assert len(refused.stages) > len(smooth.stages)
