"""Memberships: a person's role in an organisation, from when, until when, on what basis."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.accounts.models.organizations import Organization
from icv_portal.accounts.models.users import User
from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind, Role

STANDS_IN_FOR = """ARRAY(
    SELECT DISTINCT absent.role
    FROM accounts_absence
    JOIN accounts_membership AS absent ON absent.id = accounts_absence.membership_id
    JOIN accounts_user ON accounts_user.id = absent.user_id AND accounts_user.is_active
    WHERE accounts_absence.substitute_id = accounts_membership.id
        AND accounts_absence.first_day <= %s AND accounts_absence.last_day >= %s
        AND absent.valid_from <= %s AND (absent.valid_until IS NULL OR absent.valid_until >= %s)
)"""
"""Asked for every page, like the count of unread notices: put together by the models it took a twelfth of a list."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, day: date) -> "MembershipQuerySet":
        ends = models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        return self.filter(ends, valid_from__lte=day)

    def of_user(self, user: User, *, on: date) -> "MembershipQuerySet":
        """The memberships this person may act in today, with their organisations."""
        if not user.is_active:
            return self.none()
        theirs: MembershipQuerySet = user.memberships.in_force(on)  # each of them knows its person
        return theirs.with_substitutions(on=on).select_related("organization").order_by("valid_from", "id")

    def with_substitutions(self, *, on: date) -> "MembershipQuerySet":
        """`stands_in_for`: the roles of those for whom each is the substitute that day."""
        roles = ArrayField(models.CharField(max_length=30))
        return self.annotate(stands_in_for=RawSQL(STANDS_IN_FOR, [on] * 4, output_field=roles))


class Membership(AuditedModel):
    """Every `by` in the portal is one of these: who acts, as what, for whom."""

    journaled_as = "membership"

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=30, choices=choices_of(Role))
    position = models.CharField(_("position in Kazakh"), max_length=200)
    position_ru = models.CharField(
        _("position in Russian"), max_length=200, blank=True, help_text=_("Letters in Russian carry it.")
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    basis = models.CharField(_("basis (order, power of attorney)"), max_length=300)
    is_deputy = models.BooleanField(
        _("deputy"),
        default=False,
        db_default=False,
        help_text=_("Gets e-mails when a term is in danger, and while nobody else of this role is there."),
    )

    objects = MembershipQuerySet.as_manager()
    history = AuditedRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organization", "role"]

    def __str__(self) -> str:
        return f"{self.user.full_name}, {self.position_as_read}"

    @property
    def position_as_read(self) -> str:
        """In the reader's language, in Kazakh where it has no Russian."""
        return (self.position_ru if get_language() == "ru" else "") or self.position

    @property
    def kind(self) -> OrganizationKind:
        return OrganizationKind(self.organization.kind)

    @property
    def is_official(self) -> bool:
        """Whether this is somebody of a state body that considers programs."""
        return self.kind in (OrganizationKind.REGULATOR, OrganizationKind.AUTHORIZED_BODY)

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def clean(self) -> None:
        """What a form left empty is told beside its own field."""
        organization = getattr(self, "organization", None)  # one being entered together has no id yet
        if organization and organization.kind and self.role and self.role not in ROLES_OF[self.kind]:
            raise ValidationError({"role": _("An organisation of this kind has no such role.")})
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The last day is before the first one.")})
