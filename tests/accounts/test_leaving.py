"""Between the making of an e-mail and its sending people leave, move and come back: who reads the notice now counts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail

from icv_portal.accounts.addressing import address_notices
from icv_portal.accounts.models import Membership
from icv_portal.accounts.returned_emails import dead_addresses, email_alarm, unreached
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import NO_READER, Email
from icv_portal.outbox.sending import send_due
from tests.factories import organizations
from tests.outbox import letters
from tests.outbox.letters import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
DAY = date(2026, 9, 7)
"""The day of AT."""


@pytest.fixture
def member() -> Membership:
    """A head with an e-mail made about a notice to heads and reviewers, beside one who stays."""
    body = organizations.regulator()
    made, _stays = (organizations.member(body, Role.REGULATOR_HEAD) for _ in range(2))
    letters.notice(organization_id=body.pk, sender_id=body.pk, roles=[Role.REGULATOR_HEAD, Role.REGULATOR_REVIEWER])
    address_notices(at=AT)
    assert Email.objects.due(AT).count() == 2
    return made


def sweep() -> list[str]:
    send_due(lambda: LATER)
    return sorted(letter.to[0] for letter in mail.outbox)


def end(member: Membership) -> None:
    member.valid_until = DAY
    member.save_by(None, reason="test")


def deactivate(member: Membership) -> None:
    member.user.is_active = False
    member.user.save()


def give(member: Membership, role: Role) -> None:
    end(member)
    organizations.member(member.organization, role, user=member.user)


def take_away_the_role(member: Membership) -> None:
    give(member, Role.REGULATOR_REGISTRAR)


def move_to_another_body(member: Membership) -> None:
    end(member)
    organizations.member(organizations.regulator(), Role.REGULATOR_HEAD, user=member.user)


@pytest.mark.parametrize("leave", [end, deactivate, take_away_the_role, move_to_another_body])
def test_who_has_left_is_not_written_to(member: Membership, leave: Callable[[Membership], None]):
    leave(member)
    stays = Email.objects.exclude(user_id=member.user_id).get()
    assert sweep() == [stays.address]
    email = Email.objects.get(user_id=member.user_id)
    assert (email.sent_at, email.next_attempt_at, email.failed_at) == (None, None, LATER)
    assert (email.last_error, email.attempts) == (NO_READER, 0)


def test_an_address_left_behind_is_not_a_dead_one(member: Membership):
    take_away_the_role(member)
    sweep()
    email = Email.objects.failed().get()
    assert email.entry
    assert not Email.objects.returned().exists()
    assert dead_addresses(member.organization_id, at=LATER) == []
    assert unreached(email.entry.subject_id, member.organization_id) == []
    assert email_alarm(at=LATER).returned == 0


def test_another_of_the_roles_is_enough(member: Membership):
    give(member, Role.REGULATOR_REVIEWER)
    assert member.user.email in sweep()


def test_the_last_day_counts(member: Membership):
    end(member)
    send_due(lambda: AT)
    assert member.user.email in [letter.to[0] for letter in mail.outbox]


def test_the_address_is_the_present_one(member: Membership):
    former, member.user.email = member.user.email, "new@example.kz"
    member.user.save()
    told = sweep()
    assert "new@example.kz" in told
    assert former not in told
    assert Email.objects.get(user_id=member.user_id).address == "new@example.kz"


def test_who_comes_back_is_written_to_when_somebody_says_so(member: Membership):
    end(member)
    sweep()
    organizations.member(member.organization, Role.REGULATOR_HEAD, user=member.user)
    assert member.user.email not in sweep()
    assert Email.objects.all().try_again(LATER) == 1
    assert member.user.email in sweep()


def test_a_password_letter_goes_where_it_was_asked_for(member: Membership):
    """Setting a password needs no role; whoever may not sign in was made none."""
    Email.objects.all().delete()
    end(member)
    letters.email("asked@example.kz", user_id=member.user_id, subject="s", text="the key")
    assert sweep() == ["asked@example.kz"]
