"""Lists of purchases: a file is sent, read by the worker, and taken as a whole or not at all."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from icv_portal.accounts.models import Membership
from icv_portal.documents import storage
from icv_portal.documents.inspection import UnacceptableFile
from icv_portal.jobs import nudge
from icv_portal.journal.models import Audience, record
from programs.models import Program, PurchaseImport, PurchaseList, PurchaseListEnd
from programs.models.purchase_imports import KEPT
from programs.permissions import require_writable
from programs.rules.attachments import cleaned_name, extension_of
from programs.rules.purchases.kinds import PurchasePurpose

IMPORT_WANTED = "programs.tasks.import_purchases"
EXTENSIONS = (".xlsx", ".csv", ".txt")
MOST_WAITING = 3
"""Of one program: each takes a process of the worker from letters and e-mails for a while."""


def send_purchases(
    program_id: uuid.UUID, sent: UploadedFile, *, purpose: PurchasePurpose, by: Membership, at: datetime
) -> PurchaseImport:
    """Have a file read as a list of purchases; what is wrong in it is told by the import.

    Raises UnacceptableFile for what need not be read, PermissionDenied, ProgramLocked.
    """
    require_writable(Program.objects.select_related("customer").get(pk=program_id), by)
    name = cleaned_name(sent.name or "")
    _require_readable(sent, name)
    wanted = PurchaseImport(
        membership=by,
        program_id=program_id,
        purpose=purpose,
        name=name,
        size=sent.size or 0,
        sha256=storage.digest_of(sent),
        uploaded_at=at,
        expires_at=at + KEPT,
        next_attempt_at=at,
    )
    wanted.file = storage.keep_file(
        sent, kind="purchases", of=wanted.pk, digest=wanted.sha256, extension=extension_of(name)
    )
    try:
        _want(wanted, by=by)
    except BaseException:
        storage.forget(wanted.file)
        raise
    return wanted


@transaction.atomic
def withdraw_purchases(program_id: uuid.UUID, list_id: uuid.UUID, *, by: Membership, at: datetime) -> None:
    """Out of force; rows typed by hand count again. Withdrawn twice, or replaced meanwhile, changes nothing more.

    Raises PermissionDenied, ProgramLocked.
    """
    program = Program.objects.lock(program_id)
    require_writable(program, by)
    ended = program.purchase_lists.get(pk=list_id)
    if PurchaseListEnd.objects.filter(ended=ended).exists():
        return
    PurchaseListEnd.objects.create(ended=ended, ended_at=at, ended_by_id=by.pk)
    leave_record("purchases_withdrawn", ended, by=by, at=at)


def leave_record(event: str, purchases: PurchaseList, *, by: Membership, at: datetime) -> None:
    """For the company itself, until a version names the list. Inside the caller's transaction."""
    record(
        chain_id=purchases.program_id,
        subject_kind="purchase_list",
        subject_id=purchases.pk,
        event=event,
        by=by,
        at=at,
        audience=Audience.STAFF,
        payload={"purpose": purchases.purpose, "lines": purchases.count, "sha256": purchases.sha256},
    )


def too_large_a_list() -> UnacceptableFile:
    allowed = filesizeformat(settings.PURCHASES_LARGEST)
    return UnacceptableFile(
        "too_large",
        _("The file is larger than %(allowed)s. Leave out sheets and columns the list does not need.")
        % {"allowed": allowed},
    )


def _require_readable(sent: UploadedFile, name: str) -> None:
    if not sent.size:
        raise UnacceptableFile("empty", _("The file is empty."))
    if sent.size > settings.PURCHASES_LARGEST:
        raise too_large_a_list()
    if extension_of(name) not in EXTENSIONS:
        raise UnacceptableFile("extension", _("A list of purchases is a file .xlsx or .csv. Save it as one of them."))


@transaction.atomic
def _want(wanted: PurchaseImport, *, by: Membership) -> None:
    program = Program.objects.lock(wanted.program_id)
    require_writable(program, by)
    if program.purchase_imports.unfinished().count() >= MOST_WAITING:
        raise UnacceptableFile(
            "too_many_waiting", _("Other lists of this program are being read. Send this one when they are done.")
        )
    wanted.save(force_insert=True)
    nudge(IMPORT_WANTED)
