"""Hearing the customer before a refusal: the preliminary decision, the objection to it, the minutes (APPC art. 73)."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from approvals.models.considerations import Consideration
from approvals.models.letters import Letter
from approvals.models.words import words_of
from icv_portal.accounts.models import Membership
from icv_portal.journal.insert_only import insert_only


class PreliminaryDecisionQuerySet(models.QuerySet["PreliminaryDecision"]):
    def unanswered_by(self, customer_id: uuid.UUID) -> "PreliminaryDecisionQuerySet":
        """Those a customer has not answered while the body has not decided, the first to be answered first."""
        later = self.model.objects.filter(consideration=OuterRef("consideration"), sent_at__gt=OuterRef("sent_at"))
        waiting = self.filter(
            ~Exists(later),
            consideration__procedure__customer=customer_id,
            consideration__outcome="",
            objection=None,
        )
        return waiting.order_by("objections_until", "id")


class PreliminaryDecision(models.Model):
    """What a body means to refuse by, sent to the customer before. `grounds` are as in a proposal; the last one counts.

    The customer answers until the end of `objections_until`; `refusal_from` is the first day on which the refusal may
    be made. Both are as told in the letter, and None when the calendar of their year was missing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consideration = models.ForeignKey(Consideration, on_delete=models.PROTECT, related_name="preliminary_decisions")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="preliminary_decision")
    grounds = models.JSONField()
    sent_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    objections_until = models.DateField(null=True)
    refusal_from = models.DateField(null=True)

    objects = PreliminaryDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "id"]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.letter}"


class Objection(models.Model):
    """The customer's answer to a preliminary decision: what it objects, and whether it asks to be heard orally."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    preliminary_decision = models.OneToOneField(PreliminaryDecision, on_delete=models.PROTECT, related_name="objection")
    text = models.TextField(_("objection"), blank=True)
    asks_for_hearing = models.BooleanField(_("asks for an oral hearing"), default=False)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [GinIndex(words_of("text"), name="objection_words")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"


class HearingMinutes(models.Model):
    """The minutes of an oral hearing, kept by the body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    preliminary_decision = models.OneToOneField(PreliminaryDecision, on_delete=models.PROTECT, related_name="minutes")
    held_on = models.DateField(_("held on"))
    text = models.TextField(_("minutes"))
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [GinIndex(words_of("text"), name="minutes_words")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y}"
