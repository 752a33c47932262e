"""Absences: from when to when somebody is away from a role, and who is written to meanwhile."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.accounts.models.memberships import Membership


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> "AbsenceQuerySet":
        return self.filter(first_day__lte=day, last_day__gte=day)

    def not_over(self, day: date) -> "AbsenceQuerySet":
        return self.filter(last_day__gte=day)

    def in_organization(self, organization_id: uuid.UUID) -> "AbsenceQuerySet":
        return self.filter(membership__organization=organization_id)


class Absence(AuditedModel):
    """`substitute` reads the notices of the absent person's role and gets the e-mails instead; None: nobody does.

    It gives no authority: whoever decides for a head has a membership of their own, with its order.
    """

    journaled_as = "absence"

    membership = models.ForeignKey(
        Membership, verbose_name=_("who is away"), on_delete=models.PROTECT, related_name="absences"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    substitute = models.ForeignKey(
        Membership,
        verbose_name=_("who is written to instead"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="substitutions",
    )

    objects = AbsenceQuerySet.as_manager()
    history = AuditedRecords()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["first_day", "id"]
        indexes = [
            models.Index(fields=["membership", "last_day"], name="absence_of_membership"),
            models.Index(fields=["substitute", "last_day"], name="absence_substituted"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(last_day__gte=models.F("first_day")), name="absence_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.first_day:%d.%m.%Y}–{self.last_day:%d.%m.%Y}"

    @property
    def organization_id(self) -> uuid.UUID:
        """Whose chain of the journal tells of it."""
        return self.membership.organization_id

    def clean(self) -> None:
        """What a form left empty is told beside its own field."""
        membership = getattr(self, "membership", None)
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day is before the first one.")})
        if membership is None:
            return
        if self.substitute is not None and self.substitute.organization_id != membership.organization_id:
            raise ValidationError({"substitute": _("A substitute belongs to the same organisation.")})
        if self.substitute is not None and self.substitute.user_id == membership.user_id:
            raise ValidationError({"substitute": _("Nobody is their own substitute.")})
        if self.first_day and self.last_day and self._others_then(membership).exists():
            raise ValidationError({"first_day": _("Another absence of this person covers some of these days.")})

    def _others_then(self, membership: Membership) -> AbsenceQuerySet:
        others = Absence.objects.filter(membership=membership).exclude(pk=self.pk)
        return others.filter(first_day__lte=self.last_day, last_day__gte=self.first_day)
