from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.rules.notices import NOTICES, Event
from approvals.rules.reminders import (
    OF_ADOPTION,
    OF_CONSIDERATION,
    OF_REWORK,
    Party,
    due_reminders,
    next_reminder,
    of_term,
    reminder_day,
    time_left,
)
from approvals.rules.terms import TermKind
from approvals.rules.working_days import ONE_DAY, CalendarNotLoaded, WorkingCalendar
from icv_portal.accounts.rules.roles import Role
from tests.approvals.rules.test_working_days import calendars
from tests.calendars import CALENDAR_2025_2028, calendar_of
from tests.factories.moments import moment

CALENDAR = CALENDAR_2025_2028
RULES = OF_REWORK
LONG_BEFORE, LONG_AFTER = timedelta(60), timedelta(30)

due_days = st.dates(date(2026, 3, 1), date(2026, 10, 1))
"""Far enough from the first and last day of the calendars made."""


def told(due_on: date, since: date, today: date, calendar: WorkingCalendar = CALENDAR) -> list[tuple[str, date]]:
    """(name of the rule, day), in order."""
    return [(each.rule.name, each.day) for each in due_reminders(RULES, due_on, since, today, calendar)]


def whole_life(due_on: date, calendar: WorkingCalendar) -> list[tuple[str, date]]:
    return told(due_on, due_on - LONG_BEFORE, due_on + LONG_AFTER, calendar)


class TestDays:
    @pytest.mark.parametrize(
        ("due_on", "five", "one", "on_it", "first_overdue"),
        [
            # Tuesday 22 September 2026, an ordinary fortnight
            (date(2026, 9, 22), date(2026, 9, 15), date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23)),
            # Monday: a weekend before it; 26 October is a day off
            (date(2026, 11, 2), date(2026, 10, 23), date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 3)),
            # Friday: the first overdue day is after the weekend
            (date(2026, 9, 25), date(2026, 9, 18), date(2026, 9, 24), date(2026, 9, 25), date(2026, 9, 28)),
            # Nauryz lies between: 23 to 25 March
            (date(2026, 3, 27), date(2026, 3, 17), date(2026, 3, 26), date(2026, 3, 27), date(2026, 3, 30)),
            # over the new year: 1, 2 and 7 January are days off
            (date(2026, 1, 8), date(2025, 12, 29), date(2026, 1, 6), date(2026, 1, 8), date(2026, 1, 9)),
            # 30 November 2025 is a Sunday, nothing rolls forward: Friday the 28th stands for it
            (date(2025, 11, 30), date(2025, 11, 21), date(2025, 11, 27), date(2025, 11, 28), date(2025, 12, 1)),
        ],
    )
    def test_five_and_one_working_days_before_on_the_day_and_after_it(self, due_on, five, one, on_it, first_overdue):
        expected = [("5", five), ("1", one), ("0", on_it), ("overdue", first_overdue)]
        assert whole_life(due_on, CALENDAR)[:4] == expected

    def test_every_overdue_working_day(self):
        days = [date(2026, 10, day) for day in (22, 23, 27, 28)]  # Saturday to Monday 26 October nobody works
        assert told(date(2026, 10, 21), date(2026, 10, 22), date(2026, 10, 28)) == [("overdue", day) for day in days]

    def test_three_missed_days_give_every_reminder_of_theirs(self):
        due_on = date(2026, 9, 22)
        overdue = [("overdue", date(2026, 9, 23)), ("overdue", date(2026, 9, 24))]
        missed = told(due_on, since=date(2026, 9, 21), today=date(2026, 9, 24))
        assert missed == [("1", date(2026, 9, 21)), ("0", due_on), *overdue]

    def test_nothing_is_due_between_the_days(self):
        assert told(date(2026, 9, 22), date(2026, 9, 16), date(2026, 9, 20)) == []
        assert told(date(2026, 9, 22), date(2026, 9, 15), date(2026, 9, 20)) == [("5", date(2026, 9, 15))]

    @given(calendars(), due_days)
    def test_each_is_on_a_working_day_and_as_far_off_as_its_rule_says(self, calendar, due_on):
        for name, day in whole_life(due_on, calendar):
            assert calendar.is_working_day(day)
            distance = calendar.working_days_between(day, due_on)
            assert distance < 0 if name == "overdue" else distance == int(name)

    @given(calendars(), due_days)
    def test_each_of_the_first_three_comes_once_and_no_overdue_working_day_is_left_out(self, calendar, due_on):
        life = whole_life(due_on, calendar)
        assert [name for name, _day in life[:3]] == ["5", "1", "0"]
        overdue = [due_on + timedelta(n) for n in range(1, LONG_AFTER.days + 1)]
        assert life[3:] == [("overdue", day) for day in overdue if calendar.is_working_day(day)]

    @given(calendars(), due_days, st.lists(st.integers(1, 20), min_size=1, max_size=40))
    def test_runs_with_any_pauses_between_them_tell_the_same(self, calendar, due_on, pauses):
        since, found = due_on - LONG_BEFORE, []
        for pause in [*pauses, 200]:
            today = min(since + timedelta(pause - 1), due_on + LONG_AFTER)
            found += told(due_on, since, today, calendar)
            since = today + ONE_DAY
        assert found == whole_life(due_on, calendar)

    @given(calendars(), due_days, st.integers(-40, 40))
    def test_the_next_reminder_is_the_first_day_that_has_one(self, calendar, due_on, offset):
        since = due_on + timedelta(offset)
        following = next_reminder(RULES, due_on, since, calendar)
        assert following is not None
        assert told(due_on, since, following - ONE_DAY, calendar) == []
        assert told(due_on, following, following, calendar) != []


