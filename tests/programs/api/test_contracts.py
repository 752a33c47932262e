"""The register of contracts for a program: entered, read with its version, changed over it, ended, taken up again."""

from datetime import date
from typing import Any

import pytest

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.rules.tokens import Scope
from programs.actions.contracts import change_contract
from programs.api.serializers.contracts import FACTS
from programs.models import Contract, Version
from tests.api.people import Caller, by_token
from tests.factories import organizations, programs
from tests.factories.moments import moment
from tests.factories.registers import contract
from tests.fingerprints import changed_tables, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
AT = moment("2026-09-08")
LIST = "/api/v1/contracts/"
END = {"status": "performed", "ended_on": "2026-09-01"}


@pytest.fixture
def caller(drafter: Membership) -> Caller:
    return by_token(drafter)


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 400, answer.content
    return [one["pointer"] for one in answer.json()["errors"]]


def test_a_contract_is_entered_read_changed_ended_and_taken_up_again(caller: Caller) -> None:
    added = caller.send("POST", LIST, FACTS)
    assert added.status_code == 201
    told = added.json()
    assert {name: told[name] for name in FACTS} == FACTS
    assert (told["kind_label"], told["amount"], told["state"]) == ("Offtake contract", "45.5", "in_force")
    url = f"{LIST}{told['id']}/"
    read = caller.get(url)
    assert (read.json(), read["ETag"]) == (told, added["ETag"])
    changed = caller.send("PATCH", url, {"years": [{"year": 2028, "amount": "60"}]}, if_match=read["ETag"])
    assert changed.json()["years"] == [{"year": 2028, "quantity": None, "amount": "60"}]
    assert changed["ETag"] != read["ETag"]
    ended = caller.send("POST", f"{url}end/", END)
    assert (ended.status_code, ended.json()["state"]) == (200, "performed")
    assert caller.send("POST", f"{url}end/", END).status_code == 200
    other = caller.send("POST", f"{url}end/", {**END, "ended_on": "2026-08-01"})
    assert (other.status_code, other.json()["code"]) == (409, "contract-ended")
    assert caller.send("POST", f"{url}take-up/").json()["state"] == "in_force"
    assert [one["id"] for one in caller.get(LIST).json()["results"]] == [told["id"]]


@pytest.mark.parametrize(
    ("facts", "pointers"),
    [
        ({"supplier_bin": "990140999994"}, ["/supplier_bin"]),
        ({"kind": "lease"}, ["/kind"]),
        ({"signed_on": "2026-09-09"}, ["/signed_on"]),
        ({"ends_on": "2025-01-01", "years": []}, ["/ends_on"]),
        ({"years": [{"year": 2030, "amount": "1"}]}, ["/years"]),
        ({"years": [{"year": 2027, "amount": "-1"}]}, ["/years/0/amount"]),
        ({"years": [{"year": 2027, "amount": "0.0000001"}]}, ["/years/0/amount"]),
        ({"number": None, "good": ""}, ["/number", "/good"]),
        ({"ends_on": "9999-12-31", "starts_on": "9990-01-01"}, ["/ends_on"]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(caller: Caller, facts: dict[str, Any], pointers: list[str]) -> None:
    before = fingerprint()
    assert errors(caller.send("POST", LIST, {**FACTS, **facts})) == pointers
    assert changed_tables(before, fingerprint()) <= {"accounts_apitoken"}


def test_the_same_contract_is_entered_once(caller: Caller) -> None:
    assert caller.send("POST", LIST, FACTS).status_code == 201
    assert errors(caller.send("POST", LIST, FACTS)) == ["/number"]


def test_a_change_names_the_version_it_saw(caller: Caller, drafter: Membership) -> None:
    made = contract(drafter)
    url, seen = f"{LIST}{made.pk}/", f'"{made.version}"'
    assert caller.send("PATCH", url, {"unit": "метр"}).status_code == 428
    change_contract(made.pk, {"good": "Құбырлар"}, seen=None, by=drafter, at=AT)
    stale = caller.send("PATCH", url, {"unit": "метр"}, if_match=seen)
    assert (stale.status_code, stale.json()["code"]) == (412, "entry-changed")
    assert stale.json()["present"] == {"version": made.version}
    assert Contract.objects.get().unit == "тонна"


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, ["3", "2", "1"]),
        ({"kind": "guaranteed_purchase"}, ["2"]),
        ({"state": "term_over"}, ["3"]),
        ({"state": "in_force", "kind": "offtake"}, ["1"]),
        ({"text": "СОРҒЫ"}, ["2"]),
    ],
)
def test_the_list_is_narrowed_down(
    caller: Caller, drafter: Membership, query: dict[str, str], numbers: list[str]
) -> None:
    contract(drafter, number="1", signed_on=date(2025, 1, 1))
    contract(drafter, number="2", signed_on=date(2025, 2, 1), kind="guaranteed_purchase", good="Сорғылар")
    contract(drafter, number="3", signed_on=date(2025, 3, 1), ends_on=date(2026, 9, 7), yearly={})
    assert [one["number"] for one in caller.get(LIST, query).json()["results"]] == numbers


@pytest.mark.parametrize("query", [{"kind": "lease"}, {"state": "over"}])
def test_a_filter_nobody_offers_is_a_mistake(caller: Caller, query: dict[str, str]) -> None:
    assert errors(caller.get(LIST, query)) == [f"/{next(iter(query))}"]


def test_only_writers_of_the_company_with_the_scope_change_its_register(
    team: dict[Role, Membership], drafter: Membership
) -> None:
    made, before = contract(drafter), fingerprint()
    url = f"{LIST}{made.pk}/"
    reader = by_token(team[Role.COMPANY_ADMINISTRATOR])
    without_scope = by_token(drafter, [scope for scope in Scope if scope is not Scope.DRAFT])
    other = by_token(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER))
    body = by_token(organizations.member(organizations.authorized_body(), Role.AUTHORIZED_BODY_HEAD))
    assert [one.get(LIST).status_code for one in (reader, without_scope, other, body)] == [200, 200, 200, 404]
    assert other.get(LIST).json()["results"] == []
    for one, status in ((reader, 403), (without_scope, 403), (other, 404), (body, 404)):
        assert one.send("PATCH", url, {"unit": "метр"}, if_match='"1"').status_code == status
        assert one.send("POST", f"{url}end/", END).status_code == status
        assert one.send("POST", f"{url}take-up/").status_code == status
    unchanged = {"accounts_apitoken", "accounts_organization", "accounts_membership", "accounts_user"}
    assert not {table for table in changed_tables(before, fingerprint()) - unchanged if "contract" in table}


def test_a_versions_content_names_contracts_in_force(caller: Caller, team: dict[Role, Membership]) -> None:
    organizations.authorized_body()
    by = team[Role.DRAFTER]
    made, procedure = contract(by), programs.filled(by)
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=AT)
    version = Version.objects.get()
    [frozen] = caller.get(f"/api/v1/versions/{version.pk}/content/").json()["contracts"]
    assert frozen["years"][2] == {"year": 2027, "quantity": "100.0000", "amount": "45.500000"}
    change_contract(made.pk, {"good": "Құбырлар"}, seen=None, by=by, at=AT)
    later = programs.frozen(version.program, by=by, at=AT)
    [change] = caller.get(f"/api/v1/versions/{later.pk}/changes/{version.pk}/").json()["changes"]
    assert (change["field"], change["after"][0]["good"]) == ("contracts", "Құбырлар")
    assert change["after"][0]["years"][2]["amount"] == "45.500000"
