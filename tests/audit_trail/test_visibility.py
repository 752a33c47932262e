"""Every address of the auditor's pages for every kind of person."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.audit_trail import exports
from icv_portal.audit_trail.urls import urlpatterns
from icv_portal.journal.models import JournalEntry
from tests.approvals.conftest import NOW, SignIn
from tests.approvals.test_visibility import people
from tests.factories import cases
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
POSTED = ("export_journal", "export_timeline")
NOTHING = dict.fromkeys(["audit", "audit_entry", "export_journal", "history_export", "history_file"], 404)
READER = {**NOTHING, "export_timeline": 302}
STRANGER = {**NOTHING, "export_timeline": 404}

ANSWERS: Mapping[str, Mapping[str, int]] = {
    "own drafter": READER,
    "own signatory": {**READER, "history_export": 200, "history_file": 200},
    "own administrator": READER,
    "other company": STRANGER,
    "regulator reviewer": READER,
    "regulator registrar": READER,
    "regulator head": READER,
    "other regulator": STRANGER,
    "body reviewer": STRANGER,
    "body registrar": STRANGER,
    "body head": STRANGER,
    "auditor": {**READER, "audit": 200, "audit_entry": 200, "export_journal": 302},
    "portal administrator": {**STRANGER, "audit": 200, "export_journal": 302},
    "no membership": STRANGER,
    "anonymous": dict.fromkeys(STRANGER, 302),
}


def test_the_table_names_every_address():
    assert all({pattern.name for pattern in urlpatterns} == set(expected) for expected in ANSWERS.values())


def test_who_may_open_what(signed_in: SignIn, tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path
    case = cases.in_state(State.WITH_REGULATOR)
    asked = exports.want(case.signatory, filters={}, procedure_id=case.procedure_id, language="en", at=NOW)
    exports.write_due(NOW)
    addresses = {
        "audit": reverse("audit"),
        "audit_entry": reverse("audit_entry", args=[JournalEntry.objects.get(event="submitted").pk]),
        "export_journal": reverse("export_journal"),
        "export_timeline": reverse("export_timeline", args=[case.procedure_id]),
        "history_export": reverse("history_export", args=[asked.pk]),
        "history_file": reverse("history_file", args=[asked.pk]),
    }
    found: dict[str, dict[str, int]] = {}
    for who, membership in people(case).items():
        found[who] = {}
        for name, address in addresses.items():
            browser = signed_in(membership)
            answer: Any = browser.post(address) if name in POSTED else browser.get(address)
            found[who][name] = answer.status_code
            if answer.streaming:
                assert b"".join(answer.streaming_content)
    assert found == ANSWERS


def test_reading_writes_nothing(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    reader: Membership | None = people(case)["auditor"]
    browser = signed_in(reader)
    entry = JournalEntry.objects.get(event="submitted")
    before = fingerprint()
    for address in (reverse("audit"), reverse("audit_entry", args=[entry.pk])):
        assert browser.get(address).status_code == 200
    assert browser.get(reverse("export_journal")).status_code == 405
    assert changed_tables(before, fingerprint()) == set()
