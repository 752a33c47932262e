"""The whole demo in one transaction, on a database nobody uses yet."""

from datetime import datetime

from django.db import transaction

from approvals.models import CalendarDay
from icv_portal.accounts.models import User
from icv_portal.demo.histories import Histories
from icv_portal.demo.moments import Present
from icv_portal.demo.organizations import load_organizations
from icv_portal.demo.people import load_people, sign_ins
from icv_portal.demo.story import Storyteller


class DatabaseNotEmpty(Exception):
    """There are people in the database: demo accounts with a public password have no place beside them."""


@transaction.atomic
def load(*, at: datetime) -> None:
    """Load everything as it would stand at this moment; raises DatabaseNotEmpty."""
    if User.objects.exists():
        raise DatabaseNotEmpty
    present = Present.at(at, CalendarDay.objects.calendar())
    organizations = load_organizations()
    members = load_people(organizations)
    Histories(Storyteller(organizations, members), present).all()


def is_loaded() -> bool:
    """Whether the demo's people are among those of the database."""
    return User.objects.filter(email__in=[shown.email for shown in sign_ins()]).exists()
