"""What the database itself refuses, whoever asks: changes to what was written for ever, and to rows out of hand."""

from collections.abc import Iterator
from datetime import timedelta

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from simple_history.utils import get_history_manager_for_model

from approvals import actions
from approvals.models import (
    CalendarDay,
    GroundForRefusal,
    HearingMinutes,
    Letter,
    Objection,
    PreliminaryDecision,
)
from approvals.workflow import State
from icv_portal.accounts.absences import enter_absence
from icv_portal.accounts.feeds import issue_feed
from icv_portal.accounts.models import DailyDigest, LegalSetting
from icv_portal.accounts.models.audited import AuditedModel
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.accounts.tokens import issue_token
from icv_portal.documents.models import Document, Signature
from icv_portal.documents.scanning import ScanResult
from icv_portal.journal.models import JournalEntry
from icv_portal.outbox.models import InboxEntry
from programs.actions.attachments import keep_scan, remove_attachment
from programs.models import (
    Attachment,
    AttachmentRemoval,
    AttachmentScan,
    PurchaseLine,
    PurchaseList,
    PurchaseListEnd,
    Row,
    Version,
    VersionAttachment,
)
from programs.rules.purchases.kinds import PurchasePurpose
from tests.factories import cases, organizations, registers
from tests.factories.cases import Case
from tests.factories.files import attached
from tests.factories.moments import moment
from tests.factories.programs import saved
from tests.factories.purchases import imported
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
WRITTEN_FOR_EVER = [JournalEntry, Version, GroundForRefusal, Signature, Document, LegalSetting]
WRITTEN_FOR_EVER += [Letter, PreliminaryDecision, Objection, HearingMinutes]
WRITTEN_FOR_EVER += [Attachment, AttachmentRemoval, AttachmentScan, VersionAttachment]
WRITTEN_FOR_EVER += [DailyDigest]
WRITTEN_FOR_EVER += [PurchaseList, PurchaseListEnd, PurchaseLine]


def audited_models() -> Iterator[type[models.Model]]:
    """Every model with a history, found where it is registered: a new one is covered by itself."""
    for model in apps.get_models():
        if hasattr(model, "history") and not hasattr(model, "history_id"):
            yield model


HISTORIES = [get_history_manager_for_model(model).model for model in audited_models()]
INSERT_ONLY = [*WRITTEN_FOR_EVER, *HISTORIES]


def heard(case: Case) -> None:
    """A preliminary decision, the answer to it and the minutes of the hearing, all in one morning."""
    at, grounds = moment("2026-09-02", "09:00"), [cases.lawful_ground(case.version)]
    decision = actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=at)
    actions.object_to(decision.pk, text="Келіспейміз", asks_for_hearing=True, by=case.signatory, at=at)
    actions.keep_minutes(decision.pk, held_on=at.date(), text="Тыңдалды", by=case.head, at=at)


def put_beside(case: Case) -> None:
    """A file that stays and was scanned, and one that was removed."""
    stays, goes = (attached(case.program, by=case.signatory, name=name) for name in ("a.pdf", "b.pdf"))
    keep_scan(stays, ScanResult(), at=moment("2026-09-01"))
    remove_attachment(case.program.pk, goes.pk, by=case.signatory, at=moment("2026-09-01"))


def import_twice(case: Case) -> None:
    """The second list ends the first one, which is of past years so that no target rests on it."""
    for _time in range(2):
        imported(case.program, by=case.signatory, purpose=PurchasePurpose.ACTUAL, at=moment("2026-09-01"))


def enter(case: Case) -> None:
    by, at = case.signatory, moment("2026-09-01")
    enter_absence(membership=by, first_day=at.date(), last_day=at.date(), substitute=None, by=by, at=at)
    registers.contract(case.signatory, at=moment("2026-09-01"))
    registers.application(case.program, by=case.signatory, at=moment("2026-09-01"))
    DailyDigest.begin(by.user, at.date(), at=at)


@pytest.fixture
def case(settings, tmp_path) -> Case:
    """Adopted after a refusal, by a subsoil user: together with what follows a row in every table."""
    settings.MEDIA_ROOT = tmp_path
    case = cases.of_customer(organizations.subsoil_user())
    put_beside(case)
    import_twice(case)
    enter(case)
    case.submit(moment("2026-09-01"))
    heard(case)
    case.refuse(moment("2026-09-02"))
    case.resubmit(moment("2026-09-03"))
    case.agree(moment("2026-09-04"))
    morning = moment("2026-09-04")
    issue_feed(whole_organization=False, by=case.signatory, at=morning)
    issue_token(name="ERP", scopes={Scope.READ}, expires_at=morning + timedelta(days=1), by=case.signatory, at=morning)
    CalendarDay.objects.all()[0].save_by(case.signatory)
    Document.objects.create(
        source_kind="version", source_id=case.version.pk, language="kk", size=1, rendered_at=morning
    )
    return case


def refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(caught.value)


def test_every_audited_model_has_a_history_that_is_looked_at():
    audited = {model for model in apps.get_models() if issubclass(model, AuditedModel)}
    assert audited
    assert audited <= set(audited_models())
    assert len(HISTORIES) >= 10


