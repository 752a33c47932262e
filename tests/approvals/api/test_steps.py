"""Steps through the API: taken once, the same again is done, an outdated one is told who did what."""

import json
import re
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from time_machine import Traveller

from approvals.models import Letter, Procedure
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from icv_portal.outbox.models import InboxEntry
from tests.approvals import step_pages
from tests.approvals.api import calls
from tests.approvals.conftest import NOW, SignIn
from tests.approvals.test_step_views import overtake
from tests.factories import cases, programs
from tests.factories.cases import Case
from tests.fingerprints import changed_tables, fingerprint
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
AFTER = {
    "submit": State.WITH_REGULATOR,
    "resubmit": State.WITH_REGULATOR,
    "adopt": State.ADOPTED,
    "withdraw": State.WITHDRAWN,
    "agree": State.WITH_AUTHORIZED_BODY,
    "refuse": State.REWORK,
}
SUBJECT_OF_PAGE = ("decide_preliminarily", "object_to", "keep_minutes")


@pytest.mark.parametrize("name", calls.FROM)
def test_a_step_is_taken_once_and_the_same_request_again_is_done(name: str, signed_in: SignIn):
    case = calls.case_for(name)
    browser, where, sent = signed_in(calls.who_takes(name, case)), calls.address(name, case), calls.body(name, case)
    first = browser.post(where, sent, content_type=calls.JSON)
    assert first.status_code == 200
    assert Procedure.objects.get(pk=case.procedure_id).state == AFTER.get(name, calls.FROM[name])
    taken = fingerprint()
    second = browser.post(where, sent, content_type=calls.JSON)
    assert (second.status_code, second.json()) == (200, first.json())
    assert changed_tables(taken, fingerprint()) == set()


@pytest.mark.parametrize("name", AFTER)
def test_an_outdated_request_gets_the_present_state_and_changes_nothing(name: str, signed_in: SignIn):
    case = calls.case_for(name)
    browser, where, sent = signed_in(calls.who_takes(name, case)), calls.address(name, case), calls.body(name, case)
    overtake(name, case)
    moved_on = fingerprint()
    answer = browser.post(where, sent, content_type=calls.JSON)
    told, present = answer.json(), case.procedure
    assert (answer.status_code, told["code"]) == (409, "step-conflict")
    assert told["procedure"]["state"] == present.state
    assert told["procedure"]["version"] == present.version
    assert changed_tables(moved_on, fingerprint()) == set()


