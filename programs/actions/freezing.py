"""What freezes a program's content: versions come from submission alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from icv_portal.accounts.models import Membership
from icv_portal.documents.rendering import want_of_new
from programs.models import Program, Version, VersionAttachment
from programs.models.versions import canonical_text, sha256_of
from programs.permissions import may_write


def freeze(program: Program, frozen: Mapping[str, Any], *, reason: str, by: Membership, at: datetime) -> Version:
    """A version of the program's content, just read and frozen: canonical JSON and its SHA-256.

    Inside the caller's transaction.

    Its documents in the official languages of the program are made as soon as that has committed.
    """
    if not may_write(by, program):
        raise PermissionDenied
    text = canonical_text(frozen)
    last = _last_number(program)
    version = Version.objects.create(
        program=program,
        number=last + 1,
        reason=reason,
        content=text,
        sha256=sha256_of(text),
        created_at=at,
        created_by_id=by.pk,
    )
    named = [one["id"] for one in frozen.get("attachments", ())]
    VersionAttachment.objects.bulk_create([VersionAttachment(version=version, attachment_id=pk) for pk in named])
    want_of_new("version", version.pk, frozen["languages"], at=at)
    return version


def _last_number(program: Program) -> int:
    if program.submitted_at is None:  # versions come from submission alone: no need to ask
        return 0
    return program.versions.order_by("-number").values_list("number", flat=True).first() or 0
