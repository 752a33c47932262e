"""The base of every model whose changes an auditor can follow: who changed what, in which role, why."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from celery import current_task
from django.db import models
from django.dispatch import receiver
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

if TYPE_CHECKING:
    from icv_portal.accounts.models.memberships import Membership

BY_TASK, ON_PAGE = "task", "page"
"""How the reason begins of a change for which nobody gave one: by which task, or on which page, it was made."""


class Acting(models.Model):
    """What a history row tells beside the person: the membership they acted in; None where the portal did."""

    history_membership_id = models.UUIDField(null=True, editable=False)

    class Meta:
        abstract = True


class AuditedHistory(HistoryManager):
    @classmethod
    @cache  # the library makes the same class anew for every history row: half of what the row costs
    def from_queryset(cls, *of: Any) -> type[models.Manager[Any]]:
        made: type[models.Manager[Any]] = super().from_queryset(*of)
        return made


class AuditedRecords(HistoricalRecords):
    """The history of an audited model. `excluded_fields` are marks of sweeps and secrets, no facts."""

    def __init__(self, *, excluded_fields: tuple[str, ...] = ()) -> None:
        super().__init__(bases=[Acting], excluded_fields=list(excluded_fields), history_manager=AuditedHistory)

    def post_save(self, instance: models.Model, created: bool, using: Any = None, **kwargs: Any) -> None:
        """What the history leaves out is no change: each sign-in, say, writes `last_login` alone."""
        written = kwargs.get("update_fields")
        if created or written is None or not set(written) <= set(self.excluded_fields):
            super().post_save(instance, created, using=using, **kwargs)


class AuditedModel(models.Model):
    """Saved through instances only, each change with its person and reason in the history table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    journaled_as: ClassVar[str] = ""
    """The kind under which the journal tells of every change by itself; empty where actions journal what happens."""

    class Meta:
        abstract = True

    def save_by(self, by: "Membership | None", *, reason: str = "", at: datetime | None = None, **kwargs: Any) -> None:
        """Save as this membership's act of a moment, now by default; `by` is None only for the portal's own acts."""
        with self._told(by, reason, at):
            self.save(**kwargs)

    def delete_by(self, by: "Membership", *, reason: str = "", at: datetime | None = None) -> None:
        with self._told(by, reason, at):
            self.delete()

    @contextmanager
    def _told(self, by: "Membership | None", reason: str, at: datetime | None) -> Iterator[None]:
        """For one change: another save of the same instance must not pass for this membership's."""
        told: dict[str, Any] = {"_acting": by, "_history_user": by.user if by else None, "_change_reason": reason}
        if at is not None:
            told["_history_date"] = at
        self.__dict__ |= told
        try:
            yield
        finally:
            for name in told:
                del self.__dict__[name]


def told_of_many(by: "Membership | None", *, reason: str, at: datetime) -> dict[str, Any]:
    """For the with-history helpers of simple-history, which create many history rows at once."""
    return {
        "default_user": by.user if by else None,
        "default_change_reason": reason,
        "default_date": at,
        "custom_historical_attrs": {"history_membership_id": by.pk if by else None},
    }


def acting_in(instance: models.Model) -> "Membership | None":
    """Who changes this instance right now: as `save_by` was told, else whoever asked for the page."""
    if "_acting" in instance.__dict__:
        return instance.__dict__["_acting"]  # type: ignore[no-any-return]
    request = getattr(HistoricalRecords.context, "request", None)
    return getattr(request, "membership", None)


@receiver(pre_create_historical_record)
def tell_who_and_why(instance: models.Model, history_instance: Any, **kwargs: Any) -> None:
    by = acting_in(instance)
    history_instance.history_membership_id = by.pk if by else None
    history_instance.history_change_reason = history_instance.history_change_reason or _occasion()


def _occasion() -> str:
    if current_task:
        return f"{BY_TASK} {current_task.name}"
    match = getattr(getattr(HistoricalRecords.context, "request", None), "resolver_match", None)
    return f"{ON_PAGE} {match.view_name}" if match else ""
