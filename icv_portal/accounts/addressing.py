"""Who is written to about a notice: the people of its organisation who hold one of its roles now, each once.

Whoever is away has a substitute, who is written to instead. A deputy is written to when a term is in danger, or while
nobody else of the role is there. A person may choose to be told of some kinds of notices once a day, or in the inbox
alone. Now is twice: when the e-mail is made, and when it is sent, which may be days later.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    When,
)
from django.utils import timezone

from icv_portal.accounts.models import Absence, DailyNotice, Membership, User
from icv_portal.accounts.rules.notice_kinds import EmailChoice, NoticeKind
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS, Email, InboxEntry

AT_ONCE = 100
"""Notices of one transaction."""
ROLES = ArrayField(CharField(max_length=40))


@dataclass(frozen=True)
class People:
    """Of some organisations on one day: who holds which role, and who is away, by membership, with their substitutes.

    Only those who have not left are among them.
    """

    memberships: Mapping[uuid.UUID, Membership]
    substitutes: Mapping[uuid.UUID, uuid.UUID | None]

    def holders(self, entry: InboxEntry) -> list[Membership]:
        return [
            one
            for one in self.memberships.values()
            if one.organization_id == entry.organization_id and one.role in entry.roles
        ]

    def is_away(self, membership: Membership) -> bool:
        return membership.pk in self.substitutes

    def reached(self, membership: Membership) -> Membership:
        """Whoever stands in for one who is away; the absent person where nobody does: better late than nobody."""
        substitute = self.memberships.get(self.substitutes.get(membership.pk) or membership.pk)
        return membership if substitute is None or self.is_away(substitute) else substitute


def address_notices(*, at: datetime) -> int:
    """Make the e-mails about every notice that has none yet; a second sweep at the same time takes other notices.

    About how many.
    """
    addressed = 0
    while some := _address_some(at):
        addressed += some
    return addressed


def _address_some(at: datetime) -> int:
    with transaction.atomic():
        entries = list(InboxEntry.objects.unaddressed().select_for_update(skip_locked=True)[:AT_ONCE])
        if not entries:
            return 0
        emails, daily = _written(entries, at)
        Email.objects.bulk_create(emails, ignore_conflicts=True)
        DailyNotice.objects.bulk_create(daily, ignore_conflicts=True)
        InboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(addressed_at=at)
        nudge(SEND_EMAILS)
    return len(entries)


def _written(entries: list[InboxEntry], at: datetime) -> tuple[list[Email], list[DailyNotice]]:
    """E-mails to be sent at once, and what waits for “your day”."""
    people = people_of({entry.organization_id for entry in entries}, at)
    emails, daily = [], []
    for entry in entries:
        for user in sorted(readers(entry, people), key=lambda user: user.pk):
            choice = user.wants_by_email(entry.kind)
            if choice is EmailChoice.AT_ONCE:
                emails.append(_email(entry, user, at))
            elif choice is EmailChoice.DAILY:
                daily.append(DailyNotice(user=user, entry=entry, made_at=at))
    return emails, daily


def _email(entry: InboxEntry, user: User, at: datetime) -> Email:
    return Email(
        key=f"{entry.key}:{user.pk}",
        entry=entry,
        user_id=user.pk,
        address=user.email,
        language=user.language,
        created_at=at,
        next_attempt_at=at,
    )


def people_of(organizations: Collection[uuid.UUID], at: datetime) -> People:
    """On the day of the sweep: whoever has left since the notice may not read it. Two queries."""
    day = timezone.localdate(at)
    in_force = Membership.objects.filter(organization_id__in=organizations).in_force(day).filter(user__is_active=True)
    memberships = {one.pk: one for one in in_force.select_related("user").order_by("user_id")}
    away = Absence.objects.on(day).filter(membership__organization_id__in=organizations)
    return People(memberships, dict(away.values_list("membership_id", "substitute_id")))


def readers(entry: InboxEntry, people: People) -> set[User]:
    """Those to be written to about a notice, as far as it is not their own choice when."""
    holders = people.holders(entry)
    chosen = holders if entry.kind == NoticeKind.ESCALATION else [one for one in holders if not one.is_deputy]
    covered = {one.role for one in chosen if not people.is_away(one)}
    deputies = [one for one in holders if one.is_deputy and one.role not in covered]
    return {people.reached(one).user for one in [*chosen, *deputies]}


def present_address(at: datetime) -> Case:
    """Of the person of an Email, if that person reads its notice on this day; for `outbox.readers.register`."""
    day = timezone.localdate(at)
    members = Membership.objects.in_force(day).filter(user_id=OuterRef("user_id"), user__is_active=True)
    about_notice = Subquery(_readers_of_notice(members, day).values("user__email")[:1])
    of_organizations = Q(organizations__len=Subquery(_number_of_organizations(members)))
    address = Subquery(members.values("user__email")[:1])
    return Case(When(entry__isnull=False, then=about_notice), When(of_organizations, then=address))


def _number_of_organizations(members: QuerySet[Membership]) -> QuerySet[Any]:
    """Of those an Email without a notice tells of, in how many its person is."""
    told_of = ExpressionWrapper(OuterRef("organizations"), output_field=ArrayField(UUIDField()))
    within = members.alias(told_of=told_of).filter(told_of__contains=[F("organization_id")])  # type: ignore[misc]
    return within.order_by().values("user_id").annotate(n=Count("organization_id", distinct=True)).values("n")


def _readers_of_notice(members: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    """Of these the ones who read the notice of the Email that is asked about."""
    memberships = members.filter(organization_id=OuterRef("entry__organization_id"))
    in_force = Membership.objects.in_force(day).filter(user__is_active=True)
    replaced = Absence.objects.on(day).filter(substitute=OuterRef("pk"), membership__in=in_force)
    stands_in = _of_roles(replaced, OuterRef(OuterRef("entry__roles")), "membership__role")
    read = memberships.alias(roles=_as_roles(OuterRef("entry__roles")))
    return read.filter(Q(roles__contains=[F("role")]) | Exists(stands_in))  # type: ignore[misc]  # an array


def _of_roles(rows: QuerySet[Any], roles: OuterRef, role: str) -> QuerySet[Any]:
    return rows.alias(roles=_as_roles(roles)).filter(roles__contains=[F(role)])


def _as_roles(roles: OuterRef) -> ExpressionWrapper:
    return ExpressionWrapper(roles, output_field=ROLES)
