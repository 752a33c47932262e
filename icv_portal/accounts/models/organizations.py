"""Organisations and the dated facts about them that decide their route."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.accounts.rules.categories import Category, FactKind, effective_categories
from icv_portal.accounts.rules.identifiers import bin_problem
from icv_portal.accounts.rules.roles import OrganizationKind


def validate_bin(value: str) -> None:
    problem = bin_problem(value)
    if problem is not None:
        raise ValidationError(problem.in_language(get_language() or "kk"))


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def authorized_body(self, *, on: date) -> "Organization | None":
        """The central executive body for industry (p. 2(2)); there is one at a time, None when it is not entered."""
        open_then = models.Q(closed_on=None) | models.Q(closed_on__gt=on)
        return self.filter(open_then, kind=OrganizationKind.AUTHORIZED_BODY).order_by("closed_on").first()


class Organization(AuditedModel):
    """A big customer, a state body, the oversight, or the office that runs the portal."""

    journaled_as = "organization"

    kind = models.CharField(_("kind"), max_length=20, choices=choices_of(OrganizationKind))
    bin = models.CharField(_("BIN"), max_length=12, unique=True, validators=[validate_bin])
    name_kk = models.CharField(_("name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    postal_address = models.CharField(_("postal address"), max_length=500)
    opens_at = models.TimeField(_("working day begins"), default=time(9, 0))
    closes_at = models.TimeField(_("working day ends"), default=time(18, 30))
    competent_regulator = models.ForeignKey(
        "self",
        verbose_name=_("competent natural-monopoly body"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        limit_choices_to={"kind": OrganizationKind.REGULATOR},
        related_name="+",
    )
    activity_began_on = models.DateField(_("activity began on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    two_people_submit = models.BooleanField(_("two people submit a program"), default=False, db_default=False)

    objects = OrganizationQuerySet.as_manager()
    history = AuditedRecords()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_kk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind=OrganizationKind.AUTHORIZED_BODY, closed_on=None),
                name="one_authorized_body",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return {"ru": self.name_ru, "en": self.name_en}.get(get_language() or "", self.name_kk)

    def is_closed(self, day: date) -> bool:
        return self.closed_on is not None and self.closed_on <= day

    def facts_on(self, day: date) -> frozenset[str]:
        return frozenset(self.facts.in_force(day).order_by().values_list("kind", flat=True))

    def categories_on(self, day: date) -> frozenset[Category]:
        """The categories of p. 2(1) that hold on a day; a natural monopoly of small capacity is none."""
        return effective_categories(self.facts_on(day))


class OrganizationFactQuerySet(models.QuerySet["OrganizationFact"]):
    def in_force(self, day: date) -> "OrganizationFactQuerySet":
        ends = models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        return self.filter(ends, valid_from__lte=day)


class OrganizationFact(AuditedModel):
    """A fact with its days and its basis: a category of p. 2(1), small capacity, or that art. 46 does not apply."""

    journaled_as = "organization_fact"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(_("fact"), max_length=30, choices=choices_of(FactKind))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=300)
    entered_by = models.UUIDField(_("entered by"), null=True, editable=False, default=None)

    objects = OrganizationFactQuerySet.as_manager()
    history = AuditedRecords()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["organization", "kind", "valid_from"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.valid_from:%d.%m.%Y}"

    def clean(self) -> None:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The last day is before the first one.")})
