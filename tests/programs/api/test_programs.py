"""Programs and versions through the API: the customer's as they stand, everybody else's as they were submitted."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.rendering import render_due
from programs.models import Program, Row, SubsoilRight, Version
from tests.api.conftest import TODAY
from tests.api.people import Caller, by_session, by_token
from tests.factories import cases, organizations, programs
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PROGRAMS = "/api/v1/programs/"


@pytest.fixture
def case() -> Case:
    """Submitted, refused and resubmitted with one cell changed."""
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    case.refuse(moment("2026-09-02"))
    row = case.program.rows.get(section="table_2", kind="icv_share")
    by = case.customer[Role.DRAFTER]
    programs.saved(case.program, "table_2", cells={str(row.pk): {**row.cells, "target.2029": "77.5"}}, by=by)
    case.resubmit(moment("2026-09-03"))
    return case


@pytest.fixture
def reader(case: Case) -> Caller:
    return by_token(case.authorized_body[Role.AUTHORIZED_BODY_REVIEWER])


def test_a_program_is_opened_read_and_given_other_years(drafter: Membership) -> None:
    caller = by_token(drafter)
    wanted = {"first_year": 2027, "last_year": 2029, "languages": ["ru", "kk"]}
    opened = caller.send("POST", PROGRAMS, wanted)
    assert opened.status_code == 201
    told = opened.json()
    assert (told["seen_as"], told["languages"], told["latest_version"]) == ("customer", ["kk", "ru"], None)
    address = reverse("api-program", args=[told["id"]])
    assert caller.get(address).json() == told
    assert caller.get(PROGRAMS).json() == {"results": [told], "next": None}
    changed = caller.send("PUT", f"{address}period/", {"first_year": 2028, "last_year": 2031})
    assert changed.json() == {**told, "first_year": 2028, "last_year": 2031}


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"last_year": 2028}, "/last_year"),
        ({"first_year": 1999}, "/first_year"),
        ({"first_year": "soon"}, "/first_year"),
        ({"first_year": 10**30}, "/first_year"),
        ({"languages": []}, "/languages"),
        ({"languages": ["en"]}, "/languages/0"),
    ],
)
def test_what_a_program_cannot_be_is_named(drafter: Membership, wrong: dict[str, Any], pointer: str) -> None:
    wanted = {"first_year": 2027, "last_year": 2029, "languages": ["kk"], **wrong}
    answer = by_token(drafter).send("POST", PROGRAMS, wanted)
    assert answer.status_code == 400
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert not Program.objects.exists()


def test_years_that_are_taken_are_refused(drafter: Membership, program: Program) -> None:
    wanted = {"first_year": 2029, "last_year": 2031, "languages": ["kk"]}
    answer = by_token(drafter).send("POST", PROGRAMS, wanted)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (400, [""])


def test_staff_read_what_the_latest_version_says(case: Case, reader: Caller) -> None:
    told = reader.get(reverse("api-program", args=[case.program.pk])).json()
    assert (told["seen_as"], told["latest_version"]["number"]) == ("staff", 2)
    own = by_token(case.signatory).get(reverse("api-program", args=[case.program.pk])).json()
    inside = {"copied_from", "ready_at", "returned_at", "return_note"}
    assert own.keys() - told.keys() == {"baseline_years", "opened_at", "submitted_at", "locked", "may_write", *inside}
    assert {name: own[name] for name in told if name != "seen_as"} == {
        name: told[name] for name in told if name != "seen_as"
    }


def test_what_the_customer_does_after_a_withdrawal_is_nobody_elses(case: Case, reader: Caller) -> None:
    address = reverse("api-program", args=[case.program.pk])
    before = reader.get(address).json()
    case.withdraw(moment("2026-09-04"))
    by_token(case.signatory).send("PUT", f"{address}period/", {"first_year": 2028, "last_year": 2030})
    assert Program.objects.get(pk=case.program.pk).first_year == 2028
    programs.frozen(case.program, by=case.signatory, at=moment("2026-09-05"))
    assert reader.get(address).json() == before
    assert len(reader.get(f"{address}versions/").json()["results"]) == 2
    assert len(by_token(case.signatory).get(f"{address}versions/").json()["results"]) == 3


def test_the_content_of_a_version_is_what_was_frozen_byte_for_byte(case: Case, reader: Caller) -> None:
    version = case.version
    answer = reader.get(reverse("api-content", args=[version.pk]))
    assert answer.content == version.content.encode()
    assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"' == f'"{version.sha256}"'
    again = reader.get(reverse("api-content", args=[version.pk]), headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_two_versions_are_compared_cell_by_cell(case: Case, reader: Caller) -> None:
    earlier, later = case.program.versions.order_by("number")
    told = reader.get(reverse("api-comparison", args=[later.pk, earlier.pk])).json()
    assert (told["earlier"]["number"], told["later"]["number"]) == (1, 2)
    (change,) = told["changes"]
    assert {name: change[name] for name in ("kind", "section", "field", "after")} == {
        "kind": "changed",
        "section": "table_2",
        "field": "target.2029",
        "after": "77.5",
    }
    assert "2029" in change["label"]
    for pair in ([earlier.pk, later.pk], [later.pk, later.pk]):
        assert reader.get(reverse("api-comparison", args=pair)).status_code == 404


def test_rows_added_removed_and_other_years_are_compared_too(case: Case) -> None:
    case.withdraw(moment("2026-09-04"))
    caller, program = by_token(case.signatory), case.program
    row: Row = program.rows.filter(section="table_4")[0]
    programs.saved(program, "table_4", removed=[str(row.pk)], by=case.signatory)
    address = reverse("api-program", args=[program.pk])
    caller.send("PUT", f"{address}period/", {"first_year": 2027, "last_year": 2030})
    later = programs.frozen(Program.objects.get(pk=program.pk), by=case.signatory, at=TODAY)
    earlier = Version.objects.get(program=program, number=2)
    found: dict[str, Any] = {}
    for one in caller.get(reverse("api-comparison", args=[later.pk, earlier.pk])).json()["changes"]:
        found.setdefault(one["kind"], one)
    assert (found["field"]["field"], found["field"]["before"], found["field"]["after"]) == ("last_year", 2029, 2030)
    assert (found["removed"]["row"], found["removed"]["before"]["id"]) == (str(row.pk), str(row.pk))


def test_a_version_is_downloaded_once_it_is_made(case: Case, reader: Caller, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    version = case.version
    documents = reader.get(reverse("api-version", args=[version.pk])).json()["documents"]
    assert {one["language"]: one["standing"] for one in documents} == dict.fromkeys(["kk", "ru"], "being_prepared")
    waiting = reader.get(documents[0]["url"])
    assert (waiting.status_code, waiting.json()) == (202, {"standing": "being_prepared"})
    assert render_due(TODAY + timedelta(minutes=1))
    ready = next(
        one
        for one in reader.get(reverse("api-version", args=[version.pk])).json()["documents"]
        if one["standing"] == "ready"
    )
    answer: Any = reader.get(ready["url"], headers={"accept": "application/pdf"})
    content = b"".join(answer.streaming_content)
    assert (answer.status_code, answer.headers["Content-Type"], content[:5]) == (200, "application/pdf", b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == ready["sha256"] == answer.headers["ETag"].strip('"')


def test_a_problem_is_json_also_for_whoever_asks_for_pdf(case: Case) -> None:
    stranger = by_token(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER))
    answer = stranger.get(
        reverse("api-version-pdf", args=[case.version.pk, "kk"]), headers={"accept": "application/pdf"}
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not-found"


@pytest.fixture
def subsoil_user() -> Membership:
    return organizations.member(organizations.subsoil_user(), Role.DRAFTER)


def test_contracts_and_licences_are_added_listed_and_ended(subsoil_user: Membership) -> None:
    caller, program = by_token(subsoil_user), programs.opened(subsoil_user).program
    address = reverse("api-subsoil-rights", args=[program.pk])
    wanted = {"kind": "licence", "number": "12-EL", "signed_on": "2020-02-03"}
    added = caller.send("POST", address, wanted)
    assert added.status_code == 201
    assert caller.get(address).json()["results"] == [added.json()]
    assert program.rows.filter(section="table_2", right=added.json()["id"]).exists()
    again = caller.send("POST", address, wanted)
    assert (again.status_code, again.json()["code"]) == (400, "invalid-input")
    end = reverse("api-end-of-subsoil-right", args=[program.pk, added.json()["id"]])
    for day in ("2019-01-01", "2026-09-09", "x"):
        refused = caller.send("POST", end, {"ended_on": day})
        assert [error["pointer"] for error in refused.json()["errors"]] == ["/ended_on"], day
    assert caller.send("POST", end, {"ended_on": "2026-09-08"}).json()["ended_on"] == "2026-09-08"
    assert caller.send("POST", end, {"ended_on": "2026-09-08"}).status_code == 404
    assert SubsoilRight.objects.count() == 1


def test_lists_cost_the_same_however_long(django_assert_num_queries: Any) -> None:
    reader = by_token(organizations.member(organizations.oversight(), Role.AUDITOR))
    reader.get(PROGRAMS)
    for number in (1, 3):
        while Program.objects.count() < number:
            cases.of_backbone_enterprise().submit(moment("2026-09-01"))
        with django_assert_num_queries(3):
            assert len(reader.get(PROGRAMS).json()["results"]) == number


def test_pages_follow_one_another(monkeypatch: pytest.MonkeyPatch, drafter: Membership) -> None:
    monkeypatch.setattr("icv_portal.accounts.keyset.keyset_page.__kwdefaults__", {"size": 2})
    caller = by_session(drafter.user)
    for first in (2027, 2030, 2033):
        programs.opened(drafter, first_year=first, last_year=first + 2)
    page = caller.get(PROGRAMS).json()
    following = caller.get(page["next"]).json()
    assert (len(page["results"]), len(following["results"]), following["next"]) == (2, 1, None)
    ids = [one["id"] for one in page["results"] + following["results"]]
    assert sorted(ids) == sorted(str(pk) for pk in Program.objects.values_list("pk", flat=True))
