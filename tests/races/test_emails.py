"""Two workers sweep at the same moment: one e-mail for each person and notice, sent once."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections, transaction

from icv_portal.accounts import addressing
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import Email, InboxEntry
from icv_portal.outbox.sending import send_due
from tests.factories import organizations
from tests.outbox import letters
from tests.outbox.letters import AT

pytestmark = pytest.mark.own_database
NOTICES = 30


def in_other_worker(act: Callable[[], object]) -> None:
    """Run to the end in a thread with a connection of its own."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    worker = threading.Thread(target=run)
    worker.start()
    worker.join(timeout=20)
    assert not worker.is_alive(), "one sweep waits for the other"


def address() -> None:
    addressing.address_notices(at=AT)


@pytest.fixture
def heads() -> set[str]:
    """The keys that NOTICES notices to two heads of a body make."""
    body = organizations.regulator()
    people = [organizations.member(body, Role.REGULATOR_HEAD).user for _ in range(2)]
    entries = [letters.notice(organization_id=body.pk) for _ in range(NOTICES)]
    return {f"{entry.key}:{person.pk}" for entry in entries for person in people}


def test_a_second_sweep_takes_other_notices(heads: set[str], monkeypatch):
    monkeypatch.setattr(addressing, "AT_ONCE", NOTICES // 2)
    with transaction.atomic():
        assert addressing._address_some(AT)
        in_other_worker(address)
        assert Email.objects.count() == len(heads), "the other half is made while this one is not committed"
    assert not InboxEntry.objects.unaddressed().exists()
    assert sorted(Email.objects.values_list("key", flat=True)) == sorted(heads)


def test_sweeps_at_once_make_one_email_for_each_person_and_notice(heads: set[str], monkeypatch):
    monkeypatch.setattr(addressing, "AT_ONCE", 3)
    together = threading.Barrier(4)

    def sweep() -> None:
        together.wait(timeout=20)
        address()

    workers = [threading.Thread(target=in_other_worker, args=[sweep]) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)
    assert not InboxEntry.objects.unaddressed().exists()
    assert sorted(Email.objects.values_list("key", flat=True)) == sorted(heads)


class Interrupted(BaseEmailBackend):
    """While it is sending one e-mail, another worker sweeps."""

    taken: list[str]

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        first = not Interrupted.taken
        Interrupted.taken += [address for message in email_messages for address in message.to]
        if first:
            in_other_worker(lambda: send_due(lambda: AT))
        return len(email_messages)


def test_a_second_sweep_leaves_what_the_first_is_sending(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Interrupted"
    Interrupted.taken = []
    people = [f"person{number}@example.kz" for number in range(5)]
    for person in people:
        letters.email(person)
    send_due(lambda: AT)
    assert sorted(Interrupted.taken) == people
    assert Email.objects.filter(sent_at__isnull=False).count() == len(people)
