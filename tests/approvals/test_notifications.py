"""Who is told what, in which words, once."""

import pytest

from approvals import actions
from approvals.workflow import State
from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind, Role
from icv_portal.outbox.models import InboxEntry
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.factories.programs import saved

pytestmark = pytest.mark.django_db


def told(case: Case) -> list[tuple[str, str]]:
    """(event, kind of the organisation told), in order."""
    teams = {
        case.organization(case.customer).pk: "customer",
        case.organization(case.regulator).pk: "regulator",
        case.organization(case.authorized_body).pk: "authorized body",
    }
    entries = InboxEntry.objects.order_by("delivered_at", "event", "link")
    return [(entry.event, teams[entry.organization_id]) for entry in entries]


def rework(case: Case, kind: str, cell: str, text: str) -> None:
    """Type a text into the first row of this kind."""
    row = case.program.rows.filter(kind=kind)[0]
    assert row.cells.get(cell) != text
    saved(case.program, row.section, cells={str(row.pk): row.cells | {cell: text}}, by=case.signatory)


def resubmitted_to_the_authorized_body(kind: str, cell: str, text: str) -> Case:
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    case.refuse(moment("2026-09-07"))
    rework(case, kind, cell, text)
    case.resubmit(moment("2026-09-08"))
    return case


def test_a_whole_life_tells_each_side_its_part():
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-09-01"))
    case.refuse(moment("2026-09-02"))
    case.resubmit(moment("2026-09-03"))
    case.agree(moment("2026-09-04"))
    case.agree(moment("2026-09-07"))
    case.adopt(moment("2026-09-08"))
    assert sorted(told(case)) == sorted(
        [
            ("filed", "regulator"),
            ("registered", "customer"),
            ("refused", "customer"),
            ("filed", "regulator"),
            ("registered", "customer"),
            ("agreed", "customer"),
            ("filed", "authorized body"),
            ("registered", "customer"),
            ("agreed", "customer"),
            ("adopted", "customer"),
            ("adopted", "regulator"),
            ("adopted", "authorized body"),
        ]
    )


def test_a_notice_reaches_everybody_in_the_organisation_and_leads_to_the_program():
    case = cases.in_state(State.WITH_REGULATOR)
    notice = InboxEntry.objects.get(event="filed")
    assert set(notice.roles) == set(ROLES_OF[OrganizationKind.REGULATOR])
    assert str(case.procedure_id) in notice.link
    assert (notice.subject_id, notice.delivered_at) == (case.procedure_id, moment("2026-09-01"))
    assert notice.organization_id == case.organization(case.regulator).pk


def test_texts_stand_in_three_languages_with_the_names_of_each():
    case = cases.in_state(State.WITH_REGULATOR)
    notice, customer = InboxEntry.objects.get(event="filed"), case.organization(case.customer)
    assert notice.text_kk == (
        f"{customer.name_kk} 2027–2029 жылдарға арналған бағдарламаны келісуге жіберді. Қарау мерзімі: 22.09.2026."
    )
    assert notice.text_ru == (
        f"{customer.name_ru}: программа на 2027–2029 годы направлена на согласование. Срок рассмотрения: 22.09.2026."
    )
    assert notice.text_en == (
        f"{customer.name_en} sent its program for 2027–2029 for agreement. Consider it by: 22.09.2026."
    )


def test_the_refusals_notice_is_the_receipt_from_which_rework_runs():
    case = cases.in_state(State.WITH_REGULATOR)
    case.refuse(moment("2026-09-02", "18:31"))
    notice = InboxEntry.objects.get(event="refused")
    assert notice.delivered_at == case.running.started_at == moment("2026-09-02", "18:31")
    assert notice.organization_id == case.procedure.customer_id


def test_adoption_is_told_with_its_order():
    case = cases.in_state(State.ADOPTED)
    assert case.procedure.order_number == "17-Ө"
    for notice in InboxEntry.objects.filter(event="adopted"):
        assert "07.09.2026 № 17-Ө" in notice.text_kk
        assert "№ 17-Ө от 07.09.2026" in notice.text_ru


