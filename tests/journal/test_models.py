"""The journal: numbered without gaps, chained by hashes, and found out when somebody changed it past the triggers."""

import uuid
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import pytest

from icv_portal.journal import chain
from icv_portal.journal.models import Audience, JournalEntry, first_broken_entry, record
from tests.factories.moments import moment
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db
CHAIN = uuid.UUID("0b7b7c53-8b6e-4d53-9d0d-0a5c5f6b1f01")
OTHER_CHAIN = uuid.UUID("0b7b7c53-8b6e-4d53-9d0d-0a5c5f6b1f02")
SUBJECT = uuid.UUID("0b7b7c53-8b6e-4d53-9d0d-0a5c5f6b1f03")
AT = moment("2026-09-07", "18:31")


@dataclass
class Member:
    id: uuid.UUID
    organization_id: uuid.UUID


MEMBER = Member(uuid.UUID(int=1), uuid.UUID(int=2))


def entry(event: str = "submitted", *, chain_id: uuid.UUID = CHAIN, **fields: Any) -> JournalEntry:
    given: dict[str, Any] = {"subject_kind": "procedure", "subject_id": SUBJECT, "by": MEMBER, "at": AT} | fields
    return record(chain_id=chain_id, event=event, **given)


@pytest.fixture
def five() -> None:
    for number in range(1, 6):
        entry(f"event {number}", payload={"order": number})


def test_entries_are_numbered_and_chained():
    first, second = entry("opened"), entry("submitted")
    assert (first.number, first.previous_hash) == (1, "0" * 64)
    assert (second.number, second.previous_hash) == (2, first.hash)
    assert second.hash == chain.entry_hash(first.hash, second.content)


def test_chains_do_not_touch_each_other():
    entry("opened")
    other = entry("opened", chain_id=OTHER_CHAIN)
    assert (other.number, other.previous_hash) == (1, "0" * 64)
    assert list(JournalEntry.objects.of_chain(CHAIN).values_list("number", flat=True)) == [1]


def test_the_content_is_canonical_and_in_universal_time():
    entry(point="10, 11", version_sha256="ab" * 32, payload={"ү": [1, None, "№"], "a": True})
    stored = JournalEntry.objects.get()
    assert stored.content == (
        '{"at":"2026-09-07T13:31:00+00:00","audience":"customer","chain":"0b7b7c53-8b6e-4d53-9d0d-0a5c5f6b1f01",'
        '"event":"submitted","membership":"00000000-0000-0000-0000-000000000001","number":1,'
        '"organization":"00000000-0000-0000-0000-000000000002","payload":{"a":true,"ү":[1,null,"№"]},'
        '"point":"10, 11","subject":{"id":"0b7b7c53-8b6e-4d53-9d0d-0a5c5f6b1f03","kind":"procedure"},'
        f'"version_sha256":"{"ab" * 32}"}}'
    )


def test_the_time_zone_of_the_clock_does_not_matter():
    assert entry(at=AT).content == entry(at=AT.astimezone(UTC), chain_id=CHAIN).content.replace(
        '"number":2', '"number":1'
    )
    assert first_broken_entry(CHAIN) is None


def test_what_the_portal_does_by_itself_has_nobody():
    entry(by=None)
    stored = JournalEntry.objects.get()
    assert (stored.membership_id, stored.organization_id) == (None, None)
    assert first_broken_entry(CHAIN) is None


def test_a_whole_chain_and_an_empty_one_have_no_broken_entry(five):
    assert first_broken_entry(CHAIN) is None
    assert first_broken_entry(OTHER_CHAIN) is None


TAMPERED = {
    "content": "replace(content, 'event 3', 'event 9')",
    "hash": "repeat('0', 64)",
    "previous_hash": "repeat('0', 64)",
    "event": "'agreed'",
    "payload": """'{"order": 33}'""",
    "at": "at + interval '1 microsecond'",
    "point": "'14'",
    "membership_id": "gen_random_uuid()",
    "organization_id": "NULL",
    "subject_id": "gen_random_uuid()",
    "subject_kind": "'report'",
    "version_sha256": "repeat('a', 64)",
    "audience": "'oversight'",
}


@pytest.mark.parametrize("column", TAMPERED)
def test_a_changed_entry_is_named(five, column):
    as_database_owner(
        "journal_journalentry", f"UPDATE journal_journalentry SET {column} = {TAMPERED[column]} WHERE number = 3"
    )
    assert first_broken_entry(CHAIN) == 3


def test_every_column_but_the_key_is_watched():
    columns = {field.name for field in JournalEntry._meta.fields}
    assert columns - {"id", "chain_id", "number"} == set(TAMPERED)


@pytest.mark.parametrize("number", [1, 3, 4])
def test_a_missing_entry_is_named(five, number):
    as_database_owner("journal_journalentry", "DELETE FROM journal_journalentry WHERE number = %s", number)
    assert first_broken_entry(CHAIN) == number


def test_a_missing_entry_is_named_also_when_the_others_are_renumbered(five):
    as_database_owner("journal_journalentry", "DELETE FROM journal_journalentry WHERE number = 3")
    as_database_owner("journal_journalentry", "UPDATE journal_journalentry SET number = number - 1 WHERE number > 3")
    assert first_broken_entry(CHAIN) == 3


def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_next_one(five):
    third = JournalEntry.objects.get(number=3)
    content = third.content.replace("event 3", "event 9")
    as_database_owner(
        "journal_journalentry",
        "UPDATE journal_journalentry SET event = 'event 9', content = %s, hash = %s WHERE number = 3",
        content,
        chain.entry_hash(third.previous_hash, content),
    )
    assert first_broken_entry(CHAIN) == 4


def test_an_entry_moved_to_another_chain_is_missed_in_its_own(five):
    entry("opened", chain_id=OTHER_CHAIN)
    as_database_owner(
        "journal_journalentry",
        "UPDATE journal_journalentry SET chain_id = %s WHERE number = 2 AND chain_id = %s",
        OTHER_CHAIN,
        CHAIN,
    )
    assert (first_broken_entry(CHAIN), first_broken_entry(OTHER_CHAIN)) == (2, 2)


def test_a_new_entry_after_a_broken_one_does_not_mend_the_chain(five):
    as_database_owner("journal_journalentry", "UPDATE journal_journalentry SET event = 'x' WHERE number = 5")
    entry("event 6")
    assert first_broken_entry(CHAIN) == 5


@pytest.mark.parametrize(
    ("audience", "customer", "own_body", "other_body"),
    [
        (Audience.CUSTOMER, True, True, True),
        (Audience.BODIES, False, True, True),
        (Audience.STAFF, False, True, False),
        (Audience.OVERSIGHT, False, False, False),
    ],
)
def test_an_entry_is_read_by_its_audience(audience, customer, own_body, other_body):
    entry(audience=audience)
    entries, own = JournalEntry.objects, MEMBER.organization_id
    assert entries.readable_by_customer(uuid.UUID(int=7)).exists() is customer
    assert entries.readable_by_body(own).exists() is own_body
    assert entries.readable_by_body(uuid.UUID(int=8)).exists() is other_body


def test_a_customer_reads_its_own_staffs_entries():
    entry(audience=Audience.STAFF)
    assert JournalEntry.objects.readable_by_customer(MEMBER.organization_id).exists()
