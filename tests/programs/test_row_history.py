"""What became of a row, cell by cell, and an earlier text put back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.actions import TypedCell, type_cells
from programs.cell_history import edits_of
from programs.content import content_of
from programs.models import Program, Row
from tests.api.people import by_token
from tests.factories import programs
from tests.programs.conftest import TODAY

SignIn = Callable[[Membership], Client]
FIRST, SECOND = TODAY - timedelta(hours=3), TODAY - timedelta(hours=1)


@pytest.fixture
def share(empty: Program) -> Row:
    return empty.rows.get(section="table_2", kind="icv_share")


@pytest.fixture
def changed(share: Row, empty: Program, drafter: Membership, colleague: Membership) -> Row:
    """Saved by one person, typed over by another a moment ago."""
    cells = {"target.2027": "40", "target.2028": "41.5"}
    programs.saved(empty, "table_2", cells={str(share.pk): cells}, by=drafter, at=FIRST)
    cell = TypedCell(str(share.pk), "target.2027", "40", "45")
    type_cells(empty.pk, "table_2", [cell], by=colleague, at=SECOND)
    return share


def address(row: Row) -> str:
    return reverse("row_history", args=[row.program_id, row.section, row.pk])


def edits(row: Row, key: str = "") -> Any:
    program = row.program
    content = content_of(program, on=TODAY.date())
    [one] = [one for one in content.rows if one.id == str(row.pk)]
    return edits_of(program, content, one, language="en", key=key)


def test_every_change_is_told_with_both_texts_the_newest_first(
    changed: Row, drafter: Membership, colleague: Membership
) -> None:
    last, first = edits(changed)
    assert (last.membership_id, last.at, last.is_going_on) == (colleague.pk, SECOND, True)
    assert [(one.key, one.before, one.after) for one in last.changes] == [("target.2027", "40\u00a0%", "45\u00a0%")]
    assert (first.membership_id, first.at, first.is_going_on) == (drafter.pk, FIRST, False)
    assert [(one.key, one.before) for one in first.changes] == [("target.2027", ""), ("target.2028", "")]


def test_one_cell_is_told_alone(changed: Row) -> None:
    assert [[one.key for one in edit.changes] for edit in edits(changed, "target.2028")] == [["target.2028"]]


def test_the_page_names_people_and_offers_each_cell(changed: Row, colleague: Membership, signed_in: SignIn) -> None:
    page = signed_in(colleague).get(address(changed)).content.decode()
    assert colleague.user.full_name in page
    assert 'value="target.2028"' in page
    assert "still being typed" in page


def put_back(client: Client, row: Row, key: str, *, number: int, **other: str) -> Any:
    """Put back what stood before the change that is `number`th from the newest."""
    edit = edits(row, key)[number]
    sent = {"key": key, "edit": edit.id, "present": edit.changes[0].present, **other}
    return client.post(address(row), sent)


def test_what_stood_before_is_put_back(changed: Row, drafter: Membership, signed_in: SignIn) -> None:
    answer = put_back(signed_in(drafter), changed, "target.2027", number=0)
    assert answer["location"].endswith(f"/form/table_2/#cell-{changed.pk}-target.2027")
    changed.refresh_from_db()
    assert changed.cells["target.2027"] == "40"
    assert [edit.changes[0].after for edit in edits(changed, "target.2027")] == ["40\u00a0%", "45\u00a0%", "40\u00a0%"]


def test_a_cell_changed_since_the_page_was_opened_stays(changed: Row, drafter: Membership, signed_in: SignIn) -> None:
    put_back(signed_in(drafter), changed, "target.2027", number=0, present="another")
    changed.refresh_from_db()
    assert changed.cells["target.2027"] == "45"


def test_nothing_is_put_back_after_submission(submitted: Program, drafter: Membership, signed_in: SignIn) -> None:
    row = submitted.rows.get(section="table_2", kind="icv_share")
    was = dict(row.cells)
    client = signed_in(drafter)
    assert "put-back" not in client.get(address(row)).content.decode()
    put_back(client, row, "target.2027", number=0)
    row.refresh_from_db()
    assert row.cells == was


def test_a_change_that_never_was_is_refused(changed: Row, drafter: Membership, signed_in: SignIn) -> None:
    for sent in ({}, {"key": "target.2027", "edit": "0"}, {"key": "none", "edit": ""}):
        assert signed_in(drafter).post(address(changed), sent).status_code == 400


def test_a_removed_row_keeps_its_history(empty: Program, drafter: Membership, signed_in: SignIn) -> None:
    place = programs.RowPlace("table_4", "activity")
    row = programs.saved(empty, "table_4", added=[place], by=drafter).added[0]
    programs.saved(empty, "table_4", cells={str(row.pk): {"name.en": "", "name.kk": "Оқыту"}}, by=drafter)
    programs.saved(empty, "table_4", removed=[str(row.pk)], by=drafter)
    page = signed_in(drafter).get(address(row)).content.decode()
    assert "This row was removed." in page
    assert "Оқыту" in page
    assert "put-back" not in page


def test_only_the_company_reads_it_and_only_writers_put_back(
    changed: Row, team: dict[Role, Membership], strangers: dict[str, Membership], signed_in: SignIn
) -> None:
    reader = signed_in(team[Role.COMPANY_ADMINISTRATOR])
    assert reader.get(address(changed)).status_code == 200
    assert put_back(reader, changed, "target.2027", number=0).status_code == 403
    for stranger in strangers.values():
        client = signed_in(stranger)
        assert (client.get(address(changed)).status_code, client.post(address(changed)).status_code) == (404, 404)


def test_the_number_of_queries_does_not_depend_on_the_changes(
    share: Row, empty: Program, drafter: Membership, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = signed_in(drafter)
    counted = []
    for number in range(1, 4):
        programs.saved(empty, "table_2", cells={str(share.pk): {"target.2027": str(number)}}, by=drafter)
        with django_assert_num_queries(18, exact=False) as queries:
            assert client.get(address(share)).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]


def test_the_api_tells_the_same(changed: Row, drafter: Membership, colleague: Membership) -> None:
    url = reverse("api-row-history", args=[changed.program_id, "table_2", changed.pk])
    caller = by_token(drafter, language="en")
    last, first = caller.get(url).json()
    assert last == {
        "at": "2026-09-08T13:03:00+05:00",
        "by": colleague.user.full_name,
        "is_going_on": True,
        "changes": [{"cell": "target.2027", "what": "Target values, 2027", "before": "40", "after": "45"}],
    }
    assert [one["cell"] for one in first["changes"]] == ["target.2027", "target.2028"]
    assert len(caller.get(f"{url}?cell=target.2028").json()) == 1
    other = reverse("api-row-history", args=[changed.program_id, "table_3", changed.pk])
    assert caller.get(other).status_code == 404
