"""The journey of a program through agreement and adoption."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField

from approvals.models.calendar import CalendarDay
from approvals.rules.route import BodyKind
from approvals.workflow import FINISHED_STATES, State, Workflow
from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.accounts.rules.roles import OrganizationKind
from programs.models import Access, Program, Version
from programs.models.access import END_OF_TIME

NEVER = date.max
"""Sorts what has no due date behind everything that has one."""

SUBMITTED = Q(submitted_at__isnull=False)
"""What state bodies and auditors see: their lists use indexes that leave drafts out."""


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def visible_to(self, membership: Membership | None) -> "ProcedureQuerySet":
        """The policy of `Program.visible_to`, on this table's own copies so that a list is one index scan."""
        if membership is None:
            return self.none()
        match membership.kind:
            case OrganizationKind.BIG_CUSTOMER:
                return self.filter(customer=membership.organization_id)
            case OrganizationKind.REGULATOR | OrganizationKind.AUTHORIZED_BODY:
                given = Access.objects.given_to(membership.organization_id, program=OuterRef("program"))
                # Exists leads the planner from a regulator's few accesses to its procedures; with the end of the access
                # compared inside, it would read the whole table.
                return self.filter(SUBMITTED, Exists(given), submitted_at__lte=given.last_end())
            case OrganizationKind.OVERSIGHT:
                return self.filter(SUBMITTED)
            case _:
                return self.none()

    def with_end_of_access(self, membership: Membership | None) -> "ProcedureQuerySet":
        """Each with `readable_until`: what happened to it later is not for this membership, though it may see it."""
        if membership is None or not membership.is_official:
            return self.annotate(readable_until=Value(END_OF_TIME))
        given = Access.objects.given_to(membership.organization_id, program=OuterRef("program"))
        return self.annotate(readable_until=given.last_end())

    def unfinished(self) -> "ProcedureQuerySet":
        return self.exclude(state__in=FINISHED_STATES)

    def waiting_for(self, organization: object) -> "ProcedureQuerySet":
        return self.filter(responsible_organization=organization)

    def to_remind_of(self, on: date) -> "ProcedureQuerySet":
        """Agreed programs of whose adoption somebody is to be reminded by then, those waiting longest first."""
        return self.filter(state=State.AGREED, remind_on__lte=on).order_by("remind_on", "id")

    def overdue(self, on: date) -> "ProcedureQuerySet":
        return self.filter(due_on__lt=on)


class ProcedureManager(models.Manager.from_queryset(ProcedureQuerySet)):  # type: ignore[misc]
    def lock(self, pk: object) -> "Procedure":
        """The procedure, locked until the transaction ends: every step starts here and reads the state afterwards."""
        return self._locked("self", pk=pk)

    def lock_considered(self, consideration_id: object) -> "Procedure":
        """The procedure of a consideration, locked."""
        return self._locked("self", considerations=consideration_id)

    def lock_with_program(self, pk: object) -> "Procedure":
        """The procedure and then its program, for the steps that take the program out of the customer's hands."""
        return self._locked("self", "program", related=["customer__competent_regulator"], pk=pk)

    def _locked(self, *of: str, related: Iterable[str] = (), **which: object) -> "Procedure":
        """The calendar comes first, for its change locks procedures, too."""
        CalendarDay.objects.hold()
        found = self.select_for_update(of=of).select_related("program", "customer", *related)
        procedure: Procedure = found.get(**which)
        procedure.program.customer = procedure.customer
        return procedure


class Procedure(Workflow, ConcurrentTransitionMixin, AuditedModel):
    """State, round and whose turn it is. Customer, years, bodies, categories and names are as at submission.

    `version` counts the steps: a request that carries an older one was shown a state that is over. `remind_on` is the
    next day on which somebody is reminded of the adoption (p. 17), the one date here that is no term.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="procedures")
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="following")
    state = FSMField(_("state"), default=State.DRAFT, protected=True, choices=choices_of(State))
    version = models.PositiveIntegerField(default=0)
    last_step = models.CharField(max_length=20, blank=True)
    round = models.PositiveSmallIntegerField(_("round"), default=1)

    customer = models.ForeignKey(Organization, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="+")
    customer_name_kk = models.CharField(_("customer's name in Kazakh"), max_length=300)
    customer_name_ru = models.CharField(max_length=300)
    customer_name_en = models.CharField(max_length=300)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    categories = ArrayField(models.CharField(max_length=20), default=list)
    route = ArrayField(models.CharField(max_length=20), default=list)
    regulator = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    authorized_body = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")

    responsible_organization = models.ForeignKey(
        Organization, verbose_name=_("whose turn"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("last day"), null=True)
    sorts_on = models.DateField(default=NEVER)
    refused_by = models.CharField(max_length=20, blank=True)

    opened_at = models.DateTimeField(_("opened at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True)
    order_number = models.CharField(max_length=60, blank=True)
    order_date = models.DateField(null=True)
    adopted_at = models.DateTimeField(_("adopted at"), null=True)
    adopted_version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_late = models.BooleanField(default=False)
    withdrawal_reason = models.TextField(blank=True)
    remind_on = models.DateField(null=True)

    readable_until: datetime
    objects = ProcedureManager()
    history = AuditedRecords(excluded_fields=("remind_on",))

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        constraints = [
            models.UniqueConstraint(
                fields=["program"],
                condition=~Q(state__in=[state.value for state in FINISHED_STATES]),
                name="one_unfinished_procedure",
            )
        ]
        indexes = [
            models.Index(fields=["sorts_on", "id"], condition=SUBMITTED, name="procedure_by_due"),
            models.Index(fields=["responsible_organization", "sorts_on", "id"], name="procedure_turn"),
            models.Index(fields=["customer", "sorts_on", "id"], name="procedure_of_customer"),
            models.Index(fields=["state", "sorts_on", "id"], condition=SUBMITTED, name="procedure_by_state"),
            models.Index(fields=["first_year", "sorts_on", "id"], condition=SUBMITTED, name="procedure_by_year"),
            GinIndex(fields=["categories"], name="procedure_categories"),
            models.Index(
                fields=["remind_on", "id"], condition=Q(state=State.AGREED.value), name="procedure_by_reminder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_name}, {self.period}"

    @property
    def customer_name(self) -> str:
        return {"ru": self.customer_name_ru, "en": self.customer_name_en}.get(
            get_language() or "", self.customer_name_kk
        )

    @property
    def period(self) -> str:
        return f"{self.first_year}–{self.last_year}"

    @property
    def adoption_uid(self) -> str:
        """Under which calendars keep its adoption, which has no term."""
        return f"{self.pk}-adoption"

    @property
    def bodies(self) -> tuple[BodyKind, ...]:
        return tuple(map(BodyKind, self.route))

    @property
    def current_state(self) -> State:
        return State(self.state)

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED_STATES

    def body(self, kind: BodyKind) -> Organization:
        organization = self.regulator if kind is BodyKind.REGULATOR else self.authorized_body
        if organization is None:
            raise LookupError(f"the route has no {kind}")
        return organization

    def is_overdue(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on

    def give_turn_to(self, organization: Organization | None, *, due_on: date | None) -> None:
        """Whose turn it is and until when, as every list reads it."""
        self.responsible_organization = organization
        self.due_on = due_on
        self.sorts_on = due_on or NEVER
