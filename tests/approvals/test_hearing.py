"""Before a refusal the customer is told, may answer and be heard; nothing of it stops the term."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from approvals import actions
from approvals.actions import InvalidRefusal, StepConflict
from approvals.models import CalendarDay, CalendarYear, HearingMinutes, Letter, Objection, PreliminaryDecision
from approvals.rules.hearing import DAY_UNKNOWN, NEW_GROUND, NO_MINUTES, NOT_HEARD, TOO_EARLY
from approvals.rules.refusal_grounds import RefusalGround
from approvals.workflow import State
from icv_portal.accounts.models import LegalSetting
from icv_portal.accounts.rules.legal_settings import SettingKey
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.models import Signature
from icv_portal.journal.models import JournalEntry
from icv_portal.outbox.models import InboxEntry
from tests.factories import cases, organizations
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
TOLD_AT, ANSWERED_AT, REFUSED_AT = moment("2026-09-07"), moment("2026-09-09", "23:59"), moment("2026-09-11")


@pytest.fixture
def case():
    """With the regulator since 1 September; the term of fifteen working days ends on the 22nd."""
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-09-01"))
    return case


def tell(case, *codes, at=TOLD_AT):
    grounds = [cases.lawful_ground(case.version, code) for code in codes or ["understated_targets"]]
    return actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=at)


def answer(case, decision, *, text="Келіспейміз", asks_for_hearing=False, at=ANSWERED_AT):
    return actions.object_to(decision.pk, text=text, asks_for_hearing=asks_for_hearing, by=case.signatory, at=at)


def refuse(case, *codes, at=REFUSED_AT, unheard_because=""):
    grounds = [cases.lawful_ground(case.version, code) for code in codes or ["understated_targets"]]
    return actions.refuse(case.consideration.pk, grounds=grounds, unheard_because=unheard_because, by=case.head, at=at)


def problems_of(case, *codes, at=REFUSED_AT):
    before = fingerprint()
    with pytest.raises(InvalidRefusal) as refused:
        refuse(case, *codes, at=at)
    assert changed_tables(before, fingerprint()) == set()
    return list(refused.value.problems)


def test_the_customer_is_told_the_grounds_by_a_signed_letter_and_the_term_runs_on(case):
    due_on = case.running.due_on
    decision = tell(case)
    assert (decision.objections_until.isoformat(), decision.refusal_from.isoformat()) == ("2026-09-09", "2026-09-11")
    letter = Letter.objects.get(kind="preliminary_decision")
    assert (decision.letter, letter.addressee, letter.signed_by) == (letter, case.procedure.customer, case.head)
    assert Signature.objects.filter(subject_id=letter.pk, content_sha256=letter.sha256).exists()
    notice = InboxEntry.objects.get(event="preliminary_decision")
    assert (notice.organization_id, notice.link) == (case.procedure.customer_id, f"/letters/{letter.pk}/")
    assert "09.09.2026" in notice.text_kk
    entry = JournalEntry.objects.of_chain(case.program.pk).get(event="decided_preliminarily")
    assert (entry.point, entry.payload["grounds"]) == ("APPC 73", ["understated_targets"])
    assert (case.procedure.state, case.running.due_on) == (State.WITH_REGULATOR, due_on)


def test_without_a_preliminary_decision_nobody_refuses(case):
    assert problems_of(case) == [NOT_HEARD]
    assert refuse(case, unheard_because=" Себебі бар ").state == State.REWORK
    assert case.consideration.unheard_because == "Себебі бар"


def test_a_refusal_waits_for_three_whole_working_days(case):
    tell(case)
    assert problems_of(case, at=moment("2026-09-10", "23:59")) == [TOO_EARLY.format(day="11.09.2026")]
    assert refuse(case, at=moment("2026-09-11", "00:00")).state == State.REWORK
    assert case.consideration.unheard_because == ""


def test_a_ground_the_customer_was_not_told_needs_another_preliminary_decision(case):
    tell(case)
    contracts = RefusalGround.MISMATCHED_CONTRACT_INDICATORS
    assert problems_of(case, "understated_targets", contracts) == [NEW_GROUND.format(ground=contracts.label)]
    tell(case, "understated_targets", contracts, at=moment("2026-09-08"))
    assert problems_of(case, contracts) == [TOO_EARLY.format(day="14.09.2026")]
    assert refuse(case, contracts, at=moment("2026-09-14")).state == State.REWORK


def test_a_hearing_asked_for_in_time_is_held_before_the_refusal(case):
    decision = tell(case)
    answer(case, decision, asks_for_hearing=True)
    assert problems_of(case) == [NO_MINUTES]
    reviewer = case.regulator[Role.REGULATOR_REVIEWER]
    held = {"held_on": moment("2026-09-10").date(), "text": "Тыңдалды", "by": reviewer}
    minutes = actions.keep_minutes(decision.pk, **held, at=moment("2026-09-10", "17:00"))
    assert actions.keep_minutes(decision.pk, **held, at=REFUSED_AT) == minutes
    assert refuse(case).state == State.REWORK


def test_a_hearing_asked_for_too_late_is_the_bodys_choice(case):
    decision = tell(case)
    answer(case, decision, asks_for_hearing=True, at=moment("2026-09-10", "00:00"))
    assert refuse(case).state == State.REWORK


def test_the_body_reads_the_answer_in_its_inbox(case):
    objection = answer(case, tell(case))
    notice = InboxEntry.objects.get(event="objected")
    assert (notice.organization_id, notice.link) == (
        case.consideration.body_id,
        f"/considerations/{case.consideration.pk}/",
    )
    assert objection.by == case.signatory
    assert JournalEntry.objects.of_chain(case.program.pk).filter(event="objected", point="APPC 73").exists()


def test_the_same_again_is_done_already_and_something_else_is_a_conflict(case):
    decision = tell(case)
    assert tell(case, at=REFUSED_AT) == decision
    first = answer(case, decision)
    assert answer(case, decision, at=REFUSED_AT) == first
    before = fingerprint()
    with pytest.raises(StepConflict):
        answer(case, decision, text="Басқаша")
    assert changed_tables(before, fingerprint()) == set()
    assert (PreliminaryDecision.objects.count(), Objection.objects.count()) == (1, 1)


def test_only_the_preliminary_decision_that_counts_is_answered(case):
    outdated = tell(case)
    decision = tell(case, "mismatched_contract_indicators", at=moment("2026-09-08"))
    with pytest.raises(StepConflict):
        answer(case, outdated)
    assert answer(case, decision).preliminary_decision == decision


def test_another_preliminary_decision_takes_away_neither_the_answer_nor_the_hearing_asked_for(case):
    first = tell(case)
    answer(case, first, text="Келіспейміз", asks_for_hearing=True, at=moment("2026-09-08"))
    second = tell(case, "understated_targets", "mismatched_contract_indicators", at=moment("2026-09-09"))
    refused_at = moment("2026-09-15")
    assert problems_of(case, at=refused_at) == [NO_MINUTES]
    reviewer = case.regulator[Role.REGULATOR_REVIEWER]
    actions.keep_minutes(
        first.pk, held_on=moment("2026-09-10").date(), text="Тыңдалды", by=reviewer, at=moment("2026-09-10", "17:00")
    )
    assert InboxEntry.objects.get(event="heard").organization_id == case.procedure.customer_id
    refuse(case, at=refused_at)
    said = str(Letter.objects.get(kind="refusal").content["ru"])
    assert f"№ {first.letter.number}" in said
    assert f"№ {second.letter.number}" in said
    assert "Ответ крупного заказчика поступил: 08.09.2026" in said


def test_a_request_after_the_minutes_asks_for_another_hearing(case):
    reviewer, held_on = case.regulator[Role.REGULATOR_REVIEWER], moment("2026-09-08").date()
    first = tell(case)
    actions.keep_minutes(first.pk, held_on=held_on, text="Тыңдалды", by=reviewer, at=moment("2026-09-08", "17:00"))
    answer(case, first, asks_for_hearing=True)
    assert problems_of(case) == [NO_MINUTES]


def test_a_calendar_that_changes_takes_no_time_from_the_customer(case):
    decision = tell(case)
    assert decision.objections_until == moment("2026-09-09").date()
    day_off = actions.DayChange(moment("2026-09-09").date(), CalendarDay.Kind.DAY_OFF, "Бұйрық")
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    actions.change_calendar([day_off], by=administrator, at=moment("2026-09-08"))
    answer(case, decision, asks_for_hearing=True, at=moment("2026-09-10", "23:00"))
    assert problems_of(case, at=moment("2026-09-14")) == [NO_MINUTES]


def test_an_empty_answer_says_nothing(case):
    decision = tell(case)
    with pytest.raises(ValidationError):
        answer(case, decision, text=" \n")
    assert answer(case, decision, text="", asks_for_hearing=True).asks_for_hearing


def test_after_the_decision_nothing_is_answered_or_announced(case):
    decision = tell(case)
    case.agree(REFUSED_AT)
    with pytest.raises(StepConflict):
        answer(case, decision)
    regulator = case.regulator[Role.REGULATOR_HEAD]
    with pytest.raises(StepConflict):
        actions.decide_preliminarily(decision.consideration_id, grounds=[], by=regulator, at=REFUSED_AT)


@pytest.mark.parametrize("role", [Role.REGULATOR_REVIEWER, Role.REGULATOR_REGISTRAR])
def test_only_the_head_announces_a_refusal(case, role):
    grounds = [cases.lawful_ground(case.version)]
    with pytest.raises(PermissionDenied):
        actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.regulator[role], at=TOLD_AT)
    assert tell(case).sent_by == case.head


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.COMPANY_ADMINISTRATOR])
def test_only_the_signatory_answers(case, role):
    decision = tell(case)
    with pytest.raises(PermissionDenied):
        actions.object_to(decision.pk, text="Жоқ", asks_for_hearing=False, by=case.customer[role], at=ANSWERED_AT)
    assert answer(case, decision)


def test_strangers_neither_answer_nor_keep_minutes(case):
    decision, other = tell(case), cases.of_backbone_enterprise()
    with pytest.raises(PermissionDenied):
        actions.object_to(decision.pk, text="Жоқ", asks_for_hearing=False, by=other.signatory, at=ANSWERED_AT)
    for stranger in (case.signatory, *case.authorized_body.values()):
        with pytest.raises(PermissionDenied):
            actions.keep_minutes(decision.pk, held_on=TOLD_AT.date(), text="Жоқ", by=stranger, at=ANSWERED_AT)
    assert HearingMinutes.objects.count() == 0


@pytest.mark.parametrize("held_on", ["2026-09-06", "2026-09-11"])
def test_minutes_are_of_a_day_between_the_announcement_and_now(case, held_on):
    decision = tell(case)
    day = moment(held_on).date()
    with pytest.raises(ValidationError):
        actions.keep_minutes(decision.pk, held_on=day, text="Тыңдалды", by=case.head, at=moment("2026-09-10"))


def test_a_setting_can_do_without(case):
    LegalSetting.objects.create(
        key=SettingKey.HEARING_BEFORE_REFUSAL,
        value="not_required",
        in_force_from=REFUSED_AT.date(),
        basis="Бұйрық",
        entered_at=TOLD_AT,
    )
    assert problems_of(case, at=moment("2026-09-10")) == [NOT_HEARD]
    assert refuse(case).state == State.REWORK


def test_a_missing_calendar_keeps_back_the_refusal_and_not_the_announcement(case):
    case.agree(moment("2026-09-02"))
    CalendarDay.objects.filter(date__year=2029).delete()
    assert not CalendarYear.objects.filter(year=2029).exists()
    decision = tell(case, at=moment("2028-12-28"))
    assert (decision.objections_until, decision.refusal_from) == (None, None)
    assert problems_of(case, at=moment("2028-12-29")) == [DAY_UNKNOWN.format(year=2029)]
    assert refuse(case, at=moment("2028-12-29"), unheard_because="Себебі бар").state == State.REWORK
