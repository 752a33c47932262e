"""Terms as the steps set them, on real dates of 2026: Saturday, Sunday, and Monday 26 October are days off."""

from datetime import date

import pytest

from approvals.models import Consideration, Term
from approvals.workflow import State
from icv_portal.accounts.models import LegalSetting
from tests.calendars import CALENDAR_2025_2028
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
FRIDAY = "2026-10-23"


def in_rework_at_the_authorized_body() -> Case:
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-09-01"))
    case.agree(moment("2026-09-02"))
    case.refuse(moment("2026-09-03"))
    return case


def from_the_start(in_force_from: date) -> None:
    LegalSetting.objects.create(
        key="rework_returns_to",
        value="from_the_start",
        in_force_from=in_force_from,
        basis="test",
        entered_at=moment("2026-01-05"),
    )


def facts(term: Term) -> tuple[str, str, int, date | None, date | None]:
    return term.kind, term.point, term.length, term.started_on, term.due_on


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (cases.of_natural_monopoly, ("regulator_consideration", "13", 15, date(2026, 8, 28), date(2026, 9, 18))),
        (
            cases.of_backbone_enterprise,
            ("authorized_body_consideration", "13", 20, date(2026, 8, 28), date(2026, 9, 25)),
        ),
    ],
)
def test_the_first_body_has_its_whole_term_from_the_day_of_registration(make, expected):
    case = make()
    procedure = case.submit(moment("2026-08-28"))
    assert facts(case.running) == expected
    assert procedure.due_on == expected[-1]
    assert case.running.organization == procedure.responsible_organization == case.head.organization


def test_the_authorized_body_has_20_days_from_the_regulators_agreement():
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-10-05"))
    procedure = case.agree(moment(FRIDAY))
    assert facts(case.running) == (
        "authorized_body_consideration",
        "13",
        20,
        date(2026, 10, 23),
        date(2026, 11, 23),
    )
    assert procedure.due_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "clock", "registered_on", "due_on"),
    [
        ("2026-10-22", "18:29", date(2026, 10, 22), date(2026, 11, 20)),
        ("2026-10-22", "18:31", date(2026, 10, 23), date(2026, 11, 23)),
        (FRIDAY, "18:29", date(2026, 10, 23), date(2026, 11, 23)),
        (FRIDAY, "18:31", date(2026, 10, 27), date(2026, 11, 24)),
        ("2026-10-24", "12:00", date(2026, 10, 27), date(2026, 11, 24)),
        ("2026-10-26", "12:00", date(2026, 10, 27), date(2026, 11, 24)),
        ("2026-10-27", "00:01", date(2026, 10, 27), date(2026, 11, 24)),
    ],
)
def test_a_filing_after_hours_or_on_a_day_off_is_registered_on_the_next_working_day(day, clock, registered_on, due_on):
    case = cases.of_backbone_enterprise()
    case.submit(moment(day, clock))
    assert case.consideration.filed_at == moment(day, clock)
    assert (case.consideration.registered_on, case.running.started_on) == (registered_on, registered_on)
    assert (case.running.due_on, case.procedure.due_on) == (due_on, due_on)


def test_the_hours_are_those_of_the_body_it_is_filed_with():
    case = cases.of_natural_monopoly()
    regulator = case.organization(case.regulator)
    regulator.closes_at = moment("2026-01-01", "17:00").time()
    regulator.save_by(None)
    case.submit(moment("2026-10-22", "17:01"))
    assert case.consideration.registered_on == date(2026, 10, 23)
    case.agree(moment(FRIDAY, "17:01"))
    assert case.consideration.registered_on == date(2026, 10, 23)


@pytest.mark.parametrize("clock", ["00:00", "18:29", "18:31", "23:59"])
def test_rework_runs_from_the_day_the_refusal_is_received_whatever_the_hour(clock):
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-10-05"))
    procedure = case.refuse(moment(FRIDAY, clock))
    assert facts(case.running) == ("rework", "15", 10, date(2026, 10, 23), date(2026, 11, 9))
    assert procedure.due_on == date(2026, 11, 9)
    assert case.running.organization == procedure.responsible_organization == procedure.customer


def test_a_refusal_received_on_a_saturday_counts_from_saturday():
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-10-05"))
    case.refuse(moment("2026-10-24"))
    assert (case.running.started_on, case.running.due_on) == (date(2026, 10, 24), date(2026, 11, 9))


def test_resubmitted_on_the_last_day_at_23_50_is_in_time_and_registered_the_next_working_day():
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-10-05"))
    case.refuse(moment(FRIDAY))
    case.resubmit(moment("2026-11-09", "23:50"))
    rework = case.terms[-2]
    assert (rework.kind, rework.due_on, rework.was_met) == ("rework", date(2026, 11, 9), True)
    assert case.consideration.filed_at == moment("2026-11-09", "23:50")
    assert case.consideration.registered_on == date(2026, 11, 10)
    assert facts(case.running) == ("reconsideration", "15", 10, date(2026, 11, 10), date(2026, 11, 24))


