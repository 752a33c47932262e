"""The portal's inbox: the place of delivery. One entry per key, whatever happens twice."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icv_portal.journal.insert_only import never_removed

OPENED_ALREADY = pgtrigger.Q(old__opened_at__isnull=False) & (
    pgtrigger.Q(old__opened_at__df=pgtrigger.F("new__opened_at"))
    | pgtrigger.Q(old__opened_by_id__df=pgtrigger.F("new__opened_by_id"))
)


class InboxEntryQuerySet(models.QuerySet["InboxEntry"]):
    def addressed_to(self, *, organization_id: uuid.UUID, role: str) -> "InboxEntryQuerySet":
        return self.filter(organization_id=organization_id, roles__contains=[role])

    def unread(self) -> "InboxEntryQuerySet":
        return self.filter(opened_at=None)


class InboxEntry(models.Model):
    """A notice in an organisation's cabinet, for the people there who hold one of `roles`.

    The texts are those delivered, in each language; `link` is a path in the portal. The moment of delivery starts the
    term of rework (p. 15), so the database keeps a notice as delivered, and its first opening.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    organization_id = models.UUIDField()
    roles = ArrayField(models.CharField(max_length=40))
    event = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    text_en = models.TextField()
    link = models.CharField(max_length=200)
    delivered_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    opened_by_id = models.UUIDField(null=True)

    objects = InboxEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["organization_id", "-delivered_at", "-id"], name="inbox_newest_first"),
            models.Index(fields=["organization_id"], condition=models.Q(opened_at=None), name="inbox_unread"),
        ]
        triggers = [
            *never_removed(),
            pgtrigger.ReadOnly(name="as_delivered", exclude=["opened_at", "opened_by_id"]),
            pgtrigger.Protect(name="first_opening", operation=pgtrigger.Update, condition=OPENED_ALREADY),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return {"ru": self.text_ru, "en": self.text_en}.get(get_language() or "", self.text_kk)

    def open(self, *, by_id: uuid.UUID, at: datetime) -> None:
        """Keep the first opening: a second one, even at the same moment, changes nothing."""
        unopened = InboxEntry.objects.unread().filter(pk=self.pk)
        if self.opened_at is None and unopened.update(opened_at=at, opened_by_id=by_id):
            self.opened_at, self.opened_by_id = at, by_id


def deliver(
    *,
    key: str,
    organization_id: uuid.UUID,
    roles: Iterable[str],
    event: str,
    subject_id: uuid.UUID,
    texts: Mapping[str, str],
    link: str,
    at: datetime,
) -> InboxEntry:
    """Put one notice into an organisation's cabinet; the same key again gives the entry that is there."""
    entry, _created = InboxEntry.objects.get_or_create(
        key=key,
        defaults={
            "organization_id": organization_id,
            "roles": sorted(roles),
            "event": event,
            "subject_id": subject_id,
            "text_kk": texts["kk"],
            "text_ru": texts["ru"],
            "text_en": texts["en"],
            "link": link,
            "delivered_at": at,
        },
    )
    return entry
