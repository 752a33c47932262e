import logging

import pytest

from icv_portal.journal import sealing
from icv_portal.journal.models import Seal
from icv_portal.journal.tasks import verify_chains
from tests.journal.test_models import OTHER_CHAIN, entry
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db


def test_the_nightly_look_names_the_broken_chain_and_counts_all(caplog):
    for number in range(3):
        entry(f"event {number}")
        entry(f"event {number}", chain_id=OTHER_CHAIN)
    as_database_owner(
        "journal_journalentry",
        "UPDATE journal_journalentry SET event = 'x' WHERE number = 2 AND chain_id = %s",
        OTHER_CHAIN,
    )
    with caplog.at_level(logging.INFO):
        verify_chains()
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert errors[0].startswith(f"Journal: Entry 2 of chain {OTHER_CHAIN} has columns")
    assert [one["number"] for one in Seal.objects.get().broken] == [2]


def test_whole_chains_raise_no_alarm_and_are_sealed(caplog):
    entry()
    with caplog.at_level(logging.INFO):
        verify_chains()
    said = ["Journal: 1 chains checked, 0 broken", f"Journal: {sealing.last_line()}"]
    assert [record.getMessage() for record in caplog.records] == said
