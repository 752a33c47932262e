"""The calendar changes: running terms move with it, everybody concerned hears of it, what is over stays."""

from collections.abc import Collection
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from approvals.actions import DayChange, change_calendar
from approvals.actions.calendar import CALENDAR_CHAIN
from approvals.due_dates import DueDates
from approvals.models import CalendarDay, CalendarYear, Consideration, Letter, Procedure, Term
from approvals.rules.letter_kinds import LetterKind
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry, first_broken_entry
from icv_portal.outbox.models import InboxEntry
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
OFF, WORKS = CalendarDay.Kind.DAY_OFF, CalendarDay.Kind.MOVED_WORKING_DAY
WEDNESDAY = date(2026, 9, 9)
AT = moment("2026-09-03")


@pytest.fixture
def administrator() -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


@pytest.fixture
def case() -> Case:
    """With the regulator from Tuesday 1 September to the 22nd."""
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-09-01"))
    assert case.running.due_on == date(2026, 9, 22)
    return case


@pytest.fixture
def in_rework(case: Case) -> Case:
    """Refused on Wednesday 2 September, to be resubmitted by the 16th."""
    case.refuse(moment("2026-09-02"))
    assert case.running.due_on == date(2026, 9, 16)
    return case


@pytest.fixture
def without_2029(case: Case) -> Case:
    """Filed in the last days of the calendar: its due date lies in a year nobody has entered."""
    case.withdraw(moment("2026-09-02"))
    case.submit(moment("2028-12-27"))
    return case


def change(kind: CalendarDay.Kind | None, day: date = WEDNESDAY, *, by: Membership, at=AT) -> list[Term]:
    return change_calendar([DayChange(day, kind, basis="№ 411")], by=by, at=at)


def load(years: Collection[int], *, by: Membership, at=AT) -> list[Term]:
    return change_calendar([], loaded_years=years, by=by, at=at)


def entries(case: Case, event: str) -> list[dict[str, object]]:
    return [entry.payload for entry in JournalEntry.objects.of_chain(case.program.pk) if entry.event == event]


def notices(case: Case) -> list[InboxEntry]:
    return list(InboxEntry.objects.filter(subject_id=case.procedure_id, event="term_moved"))


def test_a_new_day_off_moves_a_running_term(case, administrator):
    (moved,) = change(OFF, by=administrator)
    assert moved == case.running
    assert (case.running.due_on, case.procedure.due_on, case.procedure.sorts_on) == (date(2026, 9, 23),) * 3
    assert next(day for day in case.running.proof if day["day"] == "2026-09-09")["basis"] == "№ 411"
    assert case.procedure.responsible_organization == case.organization(case.regulator)


def test_a_working_saturday_brings_a_term_forward(case, administrator):
    change(WORKS, date(2026, 9, 12), by=administrator)
    assert (case.running.due_on, case.procedure.due_on) == (date(2026, 9, 21), date(2026, 9, 21))


def test_a_day_restored_to_an_ordinary_one_brings_the_old_date_back(case, administrator):
    change(OFF, by=administrator)
    change(None, by=administrator)
    assert not CalendarDay.objects.filter(date=WEDNESDAY).exists()
    assert case.running.due_on == case.procedure.due_on == date(2026, 9, 22)
    kinds = CalendarDay.history.filter(date=WEDNESDAY).order_by("history_id")
    assert list(kinds.values_list("history_type", "history_user")) == [
        ("+", administrator.user_id),
        ("-", administrator.user_id),
    ]


def test_restoring_an_ordinary_day_changes_no_term(case, administrator):
    assert change(None, by=administrator) == []
    assert case.running.due_on == date(2026, 9, 22)


def test_terms_the_change_does_not_touch_stay_as_they_are(case, administrator):
    before = Term.objects.values().get(pk=case.running.pk)
    assert change(OFF, date(2026, 9, 24), by=administrator) == []
    assert Term.objects.values().get(pk=case.running.pk) == before
    assert notices(case) == []


def test_both_dates_are_journaled(case, administrator):
    change(OFF, by=administrator)
    assert entries(case, "term_moved") == [
        {
            "round": 1,
            "state": "with_regulator",
            "term": str(case.running.pk),
            "kind": "regulator_consideration",
            "due_on_before": "2026-09-22",
            "due_on": "2026-09-23",
        }
    ]
    assert first_broken_entry(case.program.pk) is None


def test_the_change_of_the_day_itself_is_journaled_with_what_it_was(administrator):
    change(OFF, by=administrator)
    change(WORKS, by=administrator)
    change(None, by=administrator)
    off = {"kind": "day_off", "basis": "№ 411", "confirmed": True}
    works = {"kind": "moved_working_day", "basis": "№ 411", "confirmed": True}
    assert [entry.payload for entry in JournalEntry.objects.of_chain(CALENDAR_CHAIN)] == [
        {"date": "2026-09-09", "before": None, "after": off},
        {"date": "2026-09-09", "before": off, "after": works},
        {"date": "2026-09-09", "before": works, "after": None},
    ]
    assert first_broken_entry(CALENDAR_CHAIN) is None


