"""One body's consideration of one version: who prepared it, who decided what, when, and why."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q

from approvals.models.procedures import Procedure
from approvals.models.words import words_of
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.route import BodyKind
from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.journal.insert_only import insert_only
from programs.models import Access, Version


class ConsiderationQuerySet(models.QuerySet["Consideration"]):
    def visible_to(self, membership: Membership | None) -> "ConsiderationQuerySet":
        """Those of visible procedures; for a state body those filed before its access ended: others have none."""
        if membership is not None and membership.is_official:
            given = Access.objects.given_to(membership.organization_id, program=OuterRef("procedure__program"))
            return self.filter(Exists(given.covering(OuterRef("filed_at"))))
        return self.filter(procedure__in=Procedure.objects.visible_to(membership))

    def of_visible(self, procedure: Procedure) -> "ConsiderationQuerySet":
        """As `visible_to`, of one visible procedure read `with_end_of_access`: nothing is judged again."""
        return self.filter(procedure=procedure, filed_at__lte=procedure.readable_until)

    def open(self) -> "ConsiderationQuerySet":
        return self.filter(outcome="")


class Consideration(AuditedModel):
    """`filed_at` judges whether the customer was in time, `registered_on` starts the body's term.

    `unheard_because` is the reason from art. 73(2) of the Administrative Procedure Code for a refusal without hearing.
    `proposal` is the reviewer's draft decision: {"outcome": ..., "grounds": [{"code", "reasoning_kk", ...}]}.
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed", "agreed"
        REFUSED = "refused", "refused"
        WITHDRAWN = "withdrawn", "withdrawn"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="considerations")
    body = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    body_kind = models.CharField(max_length=20, choices=choices_of(BodyKind))
    round = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    registered_on = models.DateField(null=True)
    proposal = models.JSONField(default=dict)
    prepared_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    unheard_because = models.TextField(blank=True)

    objects = ConsiderationQuerySet.as_manager()
    history = AuditedRecords()

    class Meta:
        ordering = ["filed_at", "id"]
        indexes = [models.Index(fields=["body", "filed_at"], name="considerations_of_body")]
        constraints = [
            models.UniqueConstraint(fields=["procedure"], condition=Q(outcome=""), name="one_open_consideration"),
            models.UniqueConstraint(fields=["procedure", "body", "round"], name="one_consideration_per_round"),
        ]

    def __str__(self) -> str:
        return f"{self.body_kind} {self.round}"

    @property
    def is_open(self) -> bool:
        return not self.outcome


class GroundForRefusal(models.Model):
    """A ground of p. 14 as it was stated, with the rows of the version it concerns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consideration = models.ForeignKey(Consideration, on_delete=models.PROTECT, related_name="grounds")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, choices=choices_of(RefusalGround))
    reasoning_kk = models.TextField(blank=True)
    reasoning_ru = models.TextField(blank=True)
    rows = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["consideration", "code"], name="each_ground_once")]
        indexes = [GinIndex(words_of("reasoning_kk", "reasoning_ru"), name="ground_words")]
        triggers = insert_only()

    def __str__(self) -> str:
        return self.code

    @property
    def ground(self) -> RefusalGround:
        return RefusalGround(self.code)

    @property
    def reasonings(self) -> list[tuple[str, str]]:
        """The texts given, with the language of each."""
        return [(code, text) for code, text in [("kk", self.reasoning_kk), ("ru", self.reasoning_ru)] if text]
