"""Private addresses under which a calendar finds the terms of a person or of an organisation."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.accounts.models.memberships import Membership
from icv_portal.accounts.models.tokens import sha256_of_secret
from icv_portal.accounts.rules.roles import ANSWER_FOR_OTHERS


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def kept_by(self, by: Membership) -> "CalendarFeedQuerySet":
        """One's own, and with a role that answers for others those of the whole organisation."""
        kept = models.Q(membership__user=by.user_id)
        if by.role in ANSWER_FOR_OTHERS:
            kept |= models.Q(membership__organization=by.organization_id, whole_organization=True)
        return self.filter(kept).select_related("membership__organization", "membership__user")

    def opened_by(self, secret: str, *, at: datetime) -> "CalendarFeed | None":
        """None for an unknown or revoked one, and where its person may no longer read what it would tell."""
        in_force = self.filter(revoked_at=None, membership__user__is_active=True)
        feed = in_force.filter(sha256=sha256_of_secret(secret)).select_related("membership__organization").first()
        if feed is None or (feed.whole_organization and not feed.membership.is_in_force(localdate(at))):
            return None
        return feed


class CalendarFeed(AuditedModel):
    """Of all that waits for its person in any membership, or of `whole_organization`; of the secret in its address only
    the SHA-256 is kept, as of a token."""

    journaled_as = "calendar_feed"

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="feeds")
    whole_organization = models.BooleanField(_("of the whole organisation"), default=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()
    history = AuditedRecords(excluded_fields=("sha256", "last_used_at"))

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["membership", "-created_at"], name="feed_of_membership")]

    def __str__(self) -> str:
        return f"{self.membership}, {self.created_at:%d.%m.%Y}"

    @property
    def organization_id(self) -> uuid.UUID:
        """Whose chain of the journal tells of it."""
        return self.membership.organization_id

    def save_unnoticed(self, update_fields: list[str]) -> None:
        """For what is no change anybody decided."""
        self.skip_history_when_saving = True
        self.save(update_fields=update_fields)
