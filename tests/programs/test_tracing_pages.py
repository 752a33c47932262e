"""Targets beside planned purchases, and Table 1 beside the contracts of past years."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import Program, Row, SectionState
from programs.rules.purchases.kinds import PurchasePurpose
from programs.rules.purchases.totals import PurchaseList
from programs.views.comparison import changes_by_section
from tests.factories import organizations, purchases
from tests.factories.moments import moment
from tests.factories.programs import saved
from tests.factories.purchases import imported
from tests.programs.conftest import TODAY
from tests.programs.rules.contents import ordinary_content

SignIn = Callable[[Membership], Client]
ACTUAL = PurchasePurpose.ACTUAL


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def traced(response: Any) -> list[tuple[str, int, str, str]]:
    return [
        (shown.target.row.kind, one.year, f"{one.declared:.0f}", str(one.computed and round(one.computed, 2)))
        for shown in response.context["targets"]
        for one in shown.target.years
    ]


def test_rows_typed_by_hand_agree_with_the_targets_of_a_complete_program(
    complete: Program, drafter: Membership, signed_in: SignIn
):
    response = signed_in(drafter).get(reverse("targets_traced", args=[complete.pk]))
    assert all(one.agrees for shown in response.context["targets"] for one in shown.target.years)
    page = response.content.decode()
    assert "Computed from the rows typed by hand" in page
    assert page.count("rows typed by hand<span") == 6


def test_a_list_in_force_is_what_targets_rest_on(complete: Program, drafter: Membership, signed_in: SignIn):
    found = imported(complete, by=drafter, at=TODAY)
    response = signed_in(drafter).get(reverse("targets_traced", args=[complete.pk]))
    assert traced(response) == [
        ("icv_share", 2027, "24", "33.33"),
        ("icv_share", 2028, "27", "80.50"),
        ("icv_share", 2029, "30", "None"),
        ("producers_volume", 2027, "400", "600.00"),
        ("producers_volume", 2028, "450", "100.00"),
        ("producers_volume", 2029, "500", "None"),
    ]
    page = response.content.decode()
    lines = reverse("purchase_list", args=[complete.pk, found.pk])
    assert f"{lines}?goods=on&amp;year=2027&amp;producers=on" in page
    assert "no lines" in page


def test_whoever_reads_the_version_sees_figures_and_no_lines(
    complete: Program, drafter: Membership, team: dict[Role, Membership], signed_in: SignIn
):
    head = organizations.member(organizations.authorized_body(), Role.AUTHORIZED_BODY_HEAD)
    imported(complete, by=drafter)
    approvals.submit(complete.procedures.get().pk, shown_version=0, by=team[Role.SIGNATORY], at=moment("2026-09-08"))
    version = complete.versions.get()
    response = signed_in(head).get(reverse("version_targets", args=[version.pk]))
    assert traced(response)[0] == ("icv_share", 2027, "24", "33.33")
    page = response.content.decode()
    assert "Computed from the imported list “Закупки.csv”, lines: 3." in page
    assert "/purchases/" not in page


def take_over(client: Client, program: Program, list_id: object, version: int) -> Any:
    url = reverse("actual_figures", args=[program.pk])
    return client.post(url, {"list": str(list_id), "version": version})


def figures_of(program: Program) -> dict[str, dict[str, str]]:
    return {row.kind: dict(row.cells) for row in Row.objects.filter(program=program, section="table_1")}


def version_of(program: Program) -> int:
    return SectionState.objects.get(program=program, section="table_1").version


def test_table_1_takes_the_computed_figures_over(empty: Program, drafter: Membership, signed_in: SignIn):
    found, client = imported(empty, by=drafter, purpose=ACTUAL, at=TODAY), signed_in(drafter)
    page = client.get(reverse("actual_figures", args=[empty.pk])).content.decode()
    assert "Take the computed figures over" in page
    response = take_over(client, empty, found.pk, version_of(empty))
    assert response["location"] == reverse("section", args=[empty.pk, "table_1"])
    assert figures_of(empty) == {
        "total": {},
        "goods": {"amount.2023": "2000", "icv_share.2023": "30"},
        "works": {"amount.2023": "1000.5", "icv_share.2023": "90"},
        "services": {"amount.2024": "500", "icv_share.2024": "0"},
    }
    assert Row.history.filter(program_id=empty.pk, section="table_1", history_type="~").count() == 3
    assert (
        "holds the computed figures already" in client.get(reverse("actual_figures", args=[empty.pk])).content.decode()
    )


def test_years_without_contracts_keep_what_was_typed(complete: Program, drafter: Membership, signed_in: SignIn):
    before = figures_of(complete)
    found = imported(complete, purchases.THREE_ACTUAL[:1], by=drafter, purpose=ACTUAL, at=TODAY)
    take_over(signed_in(drafter), complete, found.pk, version_of(complete))
    after = figures_of(complete)
    assert after["goods"]["amount.2023"] == "2000"
    for kind, cells in before.items():
        assert {key: text for key, text in after[kind].items() if not key.endswith("2023")} == {
            key: text for key, text in cells.items() if not key.endswith("2023")
        }


def test_a_section_saved_meanwhile_is_not_written_over(complete: Program, drafter: Membership, signed_in: SignIn):
    found = imported(complete, by=drafter, purpose=ACTUAL, at=TODAY)
    seen = version_of(complete)
    row = Row.objects.get(program=complete, section="table_1", kind="goods")
    saved(complete, "table_1", cells={str(row.pk): {**row.cells, "amount.2025": "77"}}, by=drafter)
    before = figures_of(complete)
    response = take_over(signed_in(drafter), complete, found.pk, seen)
    assert response.status_code == 409
    assert "Somebody saved Table 1 or replaced the list" in response.content.decode()
    assert figures_of(complete) == before


def test_a_list_replaced_meanwhile_is_not_taken_over(complete: Program, drafter: Membership, signed_in: SignIn):
    old = imported(complete, by=drafter, purpose=ACTUAL, at=TODAY)
    imported(complete, purchases.THREE_ACTUAL[:1], by=drafter, purpose=ACTUAL, at=TODAY)
    before = figures_of(complete)
    assert take_over(signed_in(drafter), complete, old.pk, version_of(complete)).status_code == 409
    assert figures_of(complete) == before


@pytest.mark.parametrize("sent", [{}, {"list": "x", "version": "1"}, {"list": "", "version": "x"}])
def test_what_the_page_does_not_send_is_refused(
    sent: dict[str, str], empty: Program, drafter: Membership, signed_in: SignIn
):
    assert signed_in(drafter).post(reverse("actual_figures", args=[empty.pk]), sent).status_code == 400


def test_only_writers_take_figures_over(
    empty: Program,
    drafter: Membership,
    team: dict[Role, Membership],
    strangers: dict[str, Membership],
    signed_in: SignIn,
):
    found = imported(empty, by=drafter, purpose=ACTUAL, at=TODAY)
    administrator = signed_in(team[Role.COMPANY_ADMINISTRATOR])
    assert take_over(administrator, empty, found.pk, version_of(empty)).status_code == 403
    for membership in strangers.values():
        assert take_over(signed_in(membership), empty, found.pk, version_of(empty)).status_code == 404
    assert not any(figures_of(empty).values())


def test_a_comparison_tells_which_list_went_and_which_came():
    """A list is never changed: each is told by itself, and what both versions have is not told."""
    lists = [
        PurchaseList(name, purpose, f"{name}.csv", "0" * 64, 1234, ())
        for name, purpose in (("old", "planned"), ("new", "planned"), ("same", "actual"))
    ]
    before = replace(ordinary_content(), purchase_lists=(lists[0], lists[2]))
    after = replace(ordinary_content(), purchase_lists=(lists[1], lists[2]))
    [changed] = changes_by_section(before, after, "ru")
    assert [(line.before, line.after) for line in changed.fields] == [
        ("Планируемые закупки: old.csv, строк: 1\u00a0234", ""),
        ("", "Планируемые закупки: new.csv, строк: 1\u00a0234"),
    ]
