"""What happens to organisations, people and the answers to open questions goes into the journal by itself.

The entry holds the id of the history row, never names: what stood before and after is read from the history.
"""

import uuid
from typing import Any

from django.db import models, transaction
from django.dispatch import receiver
from simple_history.signals import post_create_historical_record

from icv_portal.accounts.models import ApiToken, LegalSetting, Membership, User
from icv_portal.accounts.models.audited import BY_TASK, ON_PAGE, AuditedModel, acting_in
from icv_portal.journal.models import Audience, JournalEntry, record

LEGAL_SETTINGS_CHAIN = uuid.UUID("6f0b2a54-5f0e-4a0e-9d6f-3c9f0c1d2e02")
"""The journal's chain of the answers to what the Rules leave open."""

LEGAL_SETTING = "legal_setting"
PASSWORD_SET = "person_password_set"
SIGN_IN_CHANGED = "person_sign_in_changed"
VERBS = {"+": "entered", "~": "changed", "-": "removed"}


@receiver(post_create_historical_record)
def journal_change(instance: models.Model, history_instance: Any, **kwargs: Any) -> None:
    """One entry for each change of what is `journaled_as` something; a save that changed nothing leaves none."""
    if not isinstance(instance, AuditedModel) or not instance.journaled_as:
        return
    event = _event(instance, history_instance)
    if not event:
        return
    with transaction.atomic():  # the chain's turn is kept until the entry stands
        record(
            chain_id=chain_of(instance),
            subject_kind=instance.journaled_as,
            subject_id=instance.pk,
            event=event,
            by=acting_in(instance),
            at=history_instance.history_date,
            audience=Audience.PORTAL,
            payload={"history": history_instance.history_id},
        )


def chain_of(instance: AuditedModel) -> uuid.UUID:
    """A person's own chain, or that of the organisation it is about."""
    if isinstance(instance, ApiToken):
        return instance.membership.organization_id
    chain_id: uuid.UUID = getattr(instance, "organization_id", instance.pk)
    return chain_id


def _event(instance: AuditedModel, row: Any) -> str:
    if row.history_type == "~" and not _differs(row):
        return _without_change(instance, row) if isinstance(instance, User) else ""
    return f"{instance.journaled_as}_{VERBS[row.history_type]}"


def _without_change(person: User, row: Any) -> str:
    """What the history keeps of a sign-in without its secrets: another password, or the reason alone."""
    if getattr(person, "_password", None) is not None:  # just set, and not forgotten yet
        return PASSWORD_SET
    is_reason_given = row.history_change_reason and not row.history_change_reason.startswith((BY_TASK, ON_PAGE))
    return SIGN_IN_CHANGED if is_reason_given else ""


def _differs(row: Any) -> bool:
    before = row.prev_record
    return before is None or any(
        getattr(before, field.attname) != getattr(row, field.attname) for field in row.tracked_fields
    )


def legal_setting_entered(setting: LegalSetting, *, by: Membership) -> JournalEntry:
    """A new answer; its own row, never changed afterwards, says which."""
    return record(
        chain_id=LEGAL_SETTINGS_CHAIN,
        subject_kind=LEGAL_SETTING,
        subject_id=setting.pk,
        event=f"{LEGAL_SETTING}_entered",
        by=by,
        at=setting.entered_at,
        audience=Audience.PORTAL,
    )