@pytest.mark.parametrize(
    ("state", "bodies"),
    [
        (State.WITH_REGULATOR, {"regulator"}),
        (State.WITH_AUTHORIZED_BODY, {"regulator", "authorized body"}),
        (State.AGREED, {"regulator", "authorized body"}),
    ],
)
def test_withdrawal_is_told_to_the_customers_own_people_and_to_the_bodies_that_had_the_program(state, bodies):
    case = cases.in_state(state)
    case.withdraw(moment("2026-09-08"))
    assert {side for event, side in told(case) if event == "withdrawn"} == {"customer", *bodies}


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("icv_share", "target.2027"),
        ("producers_volume", "target.2028"),
        ("target", "quantity.2027"),
        ("target", "performed_amount.2029"),
    ],
)
def test_the_regulator_is_told_when_targets_it_agreed_are_changed(kind, cell):
    case = resubmitted_to_the_authorized_body(kind, cell, "99")
    (notice,) = InboxEntry.objects.filter(event="targets_changed")
    assert notice.organization_id == case.organization(case.regulator).pk
    assert notice.key == f"targets_changed:{case.version.pk}"
    assert "2-редакция" in notice.text_kk


@pytest.mark.parametrize(("kind", "cell"), [("narrative", "text.kk"), ("measure", "name.kk")])
def test_the_regulator_is_not_told_of_other_changes(kind, cell):
    case = resubmitted_to_the_authorized_body(kind, cell, "Пысықталды")
    assert case.procedure.state == State.WITH_AUTHORIZED_BODY
    assert not InboxEntry.objects.filter(event="targets_changed").exists()


def test_the_heads_alone_hear_of_a_reviewers_proposal_and_not_of_their_own():
    case = cases.in_state(State.WITH_REGULATOR)
    consideration, reviewer = case.consideration, case.regulator[Role.REGULATOR_REVIEWER]

    def propose(outcome, by, shown, at):
        actions.prepare(consideration.pk, outcome=outcome, grounds=[], shown_prepared_at=shown, by=by, at=moment(at))

    propose("agreed", reviewer, None, "2026-09-02")
    propose("agreed", reviewer, None, "2026-09-03")  # the same again
    notice = InboxEntry.objects.get(event="proposed")
    assert (notice.roles, notice.organization_id) == ([Role.REGULATOR_HEAD], consideration.body_id)
    assert "согласовать программу" in notice.text_ru
    propose("refused", case.head, moment("2026-09-02"), "2026-09-04")
    assert InboxEntry.objects.filter(event="proposed").count() == 1


def test_a_target_written_otherwise_is_no_change():
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    case.refuse(moment("2026-09-07"))
    row = case.program.rows.filter(kind="icv_share")[0]
    text = row.cells["target.2027"]
    rework(case, "icv_share", "target.2027", f"{text}0" if "." in text else f"{text}.0")
    case.resubmit(moment("2026-09-08"))
    assert not InboxEntry.objects.filter(event="targets_changed").exists()


def test_nobody_is_told_of_changed_targets_before_anybody_agreed():
    case = cases.in_state(State.WITH_REGULATOR)
    case.refuse(moment("2026-09-02"))
    rework(case, "icv_share", "target.2027", "99")
    case.resubmit(moment("2026-09-03"))
    assert not InboxEntry.objects.filter(event="targets_changed").exists()


def test_a_customer_without_a_regulator_tells_only_the_authorized_body():
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    case.agree(moment("2026-09-02"))
    case.adopt(moment("2026-09-03"))
    assert sorted(told(case)) == sorted(
        [
            ("filed", "authorized body"),
            ("registered", "customer"),
            ("agreed", "customer"),
            ("adopted", "customer"),
            ("adopted", "authorized body"),
        ]
    )


def test_the_drafter_reads_the_notices_of_the_customer_and_the_auditor_none():
    case = cases.in_state(State.REWORK)
    addressed = InboxEntry.objects.addressed_to
    customer = case.organization(case.customer).pk
    found = addressed(organization_id=customer, roles=[Role.DRAFTER]).values_list("event", flat=True)
    assert set(found) == {"registered", "refused"}
    assert not addressed(organization_id=customer, roles=[Role.AUDITOR]).exists()
