"""The steps of the procedure and what each leaves behind."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from approvals import actions
from approvals.actions import GivenGround, InvalidRefusal, NotReady
from approvals.events import EVENTS
from approvals.models import Procedure
from approvals.timeline import timeline_page
from approvals.workflow import State
from icv_portal.accounts.models import OrganizationFact
from icv_portal.accounts.rules.categories import FactKind
from icv_portal.accounts.rules.roles import OrganizationKind, Role
from icv_portal.documents.models import Signature
from icv_portal.journal.models import JournalEntry
from programs.actions import SectionChange, save_section
from programs.models import Access, Program, Version
from programs.models.versions import sha256_of
from programs.permissions import ProgramLocked
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.factories.programs import opened, saved
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
AT = moment("2026-09-01")
MONOPOLY, SMALL, BACKBONE = FactKind.NATURAL_MONOPOLY, FactKind.SMALL_CAPACITY, FactKind.BACKBONE
SUBSOIL, QUASI_PUBLIC = FactKind.SUBSOIL_USER, FactKind.QUASI_PUBLIC


@pytest.fixture
def submitted() -> Case:
    case = cases.of_backbone_enterprise()
    case.submit(AT)
    return case


def customer_with(*facts: FactKind):
    return organizations.organization(
        OrganizationKind.BIG_CUSTOMER, *facts, competent_regulator=organizations.regulator()
    )


# Opening


def test_a_program_is_opened_with_its_procedure_in_draft():
    by = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    procedure = opened(by, at=AT)
    assert (procedure.state, procedure.version, procedure.round) == (State.DRAFT, 0, 1)
    assert (procedure.customer, procedure.first_year, procedure.last_year) == (by.organization, 2027, 2029)
    assert (procedure.responsible_organization, procedure.due_on) == (by.organization, None)
    assert (procedure.categories, procedure.submitted_at) == (["backbone"], None)
    (entry,) = JournalEntry.objects.of_chain(procedure.program_id)
    assert (entry.event, entry.point, entry.membership_id, entry.audience) == ("opened", "3", by.pk, "staff")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.DRAFTER, Role.SIGNATORY)])
def test_only_the_customers_drafters_and_signatories_open_a_program(role):
    customer = organizations.backbone_enterprise()
    kinds = [OrganizationKind.REGULATOR, OrganizationKind.AUTHORIZED_BODY]
    kinds += [OrganizationKind.OVERSIGHT, OrganizationKind.PORTAL]
    everybody = organizations.team(customer)
    for kind in kinds:
        everybody |= organizations.team(organizations.organization(kind))
    with pytest.raises(PermissionDenied):
        actions.open_program(customer, first_year=2027, last_year=2029, languages=["kk"], by=everybody[role], at=AT)
    assert not Program.objects.exists()


def test_nobody_opens_a_program_for_another_customer():
    stranger = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY)
    other = organizations.backbone_enterprise()
    with pytest.raises(PermissionDenied):
        actions.open_program(other, first_year=2027, last_year=2029, languages=["kk"], by=stranger, at=AT)


def test_the_lists_follow_the_years_of_a_draft():
    by = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    procedure = opened(by)
    actions.change_period(procedure.program_id, first_year=2028, last_year=2031, by=by, at=AT)
    procedure.refresh_from_db()
    assert (procedure.first_year, procedure.last_year) == (2028, 2031)
    assert list(procedure.program.years) == [2028, 2029, 2030, 2031]


@pytest.mark.parametrize(("first_year", "last_year"), [(2029, 2031), (2025, 2027), (2027, 2029), (2026, 2030)])
def test_programs_of_one_customer_do_not_overlap(first_year, last_year):
    by = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    opened(by)
    with pytest.raises(ValidationError):
        opened(by, first_year=first_year, last_year=last_year)
    assert opened(by, first_year=2030, last_year=2032).first_year == 2030


def test_a_program_has_at_least_three_years():
    by = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    with pytest.raises(ValidationError):
        opened(by, first_year=2027, last_year=2028)


# Submission


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({BACKBONE}, State.WITH_AUTHORIZED_BODY),
        ({QUASI_PUBLIC}, State.WITH_AUTHORIZED_BODY),
        ({SUBSOIL}, State.WITH_AUTHORIZED_BODY),
        ({MONOPOLY}, State.WITH_REGULATOR),
        ({MONOPOLY, BACKBONE, SUBSOIL}, State.WITH_REGULATOR),
        ({MONOPOLY, SMALL, BACKBONE}, State.WITH_AUTHORIZED_BODY),
        ({MONOPOLY, SMALL, SUBSOIL, QUASI_PUBLIC}, State.WITH_AUTHORIZED_BODY),
    ],
)
def test_the_route_follows_from_the_categories(facts, state):
    case = cases.of_customer(customer_with(*facts))
    procedure = case.submit(AT)
    assert procedure.state == state
    expected = {str(fact) for fact in facts} - ({"natural_monopoly"} if SMALL in facts else set()) - {"small_capacity"}
    assert procedure.categories == sorted(expected)
    first = case.organization(case.regulator if state == State.WITH_REGULATOR else case.authorized_body)
    assert (case.consideration.body, procedure.responsible_organization) == (first, first)


@pytest.mark.parametrize("facts", [{MONOPOLY, SMALL}, {FactKind.ART_46_EXCLUDED}, set()])
def test_an_organisation_of_no_category_is_not_a_big_customer(facts):
    case = cases.of_customer(customer_with(*facts))
    before = fingerprint()
    with pytest.raises(NotReady) as caught:
        case.submit(AT)
    assert [finding.code for finding in caught.value.findings] == ["not_a_big_customer"]
    assert changed_tables(before, fingerprint()) == set()


def test_a_natural_monopoly_without_its_regulator_is_not_ready():
    case = cases.of_natural_monopoly()
    customer = case.organization(case.customer)
    customer.competent_regulator = None
    customer.save_by(None)
    before = fingerprint()
    with pytest.raises(NotReady) as caught:
        case.submit(AT)
    assert [finding.code for finding in caught.value.findings] == ["no_competent_regulator"]
    assert changed_tables(before, fingerprint()) == set()


def test_facts_count_on_the_day_of_submission():
    customer = customer_with(BACKBONE)
    monopoly = OrganizationFact(organization=customer, kind=MONOPOLY, valid_from=date(2026, 9, 2), basis="test")
    monopoly.save_by(None)
    assert cases.of_customer(customer).submit(moment("2026-09-01", "23:59")).state == State.WITH_AUTHORIZED_BODY
    later = customer_with(BACKBONE)
    OrganizationFact(organization=later, kind=MONOPOLY, valid_from=date(2026, 9, 2), basis="test").save_by(None)
    assert cases.of_customer(later).submit(moment("2026-09-02", "00:00")).state == State.WITH_REGULATOR


def test_route_and_names_stay_as_they_were_at_submission():
    case = cases.of_natural_monopoly()
    name = case.procedure.customer.name_kk
    case.submit(AT)
    customer = case.organization(case.customer)
    customer.name_kk, customer.competent_regulator = "«Жаңа атау» АҚ", organizations.regulator()
    customer.save_by(None)
    customer.facts.update(valid_until=date(2026, 9, 1))
    case.refuse(moment("2026-09-02"))
    procedure = case.resubmit(moment("2026-09-03"))
    assert procedure.state == State.WITH_REGULATOR
    assert procedure.customer_name_kk == name
    assert procedure.responsible_organization == case.organization(case.regulator)


def test_a_program_with_an_error_is_not_submitted_and_says_which():
    by = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY)
    organizations.authorized_body()
    procedure = opened(by, at=AT)
    before = fingerprint()
    with pytest.raises(NotReady) as caught:
        actions.submit(procedure.pk, shown_version=0, by=by, at=AT)
    assert "missing_sme_activities" in {finding.code for finding in caught.value.findings}
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize("closed_on", [None, date(2026, 9, 1)], ids=["never entered", "closed that day"])
def test_without_an_authorized_body_the_program_is_not_submitted_and_says_why(closed_on: date | None):
    case = cases.of_backbone_enterprise()
    body = case.organization(case.authorized_body)
    body.kind, body.closed_on = (OrganizationKind.OVERSIGHT, None) if closed_on is None else (body.kind, closed_on)
    body.save_by(None)
    with pytest.raises(NotReady) as caught:
        case.submit(AT)
    assert [finding.code for finding in caught.value.findings] == ["no_authorized_body"]


def test_submission_freezes_the_version_signs_and_journals_it(submitted):
    version, procedure = submitted.version, submitted.procedure
    assert (version.number, version.reason, version.created_by_id) == (1, "submitted", submitted.signatory.pk)
    assert version.sha256 == sha256_of(version.content)
    assert (procedure.submitted_at, submitted.program.submitted_at, submitted.program.locked_at) == (AT, AT, AT)
    signature = Signature.objects.get(subject_kind="version", subject_id=version.pk)
    assert (signature.act, signature.content_sha256) == ("submitted", version.sha256)
    assert (signature.membership_id, signature.position) == (submitted.signatory.pk, "Маман")
    entry = JournalEntry.objects.of_chain(submitted.program.pk).get(event="submitted")
    assert (entry.number, entry.point, entry.version_sha256) == (2, "10, 11", version.sha256)
    assert entry.payload["consideration"] == str(submitted.consideration.pk)


def test_a_submitted_program_is_out_of_the_customers_hands_until_it_is_refused(submitted):
    section = submitted.program.sections.get(section="table_4")
    before = fingerprint()
    for member in (submitted.signatory, submitted.customer[Role.DRAFTER]):
        with pytest.raises(ProgramLocked):
            save_section(submitted.program.pk, "table_4", SectionChange({}), version=section.version, by=member, at=AT)
    assert changed_tables(before, fingerprint()) == set()
    submitted.refuse(moment("2026-09-02"))
    assert saved(submitted.program, "table_4", by=submitted.signatory).state.version == section.version + 1


def test_resubmission_is_a_new_version_and_the_old_one_stays(submitted):
    first = submitted.version
    submitted.refuse(moment("2026-09-02"))
    narrative = submitted.program.rows.filter(kind="narrative")[0]
    changed = {str(narrative.pk): narrative.cells | {"text.kk": "Пысықталды."}}
    saved(submitted.program, narrative.section, cells=changed, by=submitted.signatory)
    procedure = submitted.resubmit(moment("2026-09-03"))
    assert (submitted.version.number, submitted.version.reason, procedure.round) == (2, "resubmitted", 2)
    assert submitted.version.sha256 != first.sha256
    assert Version.objects.get(pk=first.pk).content == first.content
    assert list(procedure.considerations.values_list("version__number", "round")) == [(1, 1), (2, 2)]
    assert submitted.program.submitted_at == AT


def test_bodies_read_a_program_from_the_moment_it_reaches_them():
    case = cases.of_natural_monopoly()
    regulator, authorized_body = case.organization(case.regulator), case.organization(case.authorized_body)
    assert not Access.objects.exists()
    case.submit(AT)
    assert [access.organization for access in Access.objects.all()] == [regulator]
    assert not Version.objects.visible_to(case.authorized_body[Role.AUTHORIZED_BODY_HEAD]).exists()
    case.agree(moment("2026-09-02"))
    assert set(Access.objects.open().values_list("organization", "since")) == {
        (regulator.pk, AT),
        (authorized_body.pk, moment("2026-09-02")),
    }
    assert Version.objects.visible_to(case.authorized_body[Role.AUTHORIZED_BODY_HEAD]).exists()
    stranger = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
    assert not Procedure.objects.visible_to(stranger).exists()


# Decisions


def test_agreement_is_signed_and_journaled_over_the_version_it_concerns(submitted):
    consideration, head = submitted.consideration, submitted.head
    submitted.agree(moment("2026-09-04"))
    consideration.refresh_from_db()
    assert (consideration.outcome, consideration.decided_by) == ("agreed", head)
    assert consideration.decided_at == submitted.procedure.agreed_at == moment("2026-09-04")
    signature = Signature.objects.get(subject_kind="consideration", subject_id=consideration.pk)
    assert (signature.act, signature.content_sha256) == ("agreed", submitted.version.sha256)
    entry = JournalEntry.objects.of_chain(submitted.program.pk).get(event="agreed")
    assert (entry.point, entry.membership_id, entry.version_sha256) == ("16", head.pk, submitted.version.sha256)


def test_one_head_may_prepare_and_decide(submitted):
    head = submitted.head
    actions.prepare(submitted.consideration.pk, outcome="agreed", grounds=[], shown_prepared_at=None, by=head, at=AT)
    submitted.agree(moment("2026-09-02"))
    consideration = submitted.consideration
    assert (consideration.prepared_by, consideration.prepared_at, consideration.decided_by) == (head, AT, head)


def test_a_proposal_may_be_incomplete_and_the_next_one_replaces_it(submitted):
    reviewer = submitted.authorized_body[Role.AUTHORIZED_BODY_REVIEWER]
    for outcome, grounds in [("refused", [GivenGround("understated_targets")]), ("agreed", [])]:
        shown = submitted.consideration.prepared_at
        actions.prepare(
            submitted.consideration.pk, outcome=outcome, grounds=grounds, shown_prepared_at=shown, by=reviewer, at=AT
        )
        assert submitted.consideration.proposal["outcome"] == outcome
    prepared = JournalEntry.objects.of_chain(submitted.program.pk).filter(event="prepared")
    assert {entry.audience for entry in prepared} == {"staff"}
    assert submitted.procedure.state == State.WITH_AUTHORIZED_BODY


@pytest.mark.parametrize("code", ["understated_targets", "mismatched_contract_indicators", "no_sme_activities"])
def test_a_refusal_states_its_grounds_with_reasoning_and_rows(submitted, code):
    ground = cases.lawful_ground(submitted.version, code)
    procedure = submitted.refuse(moment("2026-09-02"), [ground])
    assert (procedure.state, procedure.refused_by) == (State.REWORK, "authorized_body")
    (stated,) = submitted.consideration.grounds.all()
    assert (stated.code, tuple(stated.rows)) == (code, ground.rows)
    assert (stated.reasoning_kk, stated.reasoning_ru) == (ground.reasoning_kk, ground.reasoning_ru)
    entry = JournalEntry.objects.of_chain(procedure.program_id).get(event="refused")
    assert (entry.point, entry.payload["grounds"]) == ("14", [code])


def test_several_grounds_stand_in_the_order_given(submitted):
    codes = ["no_sme_activities", "understated_targets"]
    submitted.refuse(AT, [cases.lawful_ground(submitted.version, code) for code in codes])
    assert list(submitted.consideration.grounds.values_list("code", flat=True)) == codes


def test_the_absence_of_activities_names_no_rows(submitted):
    assert submitted.refuse(AT, [GivenGround("no_sme_activities", reasoning_ru="Нет")]).state == State.REWORK


@pytest.mark.parametrize(
    "spoil",
    [
        lambda ground: [],
        lambda ground: [GivenGround(ground.code, rows=ground.rows)],
        lambda ground: [GivenGround(ground.code, reasoning_kk=" \n", reasoning_ru="\t", rows=ground.rows)],
        lambda ground: [GivenGround(ground.code, reasoning_kk="Негіздеме")],
        lambda ground: [
            GivenGround(ground.code, reasoning_kk="Негіздеме", rows=("8a1f2c1e-0000-4000-8000-000000000000",))
        ],
        lambda ground: [GivenGround(ground.code, reasoning_kk="Негіздеме", rows=("", "x"))],
        lambda ground: [GivenGround(ground.code, reasoning_kk="Негіздеме", rows=(*ground.rows, "unknown"))],
        lambda ground: [ground, GivenGround("no_sme_activities")],
        lambda ground: [ground, ground],
        lambda ground: [ground, GivenGround("too_expensive", reasoning_kk="Қымбат")],
        lambda ground: [GivenGround("too_expensive", reasoning_kk="Қымбат", rows=ground.rows)],
    ],
    ids=[
        "no ground",
        "no reasoning",
        "blank reasoning",
        "no rows",
        "unknown row",
        "no row ids",
        "an unknown row beside a known one",
        "a second ground without reasoning",
        "the same ground twice",
        "a ground beside those of point 14",
        "not a ground of point 14",
    ],
)
def test_nothing_else_refuses(submitted, spoil):
    grounds = spoil(cases.lawful_ground(submitted.version))
    before = fingerprint()
    with pytest.raises(InvalidRefusal) as caught:
        submitted.refuse(moment("2026-09-02"), grounds)
    assert caught.value.problems
    assert changed_tables(before, fingerprint()) == set()
    assert submitted.refuse(moment("2026-09-02")).state == State.REWORK


def test_rows_of_another_program_are_unknown(submitted):
    other = cases.of_backbone_enterprise()
    other.submit(AT)
    foreign = cases.lawful_ground(other.version)
    with pytest.raises(InvalidRefusal):
        submitted.refuse(AT, [foreign])
    assert other.refuse(AT, [foreign]).state == State.REWORK


def test_after_a_withdrawal_a_body_reads_what_it_had_and_nothing_that_follows():
    case = cases.of_natural_monopoly()
    case.submit(AT)
    case.agree(moment("2026-09-02"))
    first, withdrawn = case.version, case.procedure_id
    head = case.authorized_body[Role.AUTHORIZED_BODY_HEAD]
    following = case.withdraw(moment("2026-09-03"))
    case.procedure_id = following.pk
    case.submit(moment("2026-09-04"))
    assert case.version.number == 2
    assert list(Version.objects.visible_to(head)) == [first]
    assert [seen.pk for seen in Procedure.objects.visible_to(head)] == [withdrawn]
    assert timeline_page(Procedure.objects.get(pk=withdrawn), head).rows[0].title == EVENTS["withdrawn"].text
    case.agree(moment("2026-09-07"))
    assert set(Version.objects.visible_to(head)) == {first, case.version}
    assert {seen.pk for seen in Procedure.objects.visible_to(head)} == {withdrawn, following.pk}
