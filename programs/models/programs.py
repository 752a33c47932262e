"""The program: one customer, its years, the languages of its text, and in whose hands it is."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.accounts.rules.roles import OrganizationKind
from programs.models.access import Access


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, membership: Membership | None) -> "ProgramQuerySet":
        """The one visibility policy: one's own; for state bodies what they were given; for auditors all submitted."""
        if membership is None:
            return self.none()
        match membership.kind:
            case OrganizationKind.BIG_CUSTOMER:
                return self.filter(customer=membership.organization_id)
            case OrganizationKind.REGULATOR | OrganizationKind.AUTHORIZED_BODY:
                return self.filter(Exists(Access.objects.given_to(membership.organization_id, program=OuterRef("pk"))))
            case OrganizationKind.OVERSIGHT:
                return self.filter(submitted_at__isnull=False)
            case _:
                return self.none()

    def drafted_by(self, membership: Membership | None) -> "ProgramQuerySet":
        """Programs whose rows this membership may read: the customer's organisation only."""
        if membership is None or membership.kind is not OrganizationKind.BIG_CUSTOMER:
            return self.none()
        return self.filter(customer=membership.organization_id)


class ProgramManager(models.Manager.from_queryset(ProgramQuerySet)):  # type: ignore[misc]
    def lock(self, pk: object) -> "Program":
        """The program's row, locked until the transaction ends: every change of it starts here."""
        program: Program = self.select_for_update(of=("self",)).select_related("customer").get(pk=pk)
        return program


class Program(AuditedModel):
    customer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="programs")
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    baseline_years = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("years of actual figures"))
    languages = ArrayField(models.CharField(max_length=2), verbose_name=_("official languages of the text"))
    opened_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False, help_text="moment of the first submission")
    locked_at = models.DateTimeField(null=True, editable=False, help_text="since when out of the customer's hands")
    withdrawn_at = models.DateTimeField(null=True, editable=False, help_text="taken back, until submitted again")
    ready_at = models.DateTimeField(null=True, editable=False, help_text="since when it waits for the signatory")
    ready_by = models.ForeignKey(Membership, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True, editable=False, help_text="by the signatory, until ready again")
    returned_by = models.ForeignKey(Membership, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    return_note = models.TextField(blank=True, default="", db_default="", editable=False)
    copied_from = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = ProgramManager()
    history = AuditedRecords()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = [
            ExclusionConstraint(
                name="one_program_per_year",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    (
                        Func(F("first_year"), F("last_year"), Value("[]"), function="int4range"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(withdrawn_at=None),
                violation_error_message=_("There is a program of these years already."),
            ),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year") + 2), name="at_least_three_years"),
        ]

    def __str__(self) -> str:
        return f"{self.customer.name}, {self.period}"

    @property
    def period(self) -> str:
        return f"{self.first_year}–{self.last_year}"

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def may_change_years(self) -> bool:
        """Years are settled by submission, and open again after a withdrawal."""
        return self.submitted_at is None or self.withdrawn_at is not None

    @property
    def is_locked(self) -> bool:
        """Out of the customer's hands."""
        return self.locked_at is not None

    @property
    def is_ready(self) -> bool:
        """Inside the company the text stands still until the signatory has decided."""
        return self.ready_at is not None

    @property
    def is_returned(self) -> bool:
        """The signatory returned it with a note; the drafters have not said since that it is ready."""
        return self.returned_at is not None

    @property
    def is_writable(self) -> bool:
        """Whether its text can be changed now."""
        return not self.is_locked and not self.is_ready
