"""The portal's inbox: one notice per key, for the people of one organisation, in their language."""

import uuid
from typing import Any

import pytest
from django.utils import translation

from icv_portal.outbox.models import InboxEntry, Wording, deliver
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
BODY, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
AT = moment("2026-09-07")
TEXTS = {"kk": "Келді", "ru": "Поступила", "en": "Filed"}


def delivered(**changes: Any) -> InboxEntry:
    fields: dict[str, Any] = {
        "key": "filed:1",
        "organization_id": BODY,
        "roles": ["regulator_reviewer", "regulator_head"],
        "event": "filed",
        "subject_id": uuid.UUID(int=3),
        "wordings": {code: Wording(title=text, text=text) for code, text in TEXTS.items()},
        "link": "/procedures/3/",
        "at": AT,
    }
    [entry] = deliver(InboxEntry.saying(**fields | changes))
    return entry


def test_the_same_key_again_gives_the_entry_that_is_there():
    first = delivered()
    again = delivered(wordings=dict.fromkeys(TEXTS, Wording("!", "!")), organization_id=OTHER, at=moment("2026-09-08"))
    assert again == first
    assert (again.text_kk, again.organization_id, again.delivered_at) == ("Келді", BODY, AT)
    assert InboxEntry.objects.count() == 1
    assert delivered(key="filed:2") != first


@pytest.mark.parametrize(
    ("organization", "role", "reads"),
    [(BODY, "regulator_head", True), (BODY, "regulator_registrar", False), (OTHER, "regulator_head", False)],
)
def test_a_notice_is_for_these_roles_of_this_organisation(organization, role, reads):
    delivered()
    assert InboxEntry.objects.addressed_to(organization_id=organization, roles=[role]).exists() is reads


def test_the_first_opening_is_kept():
    entry = delivered()
    assert InboxEntry.objects.unread().exists()
    entry.open(by_id=uuid.UUID(int=4), at=moment("2026-09-08"))
    entry.open(by_id=uuid.UUID(int=5), at=moment("2026-09-09"))
    stored = InboxEntry.objects.get()
    assert (stored.opened_by_id, stored.opened_at) == (uuid.UUID(int=4), moment("2026-09-08"))
    assert not InboxEntry.objects.unread().exists()


def test_the_first_opening_is_kept_when_two_people_open_at_once():
    delivered()
    one, other = InboxEntry.objects.get(), InboxEntry.objects.get()
    one.open(by_id=uuid.UUID(int=4), at=moment("2026-09-08"))
    other.open(by_id=uuid.UUID(int=5), at=moment("2026-09-08"))
    assert InboxEntry.objects.get().opened_by_id == uuid.UUID(int=4)


@pytest.mark.parametrize(("language", "text"), [("kk", "Келді"), ("ru", "Поступила"), ("en", "Filed")])
def test_the_text_is_in_the_readers_language(language, text):
    entry = delivered()
    with translation.override(language):
        assert str(entry) == text
