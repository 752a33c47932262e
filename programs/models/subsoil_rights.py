"""Contracts and licences for subsoil use: share targets are set for each of them (p. 7(1))."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models import Organization
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords


class SubsoilRightQuerySet(models.QuerySet["SubsoilRight"]):
    def in_force(self) -> "SubsoilRightQuerySet":
        return self.filter(ended_on=None)


class SubsoilRight(AuditedModel):
    class Kind(models.TextChoices):
        CONTRACT = "contract", _("contract")
        LICENCE = "licence", _("licence")

    customer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="subsoil_rights")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=60)
    signed_on = models.DateField(_("date"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = SubsoilRightQuerySet.as_manager()
    history = AuditedRecords()

    class Meta:
        verbose_name = _("contract or licence")
        verbose_name_plural = _("contracts and licences")
        ordering = ["signed_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind", "number"],
                name="one_right_per_number",
                violation_error_message=_("This contract or licence is entered already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.number}"
