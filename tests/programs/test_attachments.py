"""Files beside the form: what is kept and told, who reads it, and what a scanner makes of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils import timezone

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents import storage
from icv_portal.documents.inspection import UnacceptableFile
from icv_portal.journal.models import JournalEntry
from programs import actions
from programs.actions import attachments, tending
from programs.content import content_of
from programs.models import Attachment, AttachmentScan, Program, ScanState, Version
from programs.permissions import ProgramLocked
from programs.rules.attachments import AttachmentKind
from programs.tasks import tend_attachments
from tests.factories import files, organizations, programs
from tests.factories.files import attached
from tests.factories.moments import OPENED_AT, moment
from tests.factories.scanner import NAME, VIRUS, clamd
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
INFECTED = files.pdf(inside=VIRUS)


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "documents"
    return tmp_path / "documents"


def kept_files(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def events(program: Program) -> list[str]:
    found = JournalEntry.objects.of_chain(program.pk).filter(event__startswith="attachment")
    return list(found.values_list("event", flat=True))


def told(code: str, program: Program, *, by: Membership, **given: Any) -> None:
    with pytest.raises(UnacceptableFile) as refused:
        attached(program, by=by, **given)
    assert refused.value.code == code


def in_force(program: Program) -> list[str]:
    return [named.name for named in content_of(program, on=OPENED_AT.date()).attachments]


def test_a_file_is_kept_byte_for_byte_outside_the_web_root(empty: Program, drafter: Membership, media: Path, settings):
    attachment = attached(empty, by=drafter, name="..\\Негіздеме: 2027?.PDF", content=files.pdf())
    kept = Attachment.objects.get()
    assert kept == attachment
    assert (kept.name, kept.format, kept.size) == ("Негіздеме_ 2027_.pdf", "pdf", len(files.pdf()))
    with storage.open_unchanged(kept.file, kept.sha256) as file:
        assert file.read() == files.pdf()
    assert kept_files(media) == [f"{kept.pk}.{kept.sha256[:16]}.pdf"]
    assert str(settings.STATIC_ROOT) not in str(media)
    assert in_force(empty) == [kept.name]


def test_the_journal_tells_kind_size_and_digest_but_no_name(empty: Program, drafter: Membership):
    attachment = attached(empty, by=drafter, name="Әлиева Сәуле.pdf")
    actions_of_it = [attachments.remove_attachment] * 2
    for act in actions_of_it:
        act(empty.pk, attachment.pk, by=drafter, at=OPENED_AT)
    added, removed = JournalEntry.objects.filter(subject_id=attachment.pk).order_by("number")
    assert (added.event, removed.event) == ("attachment_added", "attachment_removed")
    assert added.payload == {"kind": "justification", "size": attachment.size, "sha256": attachment.sha256}
    assert "Сәуле" not in added.content
    assert (attachment.removal.removed_by_id, in_force(empty)) == (drafter.pk, [])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.docx", files.pdf(), "extension"),
        ("a.pdf.exe", files.pdf(), "extension"),
        ("a", files.pdf(), "extension"),
        ("a.pdf", b"MZ" + bytes(100), "format"),
        ("a.svg", b"<svg/>", "format"),
        ("a.docx", files.docx({"word/vbaProject.bin": b"x"}), "macros"),
        ("a.pdf", files.pdf() + bytes(1_000_000), "too_large"),
    ],
)
def test_what_may_not_come_in_leaves_nothing_behind(
    name: str, content: bytes, code: str, empty: Program, drafter: Membership, media: Path, settings
):
    settings.ATTACHMENT_LARGEST = 500_000
    before = fingerprint()
    with pytest.raises(UnacceptableFile) as refused:
        attachments.attach(empty.pk, files.sent(name, content), kind=AttachmentKind.LETTER, by=drafter, at=OPENED_AT)
    assert refused.value.code == code
    assert (changed_tables(before, fingerprint()), kept_files(media)) == (set(), [])


def test_a_program_has_room_for_so_many_and_so_much(empty: Program, drafter: Membership, settings, monkeypatch, media):
    first = attached(empty, by=drafter)
    told("same", empty, by=drafter, name="Басқа атпен.pdf", content=files.pdf("Негіздеме.pdf"))
    monkeypatch.setattr(attachments, "MOST_ATTACHMENTS", 2)
    attached(empty, by=drafter, name="b.pdf")
    told("too_many", empty, by=drafter, name="c.pdf")
    attachments.remove_attachment(empty.pk, first.pk, by=drafter, at=OPENED_AT)
    settings.ATTACHMENTS_LARGEST = 2 * first.size - 10
    told("program_full", empty, by=drafter, content=files.pdf("x" * 50))
    assert len(kept_files(media)) == 2
    settings.ATTACHMENTS_LARGEST *= 2
    attached(empty, by=drafter)


def test_strangers_attach_and_remove_nothing(empty: Program, drafter: Membership, strangers, team):
    attachment = attached(empty, by=drafter)
    before = fingerprint()
    for stranger in [*strangers.values(), team[Role.COMPANY_ADMINISTRATOR]]:
        with pytest.raises(PermissionDenied):
            attached(empty, by=stranger, name="b.pdf")
        with pytest.raises(PermissionDenied):
            attachments.remove_attachment(empty.pk, attachment.pk, by=stranger, at=OPENED_AT)
    assert changed_tables(before, fingerprint()) == set()


def test_after_submission_nothing_is_attached_or_removed(complete: Program, drafter: Membership, team, media: Path):
    attachment = attached(complete, by=drafter)
    actions.lock(complete, by=drafter, at=OPENED_AT)
    with pytest.raises(ProgramLocked):
        attached(complete, by=drafter, name="b.pdf")
    with pytest.raises(ProgramLocked):
        attachments.remove_attachment(complete.pk, attachment.pk, by=drafter, at=OPENED_AT)
    assert len(kept_files(media)) == 1


def test_the_database_itself_refuses_a_file_of_a_program_out_of_hand(complete: Program, drafter: Membership):
    attachment = attached(complete, by=drafter)
    actions.lock(complete, by=drafter, at=OPENED_AT)
    attachment.pk = uuid4()
    with pytest.raises(DatabaseError, match="out of the customer's hands"), transaction.atomic():
        attachment.save(force_insert=True)


def submitted_with(attachment_of: Program, team: dict[Role, Membership]) -> Version:
    organizations.authorized_body()
    [procedure] = attachment_of.procedures.all()
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=moment("2026-09-08"))
    return Version.objects.get(program=attachment_of)


def test_a_version_names_them_and_whoever_reads_it_may_have_them(complete: Program, drafter, team, strangers):
    attachment, removed = (attached(complete, by=drafter, name=name) for name in ("a.pdf", "b.pdf"))
    attachments.remove_attachment(complete.pk, removed.pk, by=drafter, at=OPENED_AT)
    visible = Attachment.objects.visible_to
    assert {name for name, who in strangers.items() if visible(who).exists()} == set()
    version = submitted_with(complete, team)
    [named] = version.as_content.attachments
    assert (named.id, named.sha256, named.kind) == (str(attachment.pk), attachment.sha256, "justification")
    assert list(Attachment.objects.of_version(version)) == [attachment]
    readers = {name for name, who in strangers.items() if visible(who).exists()}
    assert readers == {"authorized body", "auditor"}
    assert {tuple(visible(who)) for who in (*team.values(), strangers["auditor"])} == {(attachment,)}


def test_bytes_stay_while_a_version_names_them(complete: Program, drafter, team, media: Path, strangers):
    named, unnamed = (attached(complete, by=drafter, name=name) for name in ("a.pdf", "b.pdf"))
    programs.frozen(complete, by=drafter)
    late = attached(complete, by=drafter, name="c.pdf")
    for attachment in (named, late):
        attachments.remove_attachment(complete.pk, attachment.pk, by=drafter, at=timezone.now())
    tend_attachments()
    assert {default_storage.exists(one.file) for one in (named, unnamed)} == {True}
    assert not default_storage.exists(late.file)
    assert set(Attachment.objects.visible_to(drafter)) == {named, unnamed}
    tend_attachments()


def test_without_a_scanner_a_file_is_said_not_to_be_scanned(empty: Program, drafter, settings):
    attachment = attached(empty, by=drafter)
    assert attachment.scan_state is ScanState.NOT_SCANNED
    assert attachment.may_be_downloaded_by(drafter)
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    assert attachment.scan_state is ScanState.WAITING


def test_a_clean_file_is_let_in_and_marked(empty: Program, drafter, settings):
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        attachment = attached(empty, by=drafter)
    assert attachment.scan_state is ScanState.CLEAN
    assert attachment.may_be_downloaded_by(None)


def test_a_file_with_a_virus_is_refused_and_journaled(empty: Program, drafter, settings, media: Path):
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        told("virus", empty, by=drafter, content=INFECTED)
    assert (Attachment.objects.count(), kept_files(media)) == (0, [])
    [entry] = JournalEntry.objects.filter(event="attachment_refused")
    assert (entry.payload["found"], entry.membership_id) == (NAME, drafter.pk)


def test_while_the_scanner_is_away_a_file_waits_and_only_its_owner_reads_it(empty, drafter, colleague, settings):
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    attachment = attached(empty, by=drafter)
    tend_attachments()
    assert attachment.scan_state is ScanState.WAITING
    assert attachment.may_be_downloaded_by(drafter)
    assert not attachment.may_be_downloaded_by(colleague)
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        tend_attachments()
        tend_attachments()
        assert len(server.seen) == 1
    attachment = Attachment.objects.get()
    assert attachment.scan_state is ScanState.CLEAN
    assert attachment.may_be_downloaded_by(colleague)


def test_a_virus_found_later_takes_the_file_out_of_the_draft(complete, drafter, team, settings, media: Path):
    attachment, other = attached(complete, by=drafter, content=INFECTED), attached(complete, by=drafter, name="b.pdf")
    version = submitted_with(complete, team)
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        tend_attachments()
    found = Attachment.objects.get(pk=attachment.pk)
    assert (found.scan_state, found.removal.removed_by_id) == (ScanState.INFECTED, None)
    assert not found.may_be_downloaded_by(drafter)
    assert Attachment.objects.get(pk=other.pk).scan_state is ScanState.CLEAN
    assert in_force(complete) == ["b.pdf"]
    assert len(version.as_content.attachments) == 2
    assert events(complete) == ["attachment_added", "attachment_added", "attachment_infected"]


def test_a_file_the_scanner_cannot_judge_does_not_hold_up_the_others(empty, drafter, settings):
    attached(empty, by=drafter, content=files.pdf("x" * 5000))
    attached(empty, by=drafter, name="b.pdf", at=OPENED_AT + timedelta(minutes=1))
    with clamd() as server:
        settings.CLAMD_ADDRESS, server.largest = server.address, 1000
        tend_attachments()
    assert [scan.attachment.name for scan in AttachmentScan.objects.all()] == ["b.pdf"]


def test_a_file_altered_on_the_disk_is_not_called_clean(empty, drafter, settings, caplog):
    attachment = attached(empty, by=drafter)
    Path(default_storage.path(attachment.file)).write_bytes(files.pdf("басқа"))
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        assert tending.scan_waiting(timezone.now) == 0
        assert server.seen == []
    assert "other bytes" in caplog.text


def test_a_transaction_that_fails_leaves_no_bytes(empty: Program, drafter: Membership, media: Path, monkeypatch):
    def fails(*_args: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(attachments, "_leave_record", fails)
    with pytest.raises(RuntimeError):
        attached(empty, by=drafter)
    assert (kept_files(media), Attachment.objects.count()) == ([], 0)
