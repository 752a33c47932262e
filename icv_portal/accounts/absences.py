"""Entering an absence and ending it, by the person or by whoever answers for the organisation."""

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models import Absence, Membership, User
from icv_portal.accounts.models.absences import AbsenceQuerySet
from icv_portal.accounts.models.memberships import MembershipQuerySet
from icv_portal.accounts.rules.notice_kinds import EmailChoice
from icv_portal.accounts.rules.roles import ANSWER_FOR_OTHERS


def kept_by(by: Membership, on: date) -> MembershipQuerySet:
    """The memberships whose absences this one may enter: one's own, and with a role that answers for others theirs."""
    in_force = Membership.objects.in_force(on).filter(organization=by.organization_id, user__is_active=True)
    if by.role in ANSWER_FOR_OTHERS:
        return in_force
    return in_force.filter(user=by.user_id)


def absences_seen_by(by: Membership) -> AbsenceQuerySet:
    """Everybody in an organisation may know who is away; only some may change it."""
    return Absence.objects.in_organization(by.organization_id).select_related("membership__user", "substitute__user")


def choose_emails(user: User, *, reminder_emails: EmailChoice, news_emails: EmailChoice) -> None:
    """When this person is written to about notices of the kinds that leave a choice."""
    user.reminder_emails, user.news_emails = reminder_emails, news_emails
    user.save(update_fields=["reminder_emails", "news_emails"])


@transaction.atomic
def enter_absence(
    *,
    membership: Membership,
    first_day: date,
    last_day: date,
    substitute: Membership | None,
    by: Membership,
    at: datetime,
) -> Absence:
    """Raises PermissionDenied for somebody else's absence, ValidationError for days or a substitute that do not fit."""
    on = localdate(at)
    if not by.is_in_force(on) or not kept_by(by, on).filter(pk=membership.pk).exists():
        raise PermissionDenied
    if substitute is not None and not (substitute.is_in_force(on) and substitute.user.is_active):
        raise ValidationError({"substitute": _("This person is not there any more.")})
    Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)  # one absence after the other
    absence = Absence(membership=membership, first_day=first_day, last_day=last_day, substitute=substitute)
    absence.full_clean(validate_constraints=False)
    absence.save_by(by, reason="entered", at=at)
    return absence


@transaction.atomic
def end_absence(absence_id: uuid.UUID, *, by: Membership, at: datetime) -> None:
    """Back today: it lasted until yesterday; one that has not begun is removed, one that is over stays as it was.

    Of whoever has left, too: it is then ended by those who answer for the organisation.
    """
    absence = Absence.objects.select_for_update(of=("self",)).select_related("membership").filter(pk=absence_id).first()
    if absence is None:  # removed at the same moment
        return
    today = localdate(at)
    if not by.is_in_force(today) or not may_end(absence, by):
        raise PermissionDenied
    if absence.last_day < today:
        return
    if absence.first_day >= today:
        absence.delete_by(by, reason="removed", at=at)
        return
    absence.last_day = today - timedelta(days=1)
    absence.save_by(by, reason="ended", at=at)


def may_end(absence: Absence, by: Membership) -> bool:
    is_own = absence.membership.user_id == by.user_id
    return absence.organization_id == by.organization_id and (is_own or by.role in ANSWER_FOR_OTHERS)


def inbox_roles(membership: Membership, on: date) -> list[str]:
    """Whose notices a membership reads: those of its role, and of the roles it stands in for that day."""
    if "stands_in_for" not in membership.__dict__:
        membership = Membership.objects.with_substitutions(on=on).get(pk=membership.pk)
    stands_in_for: list[str] = membership.__dict__["stands_in_for"]
    return sorted({membership.role, *stands_in_for})
