"""Applications of manufacturers for a program: entered, read with their version, changed over it, removed."""

from typing import Any

import pytest

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.actions.applications import change_application
from programs.api.serializers.applications import FACTS
from programs.models import ManufacturerApplication, Program
from tests.api.people import Caller, by_token
from tests.factories.moments import moment
from tests.factories.registers import application
from tests.fingerprints import changed_tables, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
AT = moment("2026-09-08")


@pytest.fixture
def caller(drafter: Membership) -> Caller:
    return by_token(drafter)


def listed(program: Program) -> str:
    return f"/api/v1/programs/{program.pk}/applications/"


def test_an_application_is_entered_read_changed_and_removed(caller: Caller, program: Program) -> None:
    added = caller.send("POST", listed(program), FACTS)
    assert added.status_code == 201
    told = added.json()
    assert {name: told[name] for name in FACTS} == FACTS
    url = f"{listed(program)}{told['id']}/"
    assert caller.get(listed(program)).json()["results"] == [told]
    read = caller.get(url)
    changed = caller.send("PATCH", url, {"volume": None, "outcome": "declined"}, if_match=read["ETag"])
    assert (changed.json()["volume"], changed.json()["outcome"]) == (None, "declined")
    assert caller.send("POST", f"{url}remove/", {}).status_code == 400
    assert caller.send("POST", f"{url}remove/", {"reason": "Қате"}).status_code == 204
    assert caller.send("POST", f"{url}remove/", {"reason": "Қате"}).status_code == 404
    assert caller.get(listed(program)).json()["results"] == []


@pytest.mark.parametrize(
    ("facts", "pointers"),
    [
        ({"kind": "contract_purchase"}, ["/kind"]),
        ({"manufacturer_bin": "1"}, ["/manufacturer_bin"]),
        ({"volume": "-1"}, ["/volume"]),
        ({"received_on": "2026-09-09"}, ["/received_on"]),
        ({"received_on": "0001-01-01"}, ["/received_on"]),
        ({"good": " "}, ["/good"]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    caller: Caller, program: Program, facts: dict[str, Any], pointers: list[str]
) -> None:
    before = fingerprint()
    refused = caller.send("POST", listed(program), {**FACTS, **facts})
    assert (refused.status_code, [one["pointer"] for one in refused.json()["errors"]]) == (400, pointers)
    assert changed_tables(before, fingerprint()) <= {"accounts_apitoken"}


def test_a_change_names_the_version_it_saw(caller: Caller, program: Program, drafter: Membership) -> None:
    made = application(program, by=drafter)
    url, seen = f"{listed(program)}{made.pk}/", f'"{made.version}"'
    assert caller.send("PATCH", url, {"unit": "метр"}).status_code == 428
    change_application(program.pk, made.pk, {"good": "Құбырлар"}, seen=None, by=drafter, at=AT)
    stale = caller.send("PATCH", url, {"unit": "метр"}, if_match=seen)
    assert (stale.status_code, stale.json()["present"]) == (412, {"version": made.version})
    assert ManufacturerApplication.objects.get().unit == "тонна"


def test_a_company_administrator_reads_and_changes_nothing(
    team: dict[Role, Membership], program: Program, drafter: Membership
) -> None:
    made = application(program, by=drafter)
    url, reader = f"{listed(program)}{made.pk}/", by_token(team[Role.COMPANY_ADMINISTRATOR])
    assert reader.get(listed(program)).status_code == reader.get(url).status_code == 200
    assert reader.send("POST", listed(program), FACTS).status_code == 403
    assert reader.send("PATCH", url, {"unit": "метр"}, if_match='"1"').status_code == 403
    assert reader.send("POST", f"{url}remove/", {"reason": "Қате"}).status_code == 403
    assert ManufacturerApplication.objects.get() == made
