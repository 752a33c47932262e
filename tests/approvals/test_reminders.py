"""Who is reminded of what ends, when, in which words; what is over is not told, what was missed is made up for."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from approvals import notifications
from approvals.actions import DayChange, change_calendar, reminders
from approvals.actions.reminders import remind_of_adoptions, remind_of_terms
from approvals.models import CalendarDay, CalendarYear, Procedure, Term
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import InboxEntry
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
OFF = CalendarDay.Kind.DAY_OFF
REMINDERS = [
    "term_ends",
    "term_ends_today",
    "term_overdue",
    "adoption_near",
    "adoption_today",
    "adoption_overdue",
]


@pytest.fixture
def administrator() -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


@pytest.fixture
def with_regulator() -> Case:
    """Filed on Tuesday 1 September, to be considered by the 22nd: reminders on the 15th, the 21st, the 22nd."""
    case = cases.in_state(State.WITH_REGULATOR)
    assert (case.running.due_on, case.running.remind_on) == (date(2026, 9, 22), date(2026, 9, 15))
    return case


@pytest.fixture
def agreed() -> Case:
    """To be adopted by Monday 30 November: reminders on the 23rd, the 27th, the 30th."""
    case = cases.in_state(State.AGREED)
    assert (case.procedure.due_on, case.procedure.remind_on) == (date(2026, 11, 30), date(2026, 11, 23))
    return case


def entries() -> list[InboxEntry]:
    return list(InboxEntry.objects.filter(event__in=REMINDERS).order_by("delivered_at", "key"))


def told(case: Case) -> set[tuple[str, str, tuple[str, ...]]]:
    """(event, organisation, roles) of every reminder."""
    teams = {
        case.organization(case.customer).pk: "customer",
        case.organization(case.regulator).pk: "regulator",
        case.organization(case.authorized_body).pk: "authorized body",
    }
    return {(entry.event, teams[entry.organization_id], tuple(entry.roles)) for entry in entries()}


def remind(day: str, clock: str = "08:00") -> int:
    return remind_of_terms(moment(day, clock)) + remind_of_adoptions(moment(day, clock))


def days_of(found: list[InboxEntry]) -> list[tuple[str, str]]:
    return [(entry.event, dict(entry.facts["en"])["Reminder of"]) for entry in found]


class TestRecipients:
    def test_before_the_end_the_bodys_reviewer_and_head(self, with_regulator):
        roles = ("regulator_head", "regulator_reviewer")
        remind("2026-09-15")
        assert told(with_regulator) == {("term_ends", "regulator", roles)}
        remind("2026-09-22")
        assert told(with_regulator) == {("term_ends", "regulator", roles), ("term_ends_today", "regulator", roles)}

    def test_afterwards_the_bodys_head_and_the_customers_signatory(self, with_regulator):
        remind("2026-09-22")
        before = told(with_regulator)
        remind("2026-09-23")
        assert told(with_regulator) - before == {
            ("term_overdue", "regulator", ("regulator_head",)),
            ("term_overdue", "customer", ("signatory",)),
        }

    def test_the_authorized_body(self):
        case = cases.in_state(State.WITH_AUTHORIZED_BODY)
        assert remind(str(case.running.remind_on)) == 1
        roles = ("authorized_body_head", "authorized_body_reviewer")
        assert told(case) == {("term_ends", "authorized body", roles)}

    def test_during_rework_the_customer_and_afterwards_the_head_of_the_body_that_refused(self):
        case = cases.in_state(State.REWORK)
        assert case.running.due_on == date(2026, 9, 16)
        remind("2026-09-09")
        assert told(case) == {("term_ends", "customer", ("drafter", "signatory"))}
        remind("2026-09-16")
        before = told(case)
        assert {organization for _event, organization, _roles in before} == {"customer"}
        remind("2026-09-17")
        assert told(case) - before == {
            ("term_overdue", "customer", ("signatory",)),
            ("term_overdue", "regulator", ("regulator_head",)),
        }

    def test_the_body_that_refused_is_the_last_one_that_did(self):
        case = cases.in_state(State.WITH_AUTHORIZED_BODY)
        case.refuse(moment("2026-09-07"))
        remind("2026-09-22")
        overdue = {organization for event, organization, _roles in told(case) if event == "term_overdue"}
        assert overdue == {"customer", "authorized body"}

    def test_the_adoption(self, agreed):
        both = ("drafter", "signatory")
        for day in ("2026-11-23", "2026-11-27", "2026-11-30"):
            remind(day)
        assert told(agreed) == {("adoption_near", "customer", both), ("adoption_today", "customer", both)}
        assert len(entries()) == 3
        remind("2026-12-01")
        assert ("adoption_overdue", "customer", ("signatory",)) in told(agreed)
        assert len(entries()) == 4


class TestWords:
    def test_in_three_languages_with_the_last_day_and_what_is_left(self, with_regulator):
        remind("2026-09-15")
        (entry,) = entries()
        customer = with_regulator.organization(with_regulator.customer)
        assert entry.text_kk == (
            f"{customer.name_kk}, 2027–2029 жылдарға арналған бағдарлама. "
            "Табиғи монополиялар органының қарауы: мерзімнің соңғы күні — 22.09.2026, 5 жұмыс күні қалды."
        )
        assert entry.text_ru == (
            f"{customer.name_ru}, программа на 2027–2029 годы. Рассмотрение органом по естественным монополиям: "
            "последний день срока — 22.09.2026, осталось 5 рабочих дней."
        )
        assert entry.text_en == (
            f"{customer.name_en}, program for 2027–2029. Consideration by the natural-monopoly body: "
            "the last day of the term is 22.09.2026, 5 working days left."
        )
        assert "oint 13" in entry.advice_en
        assert str(with_regulator.procedure_id) in entry.link
        assert (entry.sender_id, entry.subject_id) == (None, with_regulator.procedure_id)

    def test_what_is_made_up_for_is_true_on_the_day_it_is_told(self, with_regulator):
        remind("2026-09-24")
        near = [entry for entry in entries() if entry.event == "term_ends"]
        assert [entry.text_en.rpartition(": ")[2] for entry in near] == [
            "the last day of the term is 22.09.2026, overdue by 2 working days."
        ] * 2

    def test_the_date_of_the_adoption_stays_what_the_rules_say(self, agreed, administrator):
        change_calendar([DayChange(date(2026, 11, 30), OFF)], by=administrator, at=moment("2026-09-08"))
        assert agreed.procedure.remind_on == date(2026, 11, 20)
        remind("2026-11-27")
        last = next(entry for entry in entries() if entry.event == "adoption_today")
        assert "30.11.2026" in last.title_ru
        assert days_of([last]) == [("adoption_today", "27.11.2026")]
        assert dict(last.facts["en"])["State of the term"] == "today is the last working day"
        remind("2026-11-30")
        assert len(entries()) == 3, "30 November is over at its midnight, not before"


class TestOnce:
    def test_a_run_after_the_first_tells_nothing_more(self, with_regulator):
        assert remind("2026-09-15") == 1
        assert (remind("2026-09-15", "08:10"), remind("2026-09-18")) == (0, 0)
        assert len(entries()) == 1
        assert with_regulator.running.remind_on == date(2026, 9, 21)

    def test_even_when_the_mark_was_lost(self, with_regulator):
        remind("2026-09-15")
        Term.objects.filter(pk=with_regulator.running.pk).update(remind_on=date(2026, 9, 15))
        assert remind("2026-09-15", "08:10") == 1
        assert len(entries()) == 1

    def test_not_before_eight_in_the_morning(self, with_regulator):
        assert remind("2026-09-15", "07:59") == 0
        assert entries() == []
        assert remind("2026-09-15", "08:00") == 1

    def test_three_missed_days_are_made_up_for(self, with_regulator):
        remind("2026-09-15")
        assert remind("2026-09-24", "03:00") == 1
        expected = [("term_ends", "15.09.2026"), ("term_ends", "21.09.2026"), ("term_ends_today", "22.09.2026")]
        assert sorted(days_of(entries())) == sorted([*expected, *[("term_overdue", "23.09.2026")] * 2])
        assert remind("2026-09-24") == 1
        assert with_regulator.running.remind_on == date(2026, 9, 25)

    @pytest.mark.parametrize(
        ("act", "day"),
        [
            (lambda case: case.agree(moment("2026-09-15", "07:00")), "2026-09-15"),
            (lambda case: case.withdraw(moment("2026-09-15", "07:00")), "2026-09-15"),
            (lambda case: case.refuse(moment("2026-09-15", "07:00")), "2026-09-15"),
        ],
    )
    def test_a_term_that_is_over_is_told_no_more(self, with_regulator, act: Callable[[Case], object], day):
        term = with_regulator.running
        assert Term.objects.to_remind_of(date.fromisoformat(day)).get() == term
        act(with_regulator)
        assert remind(day) == 0
        assert entries() == []

    def test_a_term_that_ends_just_before_its_turn_is_told_no_more(self, with_regulator, monkeypatch):
        """Found due, and closed by the time its procedure is locked."""
        lock = reminders._lock

        def lock_after_a_decision(procedures):
            with_regulator.agree(moment("2026-09-15", "07:59"))
            return lock(procedures)

        monkeypatch.setattr(reminders, "_lock", lock_after_a_decision)
        assert remind_of_terms(moment("2026-09-15")) == 0
        assert entries() == []

    @pytest.mark.parametrize("act", ["adopt", "withdraw"])
    def test_an_adoption_that_is_over_is_told_no_more(self, agreed, act):
        assert Procedure.objects.to_remind_of(date(2026, 11, 23)).get() == agreed.procedure
        getattr(agreed, act)(moment("2026-11-23", "07:00"))
        assert remind("2026-11-23") == 0
        assert entries() == []

    def test_a_missed_term_decides_nothing(self, with_regulator):
        before, history = fingerprint(), Term.history.count()
        term, procedure = with_regulator.running, Procedure.objects.values().get(pk=with_regulator.procedure_id)
        remind("2026-12-24")
        assert any(event == "term_overdue" for event, _organization, _roles in told(with_regulator))
        assert changed_tables(before, fingerprint()) == {"approvals_term", "outbox_inboxentry"}
        assert Procedure.objects.values().get(pk=with_regulator.procedure_id) == procedure
        after = with_regulator.running
        assert (after.due_on, after.closed_at, after.proof) == (term.due_on, None, term.proof)
        assert Term.history.count() == history


class TestCalendar:
    def test_a_term_that_moved_is_reminded_of_anew(self, with_regulator, administrator):
        remind("2026-09-21")
        assert len(entries()) == 2
        day = DayChange(date(2026, 9, 22), OFF, basis="№ 411")
        change_calendar([day], by=administrator, at=moment("2026-09-21", "09:00"))
        assert with_regulator.running.due_on == date(2026, 9, 23)
        remind("2026-09-21", "09:10")
        anew = entries()[-1]
        assert len(entries()) == 3
        assert (anew.event, "23.09.2026, 1 working day left" in anew.text_en) == ("term_ends", True)

    def test_a_move_tells_nothing_of_days_before_it(self, with_regulator, administrator):
        remind("2026-09-24")
        count = len(entries())
        day = DayChange(date(2026, 9, 10), OFF, basis="№ 411")
        change_calendar([day], by=administrator, at=moment("2026-09-24", "09:00"))
        assert with_regulator.running.due_on == date(2026, 9, 23)
        remind("2026-09-24", "09:10")
        assert days_of(entries())[count:] == [("term_overdue", "24.09.2026")] * 2

    def test_a_reminder_follows_the_calendar_when_the_last_day_stays(self, with_regulator, administrator):
        history = Term.history.count()
        days = [DayChange(date(2026, 9, 16), OFF), DayChange(date(2026, 9, 12), CalendarDay.Kind.MOVED_WORKING_DAY)]
        assert change_calendar(days, by=administrator, at=moment("2026-09-03")) == []
        assert with_regulator.running.due_on == date(2026, 9, 22)
        assert with_regulator.running.remind_on == date(2026, 9, 14)
        assert Term.history.count() == history + 1  # other days prove the same last day
        assert "2026-09-12" in [day["day"] for day in with_regulator.running.proof if day["number"]]

    def test_a_reminder_still_to_be_told_survives_a_change_elsewhere(self, with_regulator, administrator):
        day = DayChange(date(2026, 10, 1), OFF)
        change_calendar([day], by=administrator, at=moment("2026-09-17"))
        assert with_regulator.running.remind_on == date(2026, 9, 15)

    def test_without_a_last_day_there_is_nothing_to_tell_until_the_year_is_entered(self, administrator):
        case = cases.of_backbone_enterprise()
        case.submit(moment("2028-12-20"))
        assert (case.running.due_on, case.running.remind_on) == (None, None)
        change_calendar([], loaded_years=[2029], by=administrator, at=moment("2028-12-21"))
        assert case.running.due_on is not None
        assert case.running.remind_on == CalendarDay.objects.calendar().latest_start(case.running.due_on, 5)

    def test_overdue_in_a_year_nobody_has_entered(self, administrator):
        case = cases.of_natural_monopoly()
        case.submit(moment("2028-12-06"))
        assert case.running.due_on == date(2028, 12, 28)
        remind("2028-12-28")
        count = len(entries())
        remind("2029-01-10")
        known = entries()[count:]
        assert days_of(known) == [("term_overdue", "29.12.2028")] * 2
        assert "cannot be computed: calendar of 2029 missing" in known[0].text_en
        assert case.running.remind_on is None
        change_calendar([], loaded_years=[2029], by=administrator, at=moment("2029-01-11"))
        assert case.running.remind_on == date(2029, 1, 11)

    def test_an_adoption_waits_for_its_year_as_well(self, administrator):
        case = cases.in_state(State.WITH_AUTHORIZED_BODY)
        CalendarYear.objects.filter(year=2026).delete()
        case.agree(moment("2026-09-04"))
        assert (case.procedure.due_on, case.procedure.remind_on) == (date(2026, 11, 30), None)
        history = Procedure.history.count()
        change_calendar([], loaded_years=[2026], by=administrator, at=moment("2026-09-07"))
        assert case.procedure.remind_on == date(2026, 11, 23)
        assert Procedure.history.count() == history


class TestSweep:
    AT = moment("2026-09-15")

    def due(self, number: int) -> list[Case]:
        made = [cases.of_natural_monopoly() for _ in range(number)]
        for case in made:
            case.submit(moment("2026-09-01"))
        return made

    def queries(self, at: datetime) -> int:
        with CaptureQueriesContext(connection) as captured:
            remind_of_terms(at)
        return len(captured)

    def test_each_term_costs_the_same_few_queries(self):
        none = self.queries(self.AT)
        self.due(1)
        one = self.queries(self.AT) - none
        self.due(3)
        assert self.queries(self.AT) - none == 3 * one
        assert one <= 12

    def test_a_term_that_cannot_be_told_keeps_nobody_else_from_being_told(self, monkeypatch, caplog):
        broken, *others = self.due(3)
        notice = notifications.notice

        def notice_of_others(procedure, *arguments, **named):
            if procedure.pk == broken.procedure_id:
                raise ValueError("a text without its place")
            return notice(procedure, *arguments, **named)

        monkeypatch.setattr(notifications, "notice", notice_of_others)
        assert remind_of_terms(self.AT) == 2
        assert {entry.subject_id for entry in entries()} == {case.procedure_id for case in others}
        assert f"Term {broken.running.pk} was not reminded of" in caplog.text
        monkeypatch.undo()
        assert remind_of_terms(self.AT) == 1
        assert len(entries()) == 3

    def test_a_database_that_is_gone_ends_the_sweep(self, monkeypatch):
        self.due(1)

        def gone(*_arguments, **_named):
            raise OperationalError("the connection is closed")

        monkeypatch.setattr(notifications, "notice", gone)
        with pytest.raises(OperationalError):
            remind_of_terms(self.AT)