def test_resubmitted_after_midnight_is_accepted_and_stands_as_late():
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-10-05"))
    case.refuse(moment(FRIDAY))
    assert case.resubmit(moment("2026-11-10", "00:00")).state == State.WITH_AUTHORIZED_BODY
    assert (case.terms[-2].kind, case.terms[-2].was_met) == ("rework", False)


def test_the_authorized_body_has_20_days_also_after_the_regulators_second_round():
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-08-28"))
    case.refuse(moment("2026-09-11"))
    case.resubmit(moment("2026-09-18"))
    assert facts(case.running) == ("reconsideration", "15", 10, date(2026, 9, 18), date(2026, 10, 2))
    procedure = case.agree(moment("2026-10-02"))
    assert procedure.round == 2
    assert facts(case.running) == (
        "authorized_body_consideration",
        "13",
        20,
        date(2026, 10, 2),
        date(2026, 11, 2),
    )


def test_every_later_consideration_of_a_body_has_10_days():
    case = in_rework_at_the_authorized_body()
    for day in ("2026-09-07", "2026-09-14", "2026-09-21"):
        case.resubmit(moment(day))
        assert (case.running.kind, case.running.length) == ("reconsideration", 10)
        case.refuse(moment(day, "12:00"))
    assert case.procedure.round == 4


def test_a_reworked_program_returns_to_the_body_that_refused():
    case = in_rework_at_the_authorized_body()
    assert case.resubmit(moment("2026-09-07")).state == State.WITH_AUTHORIZED_BODY


def test_from_the_start_sends_it_through_both_bodies_again_with_10_days_each():
    from_the_start(date(2026, 1, 5))
    case = in_rework_at_the_authorized_body()
    assert case.resubmit(moment("2026-09-07")).state == State.WITH_REGULATOR
    assert (case.running.kind, case.running.length) == ("reconsideration", 10)
    assert case.agree(moment("2026-09-08")).state == State.WITH_AUTHORIZED_BODY
    assert (case.running.kind, case.running.length) == ("reconsideration", 10)
    assert list(Consideration.objects.filter(procedure=case.procedure_id).values_list("body_kind", "round")) == [
        ("regulator", 1),
        ("authorized_body", 1),
        ("regulator", 2),
        ("authorized_body", 2),
    ]


def test_a_setting_decides_from_its_day_on_and_not_before():
    from_the_start(date(2026, 9, 8))
    case = in_rework_at_the_authorized_body()
    assert case.resubmit(moment("2026-09-07", "23:59")).state == State.WITH_AUTHORIZED_BODY
    case.refuse(moment("2026-09-08"))
    assert case.resubmit(moment("2026-09-08", "12:00")).state == State.WITH_REGULATOR


@pytest.mark.parametrize(
    ("decided_at", "met"), [(moment("2026-09-25", "23:59"), True), (moment("2026-09-26", "00:00"), False)]
)
@pytest.mark.parametrize("decide", [Case.agree, Case.refuse])
def test_a_late_decision_stands_and_is_marked(decide, decided_at, met):
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-08-28"))
    assert case.running.due_on == date(2026, 9, 25)
    decide(case, decided_at)
    assert case.procedure.state in (State.AGREED, State.REWORK)
    first = case.terms[0]
    assert (first.closed_at, first.was_met) == (decided_at, met)


def test_a_missed_term_decides_nothing():
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-08-28"))
    months_later = date(2027, 2, 1)
    assert case.running.is_overdue(months_later)
    assert case.procedure.is_overdue(months_later)
    assert case.procedure.state == State.WITH_REGULATOR
    assert case.consideration.is_open
    assert case.agree(moment("2027-02-01")).state == State.WITH_AUTHORIZED_BODY


def test_a_term_stands_with_its_proof_day_by_day():
    case = cases.of_backbone_enterprise()
    case.submit(moment(FRIDAY))
    counted = CALENDAR_2025_2028.count(date(2026, 10, 23), 20)
    assert [(day["day"], day["kind"], day["number"]) for day in case.running.proof] == [
        (day.day.isoformat(), str(day.kind), day.number) for day in counted.days
    ]
    monday = case.running.proof[2]
    assert (monday["day"], monday["kind"], monday["basis"]) == ("2026-10-26", "day_off", "republic_day:observed")


def test_an_agreed_program_waits_for_the_customer_until_30_november_without_a_term():
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-08-28"))
    procedure = case.agree(moment("2026-09-04"))
    assert (procedure.responsible_organization, procedure.due_on) == (procedure.customer, date(2026, 11, 30))
    assert not Term.objects.running().filter(subject_id=procedure.pk).exists()


def test_first_consideration_terms_after_a_withdrawal():
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-08-24"))
    case.refuse(moment("2026-08-25"))
    case.resubmit(moment("2026-08-26"))
    assert case.running.length == 10
    case.withdraw(moment("2026-08-27"))
    assert not Term.objects.running().exists()
    case.submit(moment("2026-08-28"))
    assert facts(case.running) == ("regulator_consideration", "13", 15, date(2026, 8, 28), date(2026, 9, 18))