def test_nothing_written_for_ever_is_changed(case):
    before = fingerprint()
    allowed = []
    for model in INSERT_ONLY:
        table, column = model._meta.db_table, model._meta.pk.column
        assert before[table][0] > 0, f"no row in {table} that could be changed"
        for statement in (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE",
        ):
            try:
                refused(statement)
            except pytest.fail.Exception:
                allowed.append(statement)
    assert allowed == []
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize("model", WRITTEN_FOR_EVER)
def test_the_orm_changes_it_no_more_than_sql_does(case, model):
    row = model.objects.first()
    for change in (row.save, row.delete, lambda: model.objects.filter(pk=row.pk).delete()):
        with pytest.raises(DatabaseError, match=r"Cannot (?:update|delete)"), transaction.atomic():
            change()
    assert model.objects.filter(pk=row.pk).exists()


def test_rows_change_while_the_program_is_in_the_customers_hands():
    case = cases.in_state(State.DRAFT)
    row = case.program.rows.all()[0]
    row.cells = {"note.kk": "Жаңа"}
    row.save_by(case.signatory)
    assert Row.objects.get(pk=row.pk).cells == {"note.kk": "Жаңа"}


@pytest.mark.parametrize("state", [State.WITH_REGULATOR, State.WITH_AUTHORIZED_BODY, State.AGREED, State.ADOPTED])
def test_rows_of_a_program_out_of_the_customers_hands_stand(state):
    case = cases.in_state(state)
    other = cases.of_backbone_enterprise()
    table, program = Row._meta.db_table, case.program.pk
    assert case.program.rows.exists()
    before = fingerprint()
    statements = [
        f"UPDATE {table} SET cells = '{{}}' WHERE program_id = '{program}'",
        f"UPDATE {table} SET program_id = '{program}' WHERE program_id = '{other.program.pk}'",
        f"DELETE FROM {table} WHERE program_id = '{program}'",
        f'INSERT INTO {table} (id, program_id, section, kind, "group", position, cells, section_version) '
        f"VALUES (gen_random_uuid(), '{program}', 'table_4', 'activity', '', 9, '{{}}', 1)",
    ]
    for statement in statements:
        assert "out of the customer's hands" in refused(statement)
    assert changed_tables(before, fingerprint()) == set()
    saved(other.program, "table_4", by=other.signatory)


def test_rows_cannot_be_carried_out_of_a_locked_program():
    case, other = cases.in_state(State.WITH_REGULATOR), cases.of_backbone_enterprise()
    statement = (
        f"UPDATE {Row._meta.db_table} SET program_id = '{other.program.pk}' WHERE program_id = '{case.program.pk}'"
    )
    assert "out of the customer's hands" in refused(statement)


INBOX = InboxEntry._meta.db_table
OPEN = f"UPDATE {INBOX} SET opened_at = '2026-09-09T12:00:00Z', opened_by_id = gen_random_uuid()"
CHANGED_BY = {
    "id": "gen_random_uuid()",
    "key": "key || '!'",
    "organization_id": "gen_random_uuid()",
    "roles": "array_append(roles, 'drafter')",
    "event": "event || '!'",
    "kind": "'news'",
    "subject_id": "gen_random_uuid()",
    "sender_id": "gen_random_uuid()",
    **{f"{name}_{code}": f"{name}_{code} || '!'" for name in ("title", "advice") for code in ("kk", "ru", "en")},
    "facts": """'{"kk": []}'""",
    "text_kk": "text_kk || '!'",
    "text_ru": "text_ru || '!'",
    "text_en": "text_en || '!'",
    "link": "link || '!'",
    "delivered_at": "delivered_at + interval '1 day'",
    "calendar_day": "current_date",
    "calendar_uid": "calendar_uid || '!'",
    "calendar_titles": """'{"kk": "!"}'""",
}


def test_a_notice_stands_as_it_was_delivered(case):
    marks = {"opened_at", "opened_by_id", "addressed_at"}
    assert set(CHANGED_BY) | marks == {field.column for field in InboxEntry._meta.fields}
    before = fingerprint()
    assert before[INBOX][0] > 0
    for column, value in CHANGED_BY.items():
        assert "Cannot update" in refused(f"UPDATE {INBOX} SET {column} = {value}")
        assert "Cannot update" in refused(f"{OPEN}, {column} = {value}")
    assert "Cannot delete" in refused(f"DELETE FROM {INBOX}")
    assert "Cannot truncate" in refused(f"TRUNCATE {INBOX} CASCADE")
    assert changed_tables(before, fingerprint()) == set()


def test_a_notice_is_opened_once(case):
    with connection.cursor() as cursor:
        cursor.execute(OPEN)
        assert cursor.rowcount > 0
    before = fingerprint()
    for change in ("opened_at = NULL", "opened_at = now()", "opened_by_id = NULL", "opened_by_id = gen_random_uuid()"):
        assert "Cannot update" in refused(f"UPDATE {INBOX} SET {change}")
    assert changed_tables(before, fingerprint()) == set()


def test_the_trigger_is_the_one_that_refuses(case):
    """Without it the same statement goes through: the refusals above come from nothing else."""
    statement = f"DELETE FROM {Signature._meta.db_table}"
    assert "Cannot delete" in refused(statement)
    with transaction.atomic(), connection.cursor() as cursor, pgtrigger.ignore("documents.Signature:no_delete"):
        cursor.execute(statement)
        assert cursor.rowcount > 0