def test_both_sides_hear_of_a_moved_term(case, administrator):
    change(OFF, by=administrator)
    told = {notice.organization_id: notice for notice in notices(case)}
    assert set(told) == {case.procedure.customer_id, case.procedure.regulator_id}
    for notice in told.values():
        assert notice.delivered_at == AT
        assert "22.09.2026 → 23.09.2026" in notice.text_en


def test_the_same_move_made_again_later_is_told_again(case, administrator):
    for kind, day in [(OFF, "2026-09-03"), (None, "2026-09-04"), (OFF, "2026-09-07")]:
        change(kind, by=administrator, at=moment(day))
    assert len(notices(case)) == 6


def test_a_moved_rework_term_leaves_the_registration_of_the_refused_filing_alone(in_rework, administrator):
    refused = in_rework.consideration
    assert refused.registered_on == date(2026, 9, 1)
    change(OFF, by=administrator)
    assert (in_rework.running.kind, in_rework.running.due_on) == ("rework", date(2026, 9, 17))
    refused.refresh_from_db()
    assert refused.registered_on == date(2026, 9, 1)


def test_a_closed_term_stays_as_it_was_counted(in_rework, administrator):
    closed = in_rework.terms[0]
    assert change(OFF, by=administrator) == [in_rework.running]
    closed.refresh_from_db()
    assert (closed.kind, closed.due_on) == ("regulator_consideration", date(2026, 9, 22))


def test_the_day_of_registration_moves_with_the_calendar(administrator):
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-05"))  # Saturday
    assert case.consideration.registered_on == date(2026, 9, 7)
    change(WORKS, date(2026, 9, 5), by=administrator)
    assert case.consideration.registered_on == case.running.started_on == date(2026, 9, 5)
    history = Consideration.history.filter(id=case.consideration.pk).latest("history_id")
    assert (history.history_user, history.history_change_reason) == (administrator.user, "calendar changed")


def test_history_names_the_administrator(case, administrator):
    change(OFF, by=administrator)
    for model, pk in [(Term, case.running.pk), (Procedure, case.procedure_id)]:
        last = model.history.filter(id=pk).latest("history_id")
        assert (last.history_user, last.history_change_reason) == (administrator.user, "calendar changed")


def test_a_page_shown_before_the_change_still_works(case, administrator):
    change(OFF, by=administrator)
    assert case.procedure.version == 1
    assert case.agree(moment("2026-09-04")).state == State.WITH_AUTHORIZED_BODY


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PORTAL_ADMINISTRATOR])
def test_nobody_but_a_portal_administrator_changes_the_calendar(case, role):
    everybody = {
        **case.customer,
        **case.regulator,
        **case.authorized_body,
        **organizations.team(organizations.oversight()),
    }
    before = fingerprint()
    with pytest.raises(PermissionDenied):
        change_calendar([DayChange(WEDNESDAY, OFF)], loaded_years=[2029], by=everybody[role], at=AT)
    assert changed_tables(before, fingerprint()) == set()


def test_a_former_administrator_does_not_change_the_calendar(administrator):
    administrator.valid_until = date(2026, 9, 2)
    with pytest.raises(PermissionDenied):
        change(OFF, by=administrator)
    assert change(OFF, by=administrator, at=moment("2026-09-02", "23:59")) == []


def test_a_step_without_its_calendar_is_taken_and_the_term_says_what_is_missing(without_2029):
    case = without_2029
    assert case.procedure.state == State.WITH_REGULATOR
    term = case.running
    assert (term.started_on, term.due_on, term.missing_year, term.proof) == (date(2028, 12, 27), None, 2029, [])
    assert (case.procedure.due_on, case.procedure.sorts_on) == (None, date.max)
    assert case.consideration.registered_on == date(2028, 12, 27)
    filed = InboxEntry.objects.get(key=f"filed:{case.consideration.pk}")
    assert "cannot be computed: calendar of 2029 missing" in filed.text_en
    assert "2029" in filed.text_kk
    assert "2029" in filed.text_ru


def test_a_filing_whose_registration_lies_in_the_missing_year(case, administrator):
    case.withdraw(moment("2026-09-02"))
    case.submit(moment("2028-12-29", "18:31"))  # Friday; 30 and 31 December are a weekend
    assert (case.consideration.registered_on, case.running.started_on, case.running.missing_year) == (None, None, 2029)
    change_calendar([DayChange(date(2029, 1, 1), OFF)], loaded_years=[2029], by=administrator, at=AT)
    assert case.consideration.registered_on == case.running.started_on == date(2029, 1, 2)
    assert case.running.due_on == case.procedure.due_on == date(2029, 1, 23)


