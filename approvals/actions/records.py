"""What every step leaves behind: the counted step, a journal entry and a signature."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from approvals.models import Procedure
from icv_portal.accounts.models import Membership
from icv_portal.documents.models import Signature, SignatureMethod
from icv_portal.journal.models import Audience, JournalEntry, record


def count_step(procedure: Procedure, name: str, *, by: Membership) -> None:
    """Save the procedure after a step: its version moves on, so that older pages are recognised."""
    procedure.version += 1
    procedure.last_step = name
    procedure.save_by(by, reason=name)


def journal(
    procedure: Procedure,
    event: str,
    *,
    by: Membership | None,
    at: datetime,
    point: str = "",
    version_sha256: str = "",
    audience: Audience = Audience.CUSTOMER,
    payload: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """One entry in the program's chain, about this procedure."""
    return record(
        chain_id=procedure.program_id,
        subject_kind="procedure",
        subject_id=procedure.pk,
        event=event,
        by=by,
        at=at,
        point=point,
        version_sha256=version_sha256,
        audience=audience,
        payload={"round": procedure.round, "state": str(procedure.state)} | dict(payload or {}),
    )


class Signed(NamedTuple):
    """An act over content named by its SHA-256."""

    subject_kind: str
    subject_id: uuid.UUID
    act: str
    sha256: str


def sign(*signed: Signed, by: Membership, at: datetime) -> None:
    """What a person takes responsibility for by one step, with the position held at that moment."""
    Signature.objects.bulk_create(
        Signature(
            subject_kind=one.subject_kind,
            subject_id=one.subject_id,
            act=one.act,
            content_sha256=one.sha256,
            membership_id=by.pk,
            position=by.position,
            method=SignatureMethod.RECORDED_IN_PORTAL,
            at=at,
        )
        for one in signed
    )
