"""What of the journal a membership may read across everything, in order and narrowed down."""

from approvals.timeline import readable, with_state_before
from icv_portal.accounts.keyset import KeysetPage, keyset_page
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.journal.models import Audience, JournalEntry, JournalEntryQuerySet

NEWEST_FIRST = ("-at", "-id")


def may_read_everything(membership: Membership | None) -> bool:
    """Auditors; portal administrators read here what they keep, and no program."""
    return membership is not None and membership.kind in (OrganizationKind.OVERSIGHT, OrganizationKind.PORTAL)


def readable_across(membership: Membership | None) -> JournalEntryQuerySet:
    if membership is not None and membership.kind is OrganizationKind.PORTAL:
        return JournalEntry.objects.filter(audience=Audience.PORTAL)
    if membership is not None and membership.kind is OrganizationKind.OVERSIGHT:
        return readable(JournalEntry.objects.all(), membership)
    return JournalEntry.objects.none()


def page_of(entries: JournalEntryQuerySet, *, cursor: str, size: int = 50) -> KeysetPage:
    return keyset_page(with_state_before(entries).defer("content"), order=NEWEST_FIRST, cursor=cursor, size=size)
