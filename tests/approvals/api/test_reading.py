"""What the API tells of a procedure: the same facts as the pages, in as many queries for three rows as for one."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from approvals.models import Letter, Procedure
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.approvals.api import calls
from tests.approvals.conftest import NOW, SignIn, listed
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def auditor(db: None) -> Membership:
    return organizations.member(organizations.oversight(), Role.AUDITOR)


def read(browser: Client, address: str, **query: str | int | UUID) -> Any:
    answer = browser.get(address, {name: str(value) for name, value in query.items()})
    assert answer.status_code == 200, answer.content
    return answer.json()


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        read(browser, address)
    return len(made)


# The list


def test_keyset_pages_show_each_procedure_once_in_order_of_due_dates(auditor: Membership, signed_in: SignIn):
    listed(120, state=State.REWORK)
    browser, address, seen, pages = signed_in(auditor), reverse("api-procedures"), [], 0
    while address:
        page = read(browser, address)
        seen += [row["id"] for row in page["results"]]
        address, pages = page["next"], pages + 1
    in_order = Procedure.objects.order_by("sorts_on", "id").values_list("id", flat=True)
    assert (seen, pages) == ([str(pk) for pk in in_order], 3)


def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(auditor: Membership, signed_in: SignIn):
    browser, address = signed_in(auditor), reverse("api-procedures")
    listed(1, state=State.REWORK)
    alone = queries(browser, address)
    listed(2, state=State.WITH_AUTHORIZED_BODY, responsible=organizations.authorized_body())
    assert len(read(browser, address)["results"]) == 3
    assert queries(browser, address) == alone <= MOST_QUERIES


FILTERS: list[tuple[dict[str, object], set[str]]] = [
    ({}, {"late", "in rework", "with the body", "adopted"}),
    ({"state": "rework"}, {"late", "in rework"}),
    ({"turn": "customer"}, {"late", "in rework"}),
    ({"overdue": "true"}, {"late"}),
    ({"overdue": "true", "state": "with_authorized_body"}, set()),
    ({"first_year": 2027}, {"late", "in rework", "with the body", "adopted"}),
    ({"first_year": 2028}, set()),
    ({"category": "subsoil_user"}, set()),
    ({"customer": "no such company"}, set()),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_the_list_is_narrowed_by_what_is_asked(asked, expected, auditor: Membership, signed_in: SignIn):
    body = organizations.authorized_body()
    rows = {
        "in rework": listed(1, state=State.REWORK)[0],
        "with the body": listed(1, state=State.WITH_AUTHORIZED_BODY, responsible=body)[0],
        "adopted": listed(1, state=State.ADOPTED)[0],
        "late": listed(1, state=State.REWORK)[0],
    }
    late = rows["late"]
    late.give_turn_to(late.customer, due_on=NOW.date().replace(day=1))
    late.save_by(None, reason="test")
    found = {row["id"] for row in read(signed_in(auditor), reverse("api-procedures"), **asked)["results"]}
    assert {name for name, row in rows.items() if str(row.pk) in found} == expected
    of_body = read(signed_in(auditor), reverse("api-procedures"), body=body.pk)["results"]
    assert [row["id"] for row in of_body] == [str(rows["with the body"].pk)]


def test_my_turn_is_that_of_my_organisation(signed_in: SignIn):
    mine, others = cases.in_state(State.WITH_AUTHORIZED_BODY), cases.in_state(State.AGREED)
    browser = signed_in(mine.head)
    everything = {row["id"] for row in read(browser, reverse("api-procedures"))["results"]}
    assert everything == {str(mine.procedure_id), str(others.procedure_id)}
    (row,) = read(browser, reverse("api-procedures"), turn="mine")["results"]
    assert row["id"] == str(mine.procedure_id)


@pytest.mark.parametrize(
    ("name", "value"), [("state", "unheard_of"), ("body", "x"), ("first_year", "x"), ("turn", "x"), ("overdue", "x")]
)
def test_a_filter_nobody_offers_is_a_mistake(name: str, value: str, auditor: Membership, signed_in: SignIn):
    answer = signed_in(auditor).get(reverse("api-procedures"), {name: value})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{name}")


# One procedure


def test_a_procedure_tells_where_it_stands(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    told = read(signed_in(case.head), reverse("api-procedure", args=[case.procedure_id]))
    assert (told["seen_as"], told["state"], told["state_label"]) == (
        "staff",
        "with_regulator",
        "With the natural-monopoly body",
    )
    assert (told["due_on"], told["working_days_left"], told["is_overdue"]) == ("2026-09-22", 10, False)
    assert told["turn_of"]["id"] == str(case.organization(case.regulator).pk)
    assert told["open_consideration"] == str(case.consideration.pk)
    assert told["term"] == str(case.running.pk)
    assert [(step["status"], step["on"]) for step in told["route"]] == [
        ("done", "2026-09-01"),
        ("current", "2026-09-01"),
        ("upcoming", None),
        ("upcoming", None),
        ("upcoming", None),
    ]
    refuse = next(step for step in told["steps"] if step["name"] == "refuse")
    assert (refuse["method"], refuse["scope"], refuse["point"]) == ("POST", "act", "14")
    assert refuse["address"] == f"/api/v1/considerations/{case.consideration.pk}/refuse/"


def test_an_adopted_program_tells_its_order_and_version(signed_in: SignIn):
    case = cases.in_state(State.ADOPTED)
    told = read(signed_in(case.signatory), reverse("api-procedure", args=[case.procedure_id]))
    assert (told["order"]["number"], told["order"]["date"]) == ("17-Ө", "2026-09-07")
    assert told["order"]["version"]["sha256"] == case.version.sha256
    assert (told["seen_as"], told["text_in_your_hands"], told["turn_of"]) == ("customer", False, None)


def test_a_draft_tells_its_customer_until_when_to_file(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    told = read(signed_in(case.signatory), reverse("api-procedure", args=[case.procedure_id]))
    assert told["filing_plan"]["adopt_by"] == "2026-11-30"
    assert told["text_in_your_hands"] is True


@pytest.mark.parametrize(("language", "label"), [("kk", "Пысықтауда"), ("ru", "На доработке"), ("en", "In rework")])
def test_codes_stay_and_words_follow_the_caller(language: str, label: str, signed_in: SignIn):
    case = cases.in_state(State.REWORK)
    address = reverse("api-procedure", args=[case.procedure_id])
    told = signed_in(case.signatory).get(address, headers={"accept-language": language}).json()
    assert (told["state"], told["state_label"]) == ("rework", label)


# Considerations, terms, letters, timeline


def through_two_rounds() -> Case:
    """Refused by the regulator, resubmitted, agreed by it, with the authorized body now."""
    case = cases.in_state(State.REWORK)
    case.resubmit(moment("2026-09-03"))
    case.agree(moment("2026-09-04"))
    return case


@pytest.mark.parametrize("name", ["api-considerations", "api-terms", "api-letters"])
def test_lists_of_a_procedure_take_as_many_queries_for_three_as_for_one(name: str, signed_in: SignIn):
    short, long = cases.in_state(State.WITH_REGULATOR), through_two_rounds()
    alone = queries(signed_in(short.signatory), reverse(name, args=[short.procedure_id]))
    address = reverse(name, args=[long.procedure_id])
    assert len(read(signed_in(long.signatory), address)) >= 3
    assert queries(signed_in(long.signatory), address) == alone <= MOST_QUERIES


def test_a_procedure_takes_as_many_queries_after_two_rounds_as_after_none(signed_in: SignIn):
    short, long = cases.in_state(State.WITH_REGULATOR), through_two_rounds()
    counts = {
        queries(signed_in(case.signatory), reverse("api-procedure", args=[case.procedure_id])) for case in (short, long)
    }
    assert len(counts) == 1
    assert counts.pop() <= MOST_QUERIES


def test_a_refusal_is_read_with_its_grounds_and_rows(signed_in: SignIn):
    case = cases.in_state(State.REWORK)
    told = read(signed_in(case.signatory), reverse("api-consideration", args=[case.consideration.pk]))
    (ground,) = told["grounds"]
    assert (ground["code"], ground["reasoning_ru"]) == ("understated_targets", "Доля занижена.")
    assert [row["section"] for row in ground["rows"]] == ["table_2"]
    assert (told["outcome"], told["unheard_because"]) == ("refused", cases.UNHEARD)
    assert told["decided_by"]["full_name"] == case.regulator[Role.REGULATOR_HEAD].user.full_name
    assert "proposal" not in told
    assert "prepared_by" not in told


def test_a_term_is_read_with_every_day_counted_and_skipped(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    told = read(signed_in(case.signatory), reverse("api-term", args=[case.procedure_id, case.running.pk]))
    assert (told["kind"], told["length"], told["due_on"]) == ("regulator_consideration", 15, "2026-09-22")
    counted = [day["number"] for day in told["days"] if day["number"] is not None]
    assert counted == list(range(1, 16))
    assert [day["day"] for day in told["days"] if day["number"] is None][:2] == ["2026-09-05", "2026-09-06"]
    assert (told["opens_at"], told["consideration"]) == ("09:00:00", str(case.consideration.pk))


def test_a_letter_is_read_in_both_languages_and_downloaded_once_it_is_made(signed_in: SignIn, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    case = cases.in_state(State.REWORK)
    browser, letter = signed_in(case.signatory), Letter.objects.get(kind="refusal")
    told = read(browser, reverse("api-letter", args=[letter.pk]))
    assert (told["text"]["kk"]["language"], told["text"]["ru"]["language"]) == ("kk", "ru")
    assert told["text"]["ru"]["grounds"]["stated"][0]["reasoning"] == "Доля занижена."
    assert parse_datetime(told["delivery"]["delivered_at"]) == letter.sent_at
    assert [document["standing"] for document in told["documents"]] == ["being_prepared", "being_prepared"]
    waiting = browser.get(told["documents"][0]["url"])
    assert (waiting.status_code, waiting.json()) == (202, {"standing": "being_prepared"})
    assert browser.get(reverse("api-letter-pdf", args=[letter.pk, "en"])).status_code == 404


def test_the_timeline_is_read_as_far_as_the_page_tells_it(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    calls.send(signed_in(case.head), "prepare", case)
    address = reverse("api-timeline", args=[case.procedure_id])
    by_body = [one["event"] for one in read(signed_in(case.head), address)["results"]]
    by_customer = read(signed_in(case.signatory), address, show="steps")["results"]
    assert "prepared" in by_body
    assert "opened" not in by_body
    assert [one["event"] for one in by_customer] == ["submitted", "opened"]
    submitted = by_customer[0]
    assert submitted["by"]["full_name"] == case.signatory.user.full_name
    assert (submitted["point"], submitted["version_sha256"]) == ("10, 11", case.version.sha256)
    text = read(signed_in(case.signatory), address, show="text")["results"]
    assert {one["kind"] for one in text} == {"text"}
    assert read(signed_in(case.head), address, show="text")["results"] == []
    assert signed_in(case.head).get(address, {"show": "all"}).status_code == 400
