"""The journal against the database owner: whatever is changed, cut, moved or put in is named, with its entry."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from icv_portal.journal import chain, sealing
from icv_portal.journal.models import JournalEntry, Seal
from icv_portal.journal.verification import Broken, verify
from tests.journal.test_models import AT, CHAIN, MEMBER, OTHER_CHAIN, SUBJECT, entry
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db
ENTRIES, SEALS = "journal_journalentry", "journal_seal"
NAME, OTHER = str(CHAIN), str(OTHER_CHAIN)
NIGHT = AT + timedelta(hours=8)


@pytest.fixture(autouse=True)
def two_chains() -> None:
    for number in range(1, 6):
        entry(f"event {number}", payload={"order": number})
        entry(f"other {number}", chain_id=OTHER_CHAIN)


@pytest.fixture
def sealed() -> Seal:
    made, _verified = sealing.seal(at=NIGHT)
    return made


def tamper(statement: str, *parameters: object, table: str = ENTRIES) -> None:
    as_database_owner(table, statement.format(table=table), *parameters)


def broken() -> list[Broken]:
    return list(verify().broken)


def test_what_was_written_by_the_portal_is_whole(sealed):
    entry("event 6")
    verified = verify()
    assert (verified.chains, verified.entries, verified.broken) == (2, 11, ())


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE {table} SET payload = '{{\"order\": 9}}' WHERE event = 'event 3'",
            Broken(NAME, 3, "has columns that"),
        ),
        ("UPDATE {table} SET point = '14' WHERE event = 'event 3'", Broken(NAME, 3, "has columns that")),
        ("UPDATE {table} SET membership_id = NULL WHERE event = 'event 5'", Broken(NAME, 5, "has columns that")),
        ("DELETE FROM {table} WHERE event = 'event 3'", Broken(NAME, 3, "is missing")),
        ("DELETE FROM {table} WHERE event = 'event 1'", Broken(NAME, 1, "is missing")),
        (
            "UPDATE {table} SET hash = repeat('0', 64) WHERE event = 'event 2'",
            Broken(NAME, 2, "does not have the hash"),
        ),
        (
            "UPDATE {table} SET previous_hash = repeat('0', 64) WHERE event = 'event 4'",
            Broken(NAME, 4, "does not follow"),
        ),
    ],
)
def test_what_the_chain_alone_betrays_is_named(statement, found):
    tamper(statement)
    (one,) = broken()
    assert (one.chain, one.number) == (found.chain, found.number)
    assert one.what.startswith(found.what)


def test_two_entries_that_changed_places_are_named():
    tamper("UPDATE {table} SET number = number + 100 WHERE event IN ('event 2', 'event 3')")
    tamper("UPDATE {table} SET number = 205 - number - 100 WHERE event IN ('event 2', 'event 3')")
    assert list(JournalEntry.objects.of_chain(CHAIN).values_list("event", flat=True))[1:3] == ["event 3", "event 2"]
    assert [(one.chain, one.number) for one in broken()] == [(NAME, 2)]


def test_a_forged_entry_in_the_middle_is_named():
    tamper("UPDATE {table} SET number = number + 1 WHERE number = 5 AND chain_id = %s", CHAIN)
    tamper("UPDATE {table} SET number = 5 WHERE number = 4 AND chain_id = %s", CHAIN)
    before = JournalEntry.objects.get(chain_id=CHAIN, number=3)
    forged = JournalEntry(
        chain_id=CHAIN, number=4, subject_kind="procedure", subject_id=SUBJECT, event="agreed", at=AT,
        membership_id=MEMBER.id, organization_id=MEMBER.organization_id, audience="customer", previous_hash=before.hash,
    )  # fmt: skip
    forged.content = "{}"
    forged.hash = chain.entry_hash(before.hash, "{}")
    forged.save(force_insert=True)
    assert [(one.chain, one.number) for one in broken()] == [(NAME, 4)]


# What a chain alone cannot betray: its end


def test_a_last_entry_cut_off_leaves_a_whole_chain(sealed):
    tamper("DELETE FROM {table} WHERE event = 'event 5'")
    assert broken() == [Broken(NAME, 5, "is missing: 5 entries were sealed")]


def test_a_chain_that_is_gone_is_named(sealed):
    tamper("DELETE FROM {table} WHERE chain_id = %s", OTHER_CHAIN)
    assert broken() == [Broken(OTHER, 1, "is missing, with all of the chain: 5 entries were sealed")]


def test_a_chain_written_anew_with_fitting_hashes_is_named(sealed):
    tamper("DELETE FROM {table} WHERE chain_id = %s AND number > 3", CHAIN)
    for number in (4, 5, 6):
        entry(f"event {number}", payload={"order": -number})
    assert broken() == [Broken(NAME, 5, "is not the one that was sealed: the chain was written anew")]


def test_without_a_seal_the_cut_is_not_seen():
    tamper("DELETE FROM {table} WHERE event = 'event 5'")
    assert broken() == []


def test_what_came_after_the_last_seal_may_grow(sealed):
    entry("event 6")
    again, _verified = sealing.seal(at=NIGHT + timedelta(days=1))
    assert again.heads == {NAME: [6, JournalEntry.objects.get(event="event 6").hash]}
    tamper("DELETE FROM {table} WHERE event = 'event 6'")
    assert broken() == [Broken(NAME, 6, "is missing: 6 entries were sealed")]


def test_a_seal_keeps_only_the_chains_that_grew(sealed):
    assert set(sealed.heads) == {NAME, OTHER}
    again, _verified = sealing.seal(at=NIGHT + timedelta(days=1))
    assert (again.number, again.heads, again.previous_hash, again.digest) == (2, {}, sealed.hash, sealed.digest)


def test_a_broken_chain_keeps_the_end_it_was_sealed_with(sealed):
    tamper("DELETE FROM {table} WHERE event = 'event 5'")
    again, _verified = sealing.seal(at=NIGHT + timedelta(days=1))
    assert [(one["chain"], one["number"]) for one in again.broken] == [(NAME, 5)]
    assert NAME not in again.heads
    assert broken() == [Broken(NAME, 5, "is missing: 5 entries were sealed")]


# The seals themselves


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET entries = 9 WHERE number = 1",
        "UPDATE {table} SET heads = '{{}}' WHERE number = 1",
        "UPDATE {table} SET broken = '[1]' WHERE number = 1",
        "DELETE FROM {table} WHERE number = 1",
    ],
)
def test_a_changed_seal_is_named(sealed, statement):
    sealing.seal(at=NIGHT + timedelta(days=1))
    tamper(statement, table=SEALS)
    assert [(one.chain, one.number) for one in broken()] == [("seals", 1)]


def test_the_database_keeps_seals_as_they_are(sealed):
    with pytest.raises(Exception, match="Cannot update"):
        Seal.objects.update(entries=1)


def test_a_line_kept_elsewhere_tells_of_a_seal_cut_off(sealed):
    line = sealing.last_line()
    assert line == f"icv-seal 1 2026-09-07T21:31:00+00:00 chains=2 entries=10 {sealed.hash}"
    assert sealing.differs(line) is None
    tamper("DELETE FROM {table}", table=SEALS)
    assert sealing.differs(line) == Broken("seals", 1, "is missing: its line was kept elsewhere")
    entry("event 6")
    sealing.seal(at=NIGHT + timedelta(days=1))
    assert sealing.differs(line) == Broken("seals", 1, "is not the one of the line kept")


# The command


def test_the_command_names_the_first_broken_entry_of_each_chain(capsys):
    tamper("UPDATE {table} SET point = '1' WHERE number IN (2, 4)")
    with pytest.raises(CommandError, match=f"Entry 2 of chain {NAME}"):
        call_command("verify_journal")
    said = capsys.readouterr().out
    assert f"Entry 2 of chain {NAME} has columns" in said
    assert f"Entry 2 of chain {OTHER} has columns" in said
    assert "Entry 4" not in said


def test_the_command_seals_and_says_the_line_to_keep(capsys):
    call_command("verify_journal", "--write-seal")
    said = capsys.readouterr().out.splitlines()
    assert said == ["Chains: 2, entries: 10, broken: 0", sealing.last_line()]
    call_command("verify_journal", "--against", said[-1])


def test_the_command_compares_with_a_line_kept_elsewhere(sealed):
    line = sealing.last_line().replace(sealed.hash, "0" * 64)
    with pytest.raises(CommandError, match="Entry 1 of chain seals is not the one of the line kept"):
        call_command("verify_journal", "--against", line)
    with pytest.raises(CommandError, match="not the line of a seal"):
        call_command("verify_journal", "--against", "icv-seal x")


def test_the_command_tells_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr("icv_portal.journal.management.commands.verify_journal.TOLD_EVERY", 5)
    call_command("verify_journal")
    assert capsys.readouterr().err.splitlines() == ["5 entries checked", "10 entries checked"]


def test_a_whole_chain_of_another_portal_is_not_missed_before_it_was_sealed(sealed):
    entry("opened", chain_id=uuid.UUID(int=77))
    assert broken() == []
