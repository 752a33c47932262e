"""Register of contracts aimed at industrial development: each counted once, for the plan and for the monitoring."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Func, Q, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.models.audited import AuditedRecords
from icv_portal.accounts.models.organizations import validate_bin
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import OrganizationKind
from programs.models.register import RegisterEntry
from programs.rules.contract_plans import plan_problems, years_of_term
from programs.rules.contracts import (
    ContractInForce,
    ContractKind,
    ContractStatus,
    PlannedYear,
    RegisterState,
    contract_problems,
    planned_years,
    term_note,
)
from programs.rules.product_codes import product_code_problem


def validate_product_code(value: str) -> None:
    problem = product_code_problem(value)
    if problem is not None:
        raise ValidationError(problem.in_language(get_language() or "kk"))


class PlannedAmount(Func):
    """Million tenge planned for all years, where the database itself has to sum up."""

    template = "(SELECT SUM((planned.value ->> 'amount')::numeric) FROM jsonb_each(%(expressions)s) AS planned)"
    output_field = models.DecimalField()


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, membership: Membership | None) -> "ContractQuerySet":
        """Of one's own company; everybody else reads what versions hold of them."""
        if membership is None or membership.kind is not OrganizationKind.BIG_CUSTOMER:
            return self.none()
        return self.filter(customer=membership.organization_id)

    def in_force(self, on: date) -> "ContractQuerySet":
        """A contract whose term is over is not in force, whether or not somebody has said what became of it."""
        return self.filter(status=ContractStatus.IN_FORCE, signed_on__lte=on, ends_on__gte=on)

    def in_state(self, state: RegisterState, on: date) -> "ContractQuerySet":
        """As the register lists them on a day."""
        match state:
            case RegisterState.IN_FORCE:
                return self.filter(status=ContractStatus.IN_FORCE, ends_on__gte=on)
            case RegisterState.TERM_OVER:
                return self.filter(status=ContractStatus.IN_FORCE, ends_on__lt=on)
            case _:
                return self.filter(status=state.value)

    def summed(self) -> list[Any]:
        """Number and sum, million tenge, of each kind that is there."""
        by_kind = self.order_by().annotate(planned=PlannedAmount("yearly")).values("kind")
        return list(by_kind.annotate(number=Count("pk"), total=Sum("planned")).order_by("kind"))

    def running_in(self, years: Iterable[int]) -> "ContractQuerySet":
        """Those whose term has a day in one of the years, which follow one another."""
        years = list(years)
        return self.filter(starts_on__lte=date(max(years), 12, 31), ends_on__gte=date(min(years), 1, 1))


class ContractManager(models.Manager.from_queryset(ContractQuerySet)):  # type: ignore[misc]
    def lock(self, pk: object) -> "Contract":
        """The contract's row, locked until the transaction ends."""
        contract: Contract = self.select_for_update().get(pk=pk)
        return contract


class Contract(RegisterEntry):
    """`yearly` maps years to {"quantity", "amount"}: decimals as text, in `unit` and in million tenge."""

    customer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(_("type"), max_length=20, choices=choices_of(ContractKind))
    number = models.CharField(_("number"), max_length=60)
    signed_on = models.DateField(_("date of conclusion"))
    supplier = models.CharField(_("supplier"), max_length=300)
    supplier_bin = models.CharField(_("BIN of the supplier"), max_length=12, validators=[validate_bin])
    good = models.CharField(_("good"), max_length=300)
    product_code = models.CharField(_("ENS TRU code"), max_length=17, blank=True, validators=[validate_product_code])
    unit = models.CharField(_("unit of measure"), max_length=60, blank=True)
    starts_on = models.DateField(_("first day of the term"))
    ends_on = models.DateField(_("last day of the term"))
    yearly = models.JSONField(_("plan by year"), default=dict, blank=True)
    status = models.CharField(
        _("state"), max_length=15, choices=choices_of(ContractStatus), default=ContractStatus.IN_FORCE.value
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.TextField(_("why it ended early"), blank=True)

    objects = ContractManager()
    history = AuditedRecords()

    class Meta:
        verbose_name = _("contract aimed at industrial development")
        verbose_name_plural = _("contracts aimed at industrial development")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "supplier_bin", "number", "signed_on"],
                name="one_contract_per_number",
                violation_error_message=_("This contract is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_it_starts",
                violation_error_message=_("The last day of the term is before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(status=ContractStatus.IN_FORCE.value, ended_on=None)
                | ~Q(status=ContractStatus.IN_FORCE.value) & Q(ended_on__isnull=False),
                name="contract_ends_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-signed_on", "-id"], name="contract_of_customer"),
            models.Index(fields=["customer", "kind", "-signed_on", "-id"], name="contract_of_kind"),
            models.Index(fields=["customer", "status", "-signed_on", "-id"], name="contract_of_status"),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}, {self.signed_on:%d.%m.%Y}"

    def clean(self) -> None:
        """What the law and plain sense say of the facts together; each problem beside its field."""
        super().clean()
        if self.signed_on and self.starts_on and self.ends_on:
            self._raise(contract_problems(self.signed_on, self.starts_on, self.ends_on))
            self._raise(
                ("yearly", problem)
                for _year, _name, problem in plan_problems(self.yearly, starts_on=self.starts_on, ends_on=self.ends_on)
            )

    def _raise(self, problems: Iterable[tuple[str, Label]]) -> None:
        language, found = get_language() or "kk", defaultdict(list)
        for field, problem in problems:
            found[field].append(problem.in_language(language))
        if found:
            raise ValidationError(dict(found))

    @property
    def term_years(self) -> range:
        return years_of_term(self.starts_on, self.ends_on)

    @property
    def is_in_force(self) -> bool:
        return self.status == ContractStatus.IN_FORCE

    def state(self, on: date) -> RegisterState:
        """As the register lists it: one whose term is over waits for somebody to say what became of it."""
        return RegisterState.TERM_OVER if self.is_in_force and self.ends_on < on else RegisterState(self.status)

    @property
    def term_note(self) -> Label | None:
        return term_note(self.kind, self.starts_on, self.ends_on)

    @property
    def years(self) -> tuple[PlannedYear, ...]:
        return planned_years(self.yearly)

    @property
    def amount(self) -> Decimal:
        """Million tenge planned for all years."""
        return sum((planned.amount or Decimal(0) for planned in self.years), Decimal(0))

    @property
    def as_in_force(self) -> ContractInForce:
        return ContractInForce(
            id=str(self.pk),
            kind=self.kind,
            number=self.number,
            signed_on=self.signed_on.isoformat(),
            starts_on=self.starts_on.isoformat(),
            ends_on=self.ends_on.isoformat(),
            supplier=self.supplier,
            supplier_bin=self.supplier_bin,
            good=self.good,
            product_code=self.product_code,
            unit=self.unit,
            years=self.years,
        )