class TestChain:
    """A body's term goes up when it is in danger or missed."""

    def told(self, due_on: date, since: date, today: date) -> list[tuple[str, str, str, str]]:
        found: list[tuple[str, str, str, str]] = []
        for reminder in due_reminders(OF_CONSIDERATION, due_on, since, today, CALENDAR):
            for to in reminder.rule.to:
                found.append((f"{reminder.day:%d.%m}", reminder.rule.event, to.party, to.kind))
        return sorted(found)

    def test_who_is_told_from_the_last_day_but_one_to_the_third_after_it(self):
        assert self.told(date(2026, 9, 22), date(2026, 9, 15), date(2026, 9, 25)) == [
            ("15.09", "term_ends", "body", "reminder"),
            ("21.09", "term_ends", "body", "escalation"),
            ("22.09", "term_ends_today", "body", "escalation"),
            ("23.09", "term_missed", "portal", "escalation"),
            ("23.09", "term_overdue", "body", "escalation"),
            ("23.09", "term_overdue", "customer", "reminder"),
            ("24.09", "term_overdue", "body", "escalation"),
            ("24.09", "term_overdue", "customer", "reminder"),
            ("25.09", "term_overdue", "body", "escalation"),
            ("25.09", "term_overdue", "customer", "reminder"),
            ("25.09", "term_overdue", "oversight", "escalation"),
        ]

    def test_what_goes_up_and_was_not_told_on_its_day_is_told_with_the_next_overdue_day(self):
        late = self.told(date(2026, 9, 22), date(2026, 9, 30), date(2026, 9, 30))
        assert [(day, party) for day, _event, party, _kind in late if party in ("portal", "oversight")] == [
            ("23.09", "portal"),
            ("25.09", "oversight"),
        ]

    def test_days_off_are_passed_over(self):
        thursday = date(2026, 9, 24)  # the third working day after it is Tuesday the 29th
        up = [(day, party) for day, _event, party, _kind in self.told(thursday, thursday, date(2026, 10, 5))]
        assert [day for day, party in up if party == "oversight"] == ["29.09"]
        assert [day for day, party in up if party == "portal"] == ["25.09"]

    @given(calendars(), due_days, st.integers(-40, 40))
    def test_the_next_reminder_is_the_first_day_that_has_one(self, calendar, due_on, offset):
        since = due_on + timedelta(offset)
        following = next_reminder(OF_CONSIDERATION, due_on, since, calendar)
        assert following is not None
        assert due_reminders(OF_CONSIDERATION, due_on, since, following - ONE_DAY, calendar) == []
        assert due_reminders(OF_CONSIDERATION, due_on, following, following, calendar) != []


class TestMissingCalendar:
    only_2026 = calendar_of(2026)

    def test_a_last_day_in_a_year_nobody_has_entered_has_no_reminder_yet(self):
        assert next_reminder(RULES, date(2030, 11, 30), date(2026, 9, 1), CALENDAR) is None
        assert told(date(2030, 11, 30), date(2030, 1, 1), date(2030, 12, 31)) == []

    def test_overdue_days_are_told_as_far_as_the_calendar_goes(self):
        due_on = date(2026, 12, 29)
        known = [("overdue", date(2026, 12, 30)), ("overdue", date(2026, 12, 31))]
        assert told(due_on, date(2026, 12, 30), date(2027, 1, 20), self.only_2026) == known
        assert next_reminder(RULES, due_on, date(2026, 12, 31), self.only_2026) == date(2026, 12, 31)
        assert next_reminder(RULES, due_on, date(2027, 1, 1), self.only_2026) is None
        assert next_reminder(RULES, due_on, date(2027, 1, 1), CALENDAR) == date(2027, 1, 5)

    def test_a_day_before_in_a_missing_year_does_not_take_the_others_with_it(self):
        due_on = date(2026, 1, 8)
        assert next_reminder(RULES, due_on, date(2025, 12, 1), self.only_2026) == date(2026, 1, 6)

    def test_time_left_cannot_be_told(self):
        with pytest.raises(CalendarNotLoaded):
            time_left(date(2027, 1, 20), date(2026, 12, 29), self.only_2026)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2026-09-22", "08:00", date(2026, 9, 22)),
        ("2026-09-22", "07:59", date(2026, 9, 21)),
        ("2026-09-22", "00:00", date(2026, 9, 21)),
        ("2026-09-22", "23:59", date(2026, 9, 22)),
    ],
)
def test_reminders_of_a_day_are_told_from_eight_in_the_morning(day, clock, expected):
    assert reminder_day(moment(day, clock)) == expected


