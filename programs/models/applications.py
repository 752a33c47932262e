"""Applications received from manufacturers for contracts aimed at industrial development (p. 6(3))."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models import Membership
from icv_portal.accounts.models.audited import AuditedRecords
from icv_portal.accounts.models.organizations import validate_bin
from programs.models.contracts import validate_product_code
from programs.models.programs import Program
from programs.models.register import RegisterEntry
from programs.rules.applications import APPLIED_FOR, ApplicationOutcome, ReceivedApplication
from programs.rules.contracts import ContractKind


class ManufacturerApplicationQuerySet(models.QuerySet["ManufacturerApplication"]):
    def visible_to(self, membership: Membership | None) -> "ManufacturerApplicationQuerySet":
        """Of one's own company's programs; everybody else reads what versions hold of them."""
        return self.filter(program__in=Program.objects.drafted_by(membership))

    def in_order(self) -> "ManufacturerApplicationQuerySet":
        """As they came in."""
        return self.order_by("received_on", "manufacturer_bin", "pk")


class ManufacturerApplication(RegisterEntry):
    """A fact, entered whoever the program lies with; `volume` is what is offered for a year."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(
        _("type of contract"),
        max_length=20,
        choices=[choice for choice in choices_of(ContractKind) if choice[0] in APPLIED_FOR],
    )
    manufacturer = models.CharField(_("manufacturer"), max_length=300)
    manufacturer_bin = models.CharField(_("BIN of the manufacturer"), max_length=12, validators=[validate_bin])
    good = models.CharField(_("good"), max_length=300)
    product_code = models.CharField(_("ENS TRU code"), max_length=17, blank=True, validators=[validate_product_code])
    volume = models.DecimalField(_("volume offered a year"), max_digits=19, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit of measure"), max_length=60, blank=True)
    received_on = models.DateField(_("received on"))
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=15, choices=choices_of(ApplicationOutcome), default=ApplicationOutcome.CONSIDERED.value
    )
    answer = models.TextField(_("answer to the manufacturer"), blank=True)

    objects = ManufacturerApplicationQuerySet.as_manager()
    history = AuditedRecords()

    class Meta:
        verbose_name = _("application of a manufacturer")
        verbose_name_plural = _("applications of manufacturers")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "kind", "manufacturer_bin", "good", "received_on"],
                name="one_application_a_day",
                violation_error_message=_("This application is entered already."),
            )
        ]
        indexes = [models.Index(fields=["program", "-received_on", "-id"], name="application_of_program")]

    def __str__(self) -> str:
        return f"{self.manufacturer}, {self.good}"

    @property
    def as_received(self) -> ReceivedApplication:
        return ReceivedApplication(
            id=str(self.pk),
            kind=self.kind,
            manufacturer=self.manufacturer,
            manufacturer_bin=self.manufacturer_bin,
            good=self.good,
            product_code=self.product_code,
            volume=self.volume,
            unit=self.unit,
            received_on=self.received_on.isoformat(),
            letter_number=self.letter_number,
            outcome=self.outcome,
            answer=self.answer,
        )