def test_a_second_head_is_told_who_decided_and_when(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    first = case.head
    case.refuse(NOW)
    second = signed_in(case.regulator[Role.REGULATOR_HEAD])
    told = calls.send(second, "agree", case).json()
    assert told["decided"] == {
        "consideration": str(case.consideration.pk),
        "outcome": "refused",
        "by": first.user.full_name,
        "at": "2026-09-08T11:00:00+05:00",
    }
    assert first.user.full_name in told["detail"]


def test_a_reviewer_does_not_write_over_a_proposal_nobody_showed(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    reviewer, head = (signed_in(case.regulator[role]) for role in (Role.REGULATOR_REVIEWER, Role.REGULATOR_HEAD))
    first = calls.send(reviewer, "prepare", case)
    assert first.json()["proposal"] == {"outcome": "agreed", "grounds": []}
    refusal = {"outcome": "refused", "grounds": [calls.ground(case)]}
    unseen = calls.send(head, "prepare", case, **refusal, shown_prepared_at=None)
    assert (unseen.status_code, unseen.json()["decided"]["outcome"]) == (409, None)
    seen = calls.send(head, "prepare", case, **refusal, shown_prepared_at=first.json()["prepared_at"])
    assert (seen.status_code, seen.json()["proposal"]["outcome"]) == (200, "refused")


@pytest.mark.parametrize(
    ("language", "message"),
    [("kk", "2-кесте"), ("ru", "Таблица 2"), ("en", "Table 2")],
)
def test_what_blocks_submission_is_told_by_code_and_place_in_the_callers_language(language, message, signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    row = case.program.rows.get(section="table_2", kind="icv_share")
    programs.saved(case.program, "table_2", cells={str(row.pk): row.cells | {"target.2028": "140"}}, by=case.signatory)
    browser = signed_in(case.signatory)
    before = fingerprint()
    answer = browser.post(
        calls.address("submit", case),
        calls.body("submit", case),
        content_type=calls.JSON,
        headers={"accept-language": language},
    )
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "not-ready")
    (finding,) = [one for one in told["findings"] if one["code"] == "share_out_of_range"]
    assert finding["severity"] == "error"
    assert (finding["section"], finding["row"]) == ("table_2", str(row.pk))
    assert (finding["column"], finding["cell"]) == ("target", "target.2028")
    assert message in finding["message"]
    assert changed_tables(before, fingerprint()) == set()


ORDERS: list[tuple[dict[str, Any], str]] = [
    ({"order_number": " № "}, "/order_number"),
    ({"order_number": "9" * 61}, "/order_number"),
    ({"order_date": "2026-09-03"}, "/order_date"),
    ({"order_date": "2026-09-09"}, "/order_date"),
    ({"order_date": "08.09.2026"}, "/order_date"),
    ({"order_date": None}, "/order_date"),
    ({"shown_version": None}, "/shown_version"),
    ({"shown_version": -1}, "/shown_version"),
]


def test_an_order_the_page_refuses_is_refused_with_its_place(signed_in: SignIn):
    case = cases.in_state(State.AGREED)
    browser = signed_in(case.signatory)
    for changed, pointer in ORDERS:
        answer = calls.send(browser, "adopt", case, **changed)
        assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (400, [pointer])
    assert case.procedure.state == State.AGREED
    assert calls.send(browser, "adopt", case).status_code == 200


def test_a_withdrawal_needs_its_reason(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(case.signatory)
    for reason in ("", "  ", "x" * 4001):
        answer = calls.send(browser, "withdraw", case, reason=reason)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/reason")
    assert case.procedure.state == State.WITH_REGULATOR


def test_what_was_not_signed_is_not_adopted(signed_in: SignIn):
    case = cases.in_state(State.AGREED)
    version = case.version
    altered = version.content.replace("2027", "2037", 1)
    as_database_owner("programs_version", "UPDATE programs_version SET content = %s WHERE id = %s", altered, version.pk)
    answer = calls.send(signed_in(case.signatory), "adopt", case)
    assert (answer.status_code, answer.json()["code"]) == (409, "altered-version")
    assert case.procedure.state == State.AGREED


def page_address(name: str, case: Case) -> str:
    if name in SUBJECT_OF_PAGE:
        return calls.address(name, case).removeprefix("/api/v1")
    return step_pages.address(name, case)


def page_body(name: str, case: Case) -> dict[str, object]:
    match name:
        case "prepare":
            return {"outcome": "agreed", "shown_prepared_at": ""}
        case "decide_preliminarily":
            return step_pages.stated_ground(case)
        case "object_to":
            return {"text": calls.body(name, case)["text"], "asks_for_hearing": "on"}
        case "keep_minutes":
            return {"held_on": "08.09.2026", "text": calls.body(name, case)["text"]}
    return step_pages.typed(name, case)


class Undone(Exception):
    """Takes a step back after its records have been read."""


def left_by(send: Any) -> dict[str, list[Any]]:
    """Journal entries, letters and notices a step leaves; ids made by it are all alike. The step is taken back."""
    try:
        with transaction.atomic():
            old = {
                model: set(model.objects.values_list("pk", flat=True)) for model in (JournalEntry, Letter, InboxEntry)
            }
            assert send().status_code in (200, 302)
            entries = JournalEntry.objects.exclude(pk__in=old[JournalEntry]).order_by("number")
            letters = Letter.objects.exclude(pk__in=old[Letter]).order_by("sent_at", "sequence")
            notices = InboxEntry.objects.exclude(pk__in=old[InboxEntry]).order_by("event", "organization_id")
            raise Undone(
                {
                    "entries": [
                        (one.event, one.point, one.audience, one.membership_id, alike(one.payload)) for one in entries
                    ],
                    "letters": [(one.kind, one.number, one.signed_by_id, one.sha256) for one in letters],
                    "notices": [(one.event, one.organization_id, one.roles, one.text_ru) for one in notices],
                }
            )
    except Undone as undone:
        return undone.args[0]


def alike(payload: dict[str, Any]) -> str:
    return ID.sub("#", json.dumps(payload, sort_keys=True))


@pytest.mark.parametrize("name", calls.FROM)
def test_a_step_leaves_the_same_records_by_api_and_by_page(name: str, signed_in: SignIn):
    case = calls.case_for(name)
    browser = signed_in(calls.who_takes(name, case))
    by_page = left_by(lambda: browser.post(page_address(name, case), page_body(name, case)))
    by_api = left_by(lambda: calls.send(browser, name, case))
    assert by_page["entries"]
    assert by_api == by_page


def test_a_preview_tells_the_term_that_would_start(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    preview = signed_in(case.signatory).get(reverse("api-submit-preview", args=[case.procedure_id])).json()
    case.submit(NOW)
    assert preview["sha256"] == case.version.sha256
    assert [told["id"] for told in preview["told"]] == [str(case.organization(case.regulator).pk)]
    assert preview["term"]["kind"] == "regulator_consideration"
    assert preview["term"]["due_on"] == str(case.running.due_on) == "2026-09-29"
    assert preview["findings"] == []


def test_a_late_resubmission_is_taken(signed_in: SignIn, now: Traveller):
    case = cases.in_state(State.REWORK)
    now.move_to(NOW.replace(month=12))
    browser = signed_in(case.signatory)
    assert browser.get(reverse("api-procedure", args=[case.procedure_id])).json()["is_overdue"] is True
    assert calls.send(browser, "resubmit", case).json()["state"] == State.WITH_REGULATOR