class TestTimeLeft:
    @pytest.mark.parametrize(
        ("today", "kk", "ru", "en"),
        [
            ("2026-09-21", "1 жұмыс күні қалды", "остался 1 рабочий день", "1 working day left"),
            ("2026-09-18", "2 жұмыс күні қалды", "осталось 2 рабочих дня", "2 working days left"),
            ("2026-09-15", "5 жұмыс күні қалды", "осталось 5 рабочих дней", "5 working days left"),
            ("2026-09-07", "11 жұмыс күні қалды", "осталось 11 рабочих дней", "11 working days left"),
            ("2026-08-24", "21 жұмыс күні қалды", "остался 21 рабочий день", "21 working days left"),
            (
                "2026-09-22",
                "бүгін соңғы жұмыс күні",
                "сегодня последний рабочий день",
                "today is the last working day",
            ),
            ("2026-09-23", "1 жұмыс күніне кешіктірілді", "просрочено на 1 рабочий день", "overdue by 1 working day"),
            ("2026-09-25", "3 жұмыс күніне кешіктірілді", "просрочено на 3 рабочих дня", "overdue by 3 working days"),
            (
                "2026-10-08",
                "12 жұмыс күніне кешіктірілді",
                "просрочено на 12 рабочих дней",
                "overdue by 12 working days",
            ),
        ],
    )
    def test_in_words(self, today, kk, ru, en):
        left = time_left(date.fromisoformat(today), date(2026, 9, 22), CALENDAR)
        assert (left.kk, left.ru, left.en) == (kk, ru, en)

    def test_between_the_last_working_day_and_a_sunday(self):
        friday, saturday, sunday = (date(2025, 11, day) for day in (28, 29, 30))
        assert time_left(friday, sunday, CALENDAR).en == "today is the last working day"
        assert time_left(saturday, sunday, CALENDAR).en == "no working day is left"


class TestWhoIsTold:
    @pytest.mark.parametrize("kind", [kind for kind in TermKind if kind is not TermKind.REWORK])
    def test_the_terms_of_the_bodies(self, kind):
        assert of_term(kind) is OF_CONSIDERATION

    def test_before_the_end_those_who_act_afterwards_those_who_answer_for_it(self):
        customer, signatory = {Role.DRAFTER, Role.SIGNATORY}, {Role.SIGNATORY}
        heads = {Role.REGULATOR_HEAD, Role.AUTHORIZED_BODY_HEAD}
        body = heads | {Role.REGULATOR_REVIEWER, Role.AUTHORIZED_BODY_REVIEWER}
        *of_body, overdue, administrators, auditors = [
            {each.party: set(each.roles) for each in rule.to} for rule in OF_CONSIDERATION
        ]
        assert of_body == [{Party.BODY: body}] * 3
        assert overdue == {Party.BODY: heads, Party.CUSTOMER: signatory}
        assert administrators == {Party.PORTAL: {Role.PORTAL_ADMINISTRATOR}}
        assert auditors == {Party.OVERSIGHT: {Role.AUDITOR}}
        assert self.recipients(of_term(TermKind.REWORK)) == (
            [{Party.CUSTOMER: customer}] * 3,
            {Party.BODY: heads, Party.CUSTOMER: signatory},
        )
        assert self.recipients(OF_ADOPTION) == ([{Party.CUSTOMER: customer}] * 3, {Party.CUSTOMER: signatory})

    def recipients(self, rules):
        *before, overdue = [{each.party: set(each.roles) for each in rule.to} for rule in rules]
        return before, overdue

    def test_every_rule_has_its_notice_and_a_name_of_its_own(self):
        for rules in (OF_CONSIDERATION, OF_REWORK, OF_ADOPTION):
            up = ["-1", "-3"] if rules is OF_CONSIDERATION else []
            assert [rule.name for rule in rules] == ["5", "1", "0", "overdue", *up]
            assert {rule.event for rule in rules} <= set(NOTICES)
        assert {rule.event for rule in OF_ADOPTION} & {rule.event for rule in OF_REWORK} == set()
        assert OF_REWORK[-1].event is Event.TERM_OVERDUE