def test_what_cannot_be_computed_stands_behind_what_is_due(without_2029):
    ordinary = cases.of_backbone_enterprise()
    ordinary.submit(moment("2026-09-01"))
    order = Procedure.objects.filter(state__startswith="with_").order_by("sorts_on", "id")
    assert [procedure.pk for procedure in order] == [ordinary.procedure_id, without_2029.procedure_id]
    assert [procedure.pk for procedure in order.overdue(date(2030, 1, 1))] == [ordinary.procedure_id]


def test_days_left_are_unknown_without_a_due_date(without_2029):
    dates = DueDates(date(2028, 12, 28), CalendarDay.objects.calendar())
    assert dates.days_left(without_2029.procedure.due_on) is None
    assert not dates.is_overdue(without_2029.procedure.due_on)
    assert dates.days_left(date(2029, 1, 9)) is None
    assert dates.days_left(date(2028, 12, 29)) == 1


def test_loading_the_year_computes_what_waited_for_it(without_2029, administrator):
    case = without_2029
    new_year = DayChange(date(2029, 1, 1), OFF, basis="new_year")
    (term,) = change_calendar([new_year], loaded_years=[2029], by=administrator, at=AT)
    assert term == case.running
    assert (term.due_on, term.missing_year) == (date(2029, 1, 18), None)  # 28 and 29 December are days 1 and 2
    assert (term.proof[0]["day"], term.proof[-1]["day"]) == ("2028-12-28", "2029-01-18")
    assert case.procedure.due_on == case.procedure.sorts_on == date(2029, 1, 18)
    (entry,) = entries(case, "term_moved")
    assert (entry["due_on_before"], entry["due_on"]) == (None, "2029-01-18")
    assert {notice.organization_id for notice in notices(case)} == {
        case.procedure.customer_id,
        case.procedure.regulator_id,
    }
    assert "— → 18.01.2029" in notices(case)[0].text_ru


def test_loading_a_year_is_journaled_and_kept_once(administrator):
    for _ in range(2):
        load([2029, 2030], by=administrator)
    assert list(CalendarYear.objects.values_list("year", flat=True)) == [2025, 2026, 2027, 2028, 2029, 2030]
    loaded = JournalEntry.objects.of_chain(CALENDAR_CHAIN).filter(event="year_loaded")
    assert [entry.payload for entry in loaded] == [{"years": [2029, 2030]}] * 2


def test_a_decision_taken_before_the_year_was_loaded_is_judged_afterwards(without_2029, administrator):
    case = without_2029
    waited = case.running
    case.agree(moment("2028-12-28"))
    waited.refresh_from_db()
    assert (waited.closed_at, waited.was_met) == (moment("2028-12-28"), None)
    load([2029], by=administrator)
    waited.refresh_from_db()
    assert (waited.due_on, waited.was_met) == (date(2029, 1, 17), True)
    assert case.procedure.due_on == case.running.due_on
    assert case.running.kind == "authorized_body_consideration"


def confirmed(case: Case) -> list[str]:
    """The facts of each confirmation of registration, as its Russian letter states them."""
    letters = Letter.objects.filter(procedure=case.procedure_id, kind="registration_confirmation")
    return [str(letter.content["ru"]) for letter in letters.order_by("sent_at", "sequence")]


def test_a_term_that_moves_is_confirmed_anew(case, administrator):
    change(CalendarDay.Kind.DAY_OFF, by=administrator)
    first, second = confirmed(case)
    assert "22.09.2026" in first
    assert "23.09.2026" in second


def test_a_date_that_could_not_be_computed_is_confirmed_as_soon_as_it_can(without_2029, administrator):
    load([2029], by=administrator, at=moment("2028-12-28"))
    first, second = confirmed(without_2029)
    assert "2029" in first
    assert without_2029.running.due_on is not None
    assert f"{without_2029.running.due_on:%d.%m.%Y}" in second


def test_a_rework_term_that_moves_has_no_registration_to_confirm(in_rework, administrator):
    change(CalendarDay.Kind.DAY_OFF, by=administrator)
    assert entries(in_rework, "term_moved")
    assert len(confirmed(in_rework)) == 1


def test_a_rework_term_that_moved_is_told_by_a_further_letter_and_the_refusal_stays(administrator):
    case = cases.in_state(State.REWORK)
    refusal = Letter.objects.get(kind=LetterKind.REFUSAL)
    assert case.running.due_on == date(2026, 9, 16)
    day = DayChange(date(2026, 9, 10), CalendarDay.Kind.DAY_OFF, basis="№ 411")
    change_calendar([day], by=administrator, at=moment("2026-09-08"))
    letter = Letter.objects.get(kind=LetterKind.REWORK_RECOUNT)
    assert case.running.due_on == date(2026, 9, 17)
    assert (letter.consideration, letter.signed_by, letter.sequence) == (
        refusal.consideration,
        None,
        refusal.sequence + 1,
    )
    text = letter.content["ru"]
    assert refusal.number in text["opening"][0]
    assert text["facts"][-1]["value"] == "17.09.2026"
    assert text["counting"]["days"][-1]["days"] == "17.09.2026"
    unchanged = Letter.objects.get(pk=refusal.pk)
    assert unchanged.content == refusal.content
