"""The demo as it stands after loading: once for a Monday in November, all tests of this module look at it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.test import override_settings
from django.utils.timezone import localtime
from pytest_django import DjangoDbBlocker

from approvals.models import CalendarDay, Consideration, Letter, PreliminaryDecision, Procedure, Term
from approvals.rules.letter_kinds import LetterKind
from approvals.rules.terms import TIME_ZONE
from approvals.workflow import State
from icv_portal.accounts.models import Membership, Organization, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.demo.loading import DatabaseNotEmpty, load
from icv_portal.demo.people import DEMO_PASSWORD, PEOPLE, sign_ins
from icv_portal.documents.storage import open_unchanged
from icv_portal.journal.models import JournalEntry, first_broken_entry
from icv_portal.outbox.models import InboxEntry
from programs.actions.spreadsheets import comparison_of
from programs.content import content_of
from programs.models import Attachment, Contract, Program, PurchaseList, SpreadsheetUpload, Version
from programs.rules import checks
from programs.rules.checks import Severity
from programs.rules.contracts import RegisterState
from programs.rules.targets import planned_amount, planned_share

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=TIME_ZONE)
TODAY = NOW.date()
UNFINISHED_DRAFTS = {"Aidynkol Cement JSC", "Qarlygash Potash LLP"}


@pytest.fixture(scope="module", autouse=True)
def demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    kept_files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("documents"))
    with kept_files, django_db_blocker.unblock(), transaction.atomic():
        load(at=NOW)
        yield
        transaction.set_rollback(True)


def procedure_of(customer: str) -> Procedure:
    found: Procedure = Procedure.objects.get(customer__name_en=customer, following=None)
    return found


def test_every_state_is_there() -> None:
    assert Counter(Procedure.objects.values_list("state", flat=True)) == {
        State.DRAFT: 5,
        State.WITH_REGULATOR: 2,
        State.WITH_AUTHORIZED_BODY: 5,
        State.REWORK: 2,
        State.AGREED: 1,
        State.ADOPTED: 3,
        State.WITHDRAWN: 1,
    }


def test_only_drafts_being_written_have_errors_and_some_others_have_warnings() -> None:
    found = {
        program.customer.name_en: checks.run(content_of(program, on=TODAY))
        for program in Program.objects.select_related("customer")
    }
    with_errors = {name for name, findings in found.items() if any(f.severity is Severity.ERROR for f in findings)}
    with_warnings = {name for name, findings in found.items() if any(f.severity is Severity.WARNING for f in findings)}
    assert with_errors == UNFINISHED_DRAFTS
    assert with_warnings - with_errors == {
        "Altyn Zhota Mining LLP",
        "Kokzhiek Manganese JSC",
        "Sarqyrama Power Grids LLP",
        "Temirqazyq Steel JSC",
    }


def test_the_draft_being_written_has_the_mistakes_people_make() -> None:
    draft = content_of(Program.objects.get(customer__name_en="Qarlygash Potash LLP"), on=TODAY)
    assert {finding.code for finding in checks.run(draft)} >= {
        "actual_totals",
        "missing_sections",
        "missing_targets",
        "missing_text",
        "share_out_of_range",
        "unreadable_number",
    }


@pytest.mark.parametrize(
    ("customer", "working_days_left"),
    [
        ("Kunqala Heat Networks JSC", 3),
        ("Bulaqty Heat LLP", -2),
        ("Altyn Zhota Mining LLP", 9),
        ("Zhartas Nickel LLP", -2),
        ("Zhelqaiyq Power Networks JSC", 12),
        ("Kokzhiek Manganese JSC", 4),
        ("Sarqyrama Power Grids LLP", -1),
        ("Munarly Copper JSC", 5),
        ("Quat Arnasy National Company JSC", 14),
    ],
)
def test_terms_run_close_to_today(customer: str, working_days_left: int) -> None:
    due_on = procedure_of(customer).due_on
    assert due_on is not None
    assert CalendarDay.objects.calendar().working_days_left(TODAY, due_on) == working_days_left


def test_programs_are_adopted_in_time_and_late() -> None:
    adopted = Procedure.objects.filter(state=State.ADOPTED)
    assert set(adopted.values_list("customer__name_en", "first_year", "adopted_late")) == {
        ("Kendala Zhol National Company JSC", 2027, False),
        ("Shyndar Heat Plant JSC", 2027, False),
        ("Shugyla Aluminium JSC", 2026, True),
    }


def test_a_refusal_on_two_grounds_is_reasoned_in_both_languages() -> None:
    refusal = Consideration.objects.get(procedure=procedure_of("Kokzhiek Manganese JSC"), outcome="refused")
    grounds = refusal.grounds.all()
    assert [ground.code for ground in grounds] == ["understated_targets", "mismatched_contract_indicators"]
    assert all(ground.reasoning_kk and ground.reasoning_ru and ground.rows for ground in grounds)


def test_the_second_round_follows_other_targets_than_the_first() -> None:
    procedure = procedure_of("Munarly Copper JSC")
    first, second = procedure.program.versions.order_by("number")
    assert procedure.round == 2
    assert first.sha256 != second.sha256
    warned = [
        any(f.severity is Severity.WARNING for f in checks.run(version.as_content)) for version in (first, second)
    ]
    assert warned == [True, False]


def test_after_two_rounds_at_the_regulator_the_authorized_body_has_its_twenty_days() -> None:
    term = Term.objects.running().get(subject_id=procedure_of("Quat Arnasy National Company JSC").pk)
    assert (term.kind, term.length) == ("authorized_body_consideration", 20)


def test_a_draft_stands_ready_for_signature_that_was_returned_once() -> None:
    ready = Program.objects.get(ready_at__isnull=False)
    assert ready.customer.name_en == "Temirqazyq Steel JSC"
    events = JournalEntry.objects.filter(chain_id=ready.pk).order_by("number").values_list("event", flat=True)
    assert list(events) == ["opened", "declared_ready", "returned_to_drafters", "declared_ready"]


def test_a_draft_starts_from_the_program_of_the_years_before() -> None:
    draft = Program.objects.get(copied_from__isnull=False)
    assert draft.copied_from is not None
    assert (draft.first_year, draft.copied_from.last_year) == (2029, 2028)
    targets = [content_of(one, on=TODAY).rows_of("table_2", "icv_share")[0] for one in (draft.copied_from, draft)]
    assert targets[0].cells["target.2026"] == targets[1].cells["target.2029"]


def test_a_withdrawn_procedure_is_followed_by_a_draft_of_the_same_program() -> None:
    withdrawn = Procedure.objects.get(state=State.WITHDRAWN)
    assert withdrawn.following.state == State.DRAFT
    assert withdrawn.following.program == withdrawn.program


def test_a_customer_of_small_capacity_and_one_outside_article_46_are_there() -> None:
    assert procedure_of("Temirqazyq Steel JSC").categories == ["backbone"]
    excluded = Version.objects.get(program__customer__name_en="Samgau Cargo JSC").as_content
    assert excluded.customer.art_46_excluded
    assert all(row.cells.keys() == {"note.kk", "note.ru"} for row in excluded.rows_of("table_3"))


def test_long_and_wide_programs_are_there() -> None:
    contents = {version.program.customer.name_en: version.as_content for version in Version.objects.all()}
    assert len(contents["Altyn Zhota Mining LLP"].rows_of("planned_purchases")) == 42
    assert len(contents["Kendala Zhol National Company JSC"].rows_of("table_2", "activity")) == 12
    assert len(contents["Quat Arnasy National Company JSC"].years) == 5
    assert {content.languages for content in contents.values()} == {("kk", "ru"), ("kk",), ("ru",)}


def test_a_subsoil_user_with_a_contract_and_two_licences_is_there() -> None:
    rights = Organization.objects.get(name_en="Altyn Zhota Mining LLP").subsoil_rights.all()
    assert Counter(right.kind for right in rights) == {"contract": 1, "licence": 2}


def test_customers_have_contracts_in_every_state_and_a_version_holds_those_in_force() -> None:
    states = Counter(contract.state(TODAY) for contract in Contract.objects.all())
    assert states == {RegisterState.IN_FORCE: 4, RegisterState.TERM_OVER: 1, RegisterState.PERFORMED: 2}
    version = Version.objects.get(program__customer__name_en="Altyn Zhota Mining LLP").as_content
    assert [contract.number for contract in version.contracts] == ["ОФ-2", "ГЗ-7"]
    assert Counter(one.kind for one in version.applications) == {"guaranteed_purchase": 5, "offtake": 2}
    codes = {finding.code for finding in checks.run(version)}
    assert not codes & {"applications_differ", "target_below_contracts"}


def test_every_chain_of_the_journal_is_whole_and_nothing_is_in_the_future() -> None:
    chains = set(JournalEntry.objects.values_list("chain_id", flat=True))
    having_one = (Program, Organization, User)
    assert chains == {pk for model in having_one for pk in model.objects.values_list("pk", flat=True)}
    assert {chain: first_broken_entry(chain) for chain in chains if first_broken_entry(chain)} == {}
    assert JournalEntry.objects.latest("at").at < NOW


def test_every_version_is_intact() -> None:
    assert [version for version in Version.objects.all() if not version.is_intact] == []
    assert Version.objects.count() == 16


def test_everybody_signs_in_with_the_demo_password_and_in_every_role() -> None:
    assert {one.email for one in sign_ins()} <= set(User.objects.values_list("email", flat=True))
    assert len({user.password for user in User.objects.all()}) == 1
    assert User.objects.count() == len(PEOPLE)
    assert set(Membership.objects.in_force(TODAY).values_list("role", flat=True)) == set(Role)
    assert authenticate(HttpRequest(), email="auditor@oversight.example", password=DEMO_PASSWORD) is not None


def test_one_person_acts_for_two_companies() -> None:
    both = Membership.objects.of_user(User.objects.get(email="drafter@altyn-zhota.example"), on=TODAY)
    assert {membership.organization.name_en for membership in both} == {
        "Altyn Zhota Mining LLP",
        "Qarlygash Potash LLP",
    }


def test_loading_again_is_refused_and_changes_nothing() -> None:
    before = Procedure.objects.count()
    with pytest.raises(DatabaseNotEmpty):
        load(at=NOW)
    assert Procedure.objects.count() == before


def test_dates_of_acts_follow_one_another() -> None:
    for procedure in Procedure.objects.exclude(submitted_at=None):
        steps = [procedure.opened_at, procedure.submitted_at, procedure.agreed_at, procedure.adopted_at]
        known = [moment for moment in steps if moment]
        assert known == sorted(known)
    assert Procedure.objects.earliest("opened_at").opened_at.date() > date(2025, 11, 11)


def test_one_customer_has_a_preliminary_decision_to_answer() -> None:
    procedure = procedure_of("Altyn Zhota Mining LLP")
    [waiting] = PreliminaryDecision.objects.unanswered_by(procedure.customer_id)
    assert waiting.objections_until == date(2026, 11, 24)
    assert procedure.state == State.WITH_AUTHORIZED_BODY


def test_every_consideration_was_confirmed_and_every_decision_has_its_letter() -> None:
    considerations = Consideration.objects.all()
    assert Letter.objects.filter(kind=LetterKind.REGISTRATION_CONFIRMATION).count() == considerations.count()
    for outcome, kind in [("agreed", LetterKind.AGREEMENT_NOTIFICATION), ("refused", LetterKind.REFUSAL)]:
        assert Letter.objects.filter(kind=kind).count() == considerations.filter(outcome=outcome).count() > 0
    assert not considerations.exclude(unheard_because="").exists()


def test_reminders_were_told_as_the_days_went_by_and_e_mails_are_left_about_the_last_days_only() -> None:
    reminders = InboxEntry.objects.filter(event__in=["term_ends", "term_ends_today", "term_overdue", "adoption_near"])
    assert set(reminders.values_list("event", flat=True)) == {
        "term_ends",
        "term_ends_today",
        "term_overdue",
        "adoption_near",
    }
    assert {localtime(told.delivered_at).hour for told in reminders} == {8}
    waiting = InboxEntry.objects.unaddressed()
    assert 0 < waiting.count() < InboxEntry.objects.count() / 3
    assert min(localtime(told.delivered_at).date() for told in waiting) >= date(2026, 11, 19)


def test_imported_purchases_come_to_what_was_typed_by_hand() -> None:
    """Lists and rows of the same contents say the same, so that nobody learns wrong figures from the demo."""
    lists = list(PurchaseList.objects.in_force())
    assert sorted(one.purpose for one in lists) == ["actual", "planned", "planned"]
    for one in lists:
        content = content_of(one.program, on=date(2026, 11, 23))
        if one.purpose == "planned":
            by_hand = replace(content, purchase_lists=())
            for year in content.years:
                assert planned_amount(content, year) == planned_amount(by_hand, year)
                assert planned_share(content, year) == planned_share(by_hand, year)
        assert {note.code for note in one.all_notes} <= {"without_value"}


def test_what_is_attached_can_be_downloaded_by_whom_it_lies_with() -> None:
    submitted = procedure_of("Altyn Zhota Mining LLP")
    head = Membership.objects.filter(organization=submitted.responsible_organization)[0]
    names = []
    for attachment in Attachment.objects.visible_to(head).filter(program=submitted.program_id):
        with open_unchanged(attachment.file, attachment.sha256) as file:
            assert file.read(5) == b"%PDF-"
        names.append(attachment.kind)
    assert names == ["justification", "letter"]


def test_a_signatory_has_sent_back_a_workbook_to_be_decided_and_one_with_mistakes() -> None:
    uploads = SpreadsheetUpload.objects.order_by("name")
    wrong, right = (comparison_of(upload, on=upload.uploaded_at.date()) for upload in uploads)
    assert wrong is not None
    assert right is not None
    assert [problem.code for problem in wrong.problems] == ["no_number", "share_below_one"]
    assert (len(right.contested), len(right.cells), len(right.added), right.problems) == (1, 1, 1, [])
