"""A new program from an earlier one of the same company: what stands in it, and that nobody else's is ever taken."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals import actions
from approvals.models import Procedure
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.actions import end_subsoil_right
from programs.content import content_of
from programs.models import Program, Row
from programs.rules.content import Content
from programs.rules.standard_form import RowPlace
from tests.approvals.step_pages import text
from tests.factories import organizations
from tests.factories.programs import filled, saved
from tests.fingerprints import changed_tables, fingerprint
from tests.programs.conftest import TODAY

pytestmark = pytest.mark.django_db
SignIn = Callable[[Membership], Client]
NEW_PERIOD: dict[str, Any] = {"first_year": 2030, "last_year": 2032, "languages": ["kk", "ru"]}


@pytest.fixture
def earlier(drafter: Membership) -> Program:
    return filled(drafter).program


def opened_from(earlier: Program, by: Membership) -> Program:
    return actions.open_program(by.organization, **NEW_PERIOD, start_from=earlier.pk, by=by, at=TODAY).program


def read(program: Program) -> Content:
    return content_of(program, on=TODAY.date())


def test_rows_are_copied_and_moved_and_the_earlier_program_stays(drafter: Membership, earlier: Program):
    before = read(earlier)
    new = read(opened_from(earlier, drafter))
    assert [row.place for row in new.rows] == [row.place for row in before.rows]
    assert not {row.id for row in new.rows} & {row.id for row in before.rows}
    assert new.rows_of("table_6")[0].cells == before.rows_of("table_6")[0].cells
    [share], [moved] = before.rows_of("table_2", "icv_share"), new.rows_of("table_2", "icv_share")
    assert moved.cells["target.2030"] == share.cells["target.2027"]
    assert read(earlier) == before


def test_the_history_says_that_rows_were_copied_and_by_whom(drafter: Membership, earlier: Program):
    new = opened_from(earlier, drafter)
    free = new.rows.filter(section="table_4")[0]
    [made] = Row.history.filter(id=free.pk)
    assert (made.history_change_reason, made.history_membership_id) == ("copied", drafter.pk)
    assert made.cells == free.cells
    assert new.copied_from == earlier


def test_rows_of_a_right_that_has_ended_are_left_out():
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    earlier = filled(drafter).program
    ended = drafter.organization.subsoil_rights.all()[0]
    earlier.locked_at = TODAY  # or the rows would leave it with the right
    earlier.save_by(None, reason="test")
    other = actions.open_program(
        drafter.organization, first_year=2033, last_year=2035, languages=["kk"], by=drafter, at=TODAY
    ).program
    end_subsoil_right(other.pk, ended.pk, ended_on=date(2026, 9, 1), by=drafter, at=TODAY)
    assert earlier.rows.filter(right=ended).exists()
    new = opened_from(earlier, drafter)
    assert not new.rows.filter(right=ended).exists()
    assert new.rows.filter(right__isnull=False, section="planned_purchases").exists()


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(drafter: Membership, earlier: Program):
    counted = []
    for first_year, more in ((2030, 0), (2033, 40)):
        if more:
            places = [RowPlace("table_5", "activity")] * more
            added = saved(earlier, "table_5", added=places, by=drafter).added
            cells = {str(row.pk): {"name.kk": "Іс-шара"} for row in added}
            saved(earlier, "table_5", cells=cells, by=drafter)
        years = {**NEW_PERIOD, "first_year": first_year, "last_year": first_year + 2}
        with CaptureQueriesContext(connection) as taken:
            actions.open_program(drafter.organization, **years, start_from=earlier.pk, by=drafter, at=TODAY)
        counted.append(len(taken))
    assert counted[0] == counted[1]


def test_an_empty_program_knows_of_no_earlier_one(drafter: Membership, earlier: Program):
    new = actions.open_program(drafter.organization, **NEW_PERIOD, by=drafter, at=TODAY).program
    assert new.copied_from is None
    assert all(row.is_blank for row in read(new).rows)


# Never across companies


@pytest.fixture
def foreign() -> Program:
    """Of another company, with everything in it."""
    return filled(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)).program


def test_no_action_takes_from_another_company(drafter: Membership, foreign: Program):
    assert read(foreign).is_filled("table_4")
    before = fingerprint()
    for pk in (foreign.pk, uuid4()):
        with pytest.raises(Program.DoesNotExist):
            actions.open_program(drafter.organization, **NEW_PERIOD, start_from=pk, by=drafter, at=TODAY)
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
def test_the_page_answers_404_for_another_companys_program(drafter, foreign, confirmed, signed_in: SignIn):
    browser = signed_in(drafter)
    before = fingerprint()
    asked = {**NEW_PERIOD, "start_from": str(foreign.pk), **confirmed}
    assert browser.post(reverse("open_program"), asked).status_code == 404
    assert browser.get(reverse("open_program"), {"from": str(foreign.pk)}).status_code == 404
    assert browser.post(reverse("open_program"), {**asked, "start_from": "…"}).status_code == 404
    assert changed_tables(before, fingerprint()) <= {"django_session"}
    assert str(foreign.pk) not in text(browser.get(reverse("open_program")))


def test_the_api_answers_404_for_another_companys_program(drafter, foreign, earlier, signed_in: SignIn):
    browser = signed_in(drafter)
    before = fingerprint()
    for pk in (foreign.pk, uuid4()):
        answer = browser.post("/api/v1/programs/", {**NEW_PERIOD, "from": str(pk)}, content_type="application/json")
        assert answer.status_code == 404
    assert changed_tables(before, fingerprint()) <= {"django_session"}
    answer = browser.post("/api/v1/programs/", {**NEW_PERIOD, "from": str(earlier.pk)}, content_type="application/json")
    assert (answer.status_code, answer.json()["copied_from"]) == (201, str(earlier.pk))


def test_a_person_of_two_companies_takes_from_the_one_acted_for(drafter, foreign, signed_in: SignIn):
    """What one may read in another membership is not taken along either."""
    organizations.member(foreign.customer, Role.DRAFTER, user=drafter.user)
    with pytest.raises(Program.DoesNotExist):
        actions.open_program(drafter.organization, **NEW_PERIOD, start_from=foreign.pk, by=drafter, at=TODAY)


# The pages


def test_what_is_taken_is_shown_before_the_draft_is_opened(drafter, earlier, signed_in: SignIn):
    browser = signed_in(drafter)
    first = text(browser.get(reverse("open_program")))
    assert str(earlier.pk) in first
    asked = {**NEW_PERIOD, "start_from": str(earlier.pk)}
    shown = text(browser.post(reverse("open_program"), asked))
    assert "what stood in 2027 stands in 2030" in shown
    assert Procedure.objects.count() == 1
    assert browser.post(reverse("open_program"), {**asked, "confirmed": "1"}).status_code == 302
    assert Procedure.objects.count() == 2


def test_whoever_says_ready_is_told_what_was_only_copied(drafter, earlier, signed_in: SignIn):
    new = opened_from(earlier, drafter)
    page = reverse("declare_ready", args=[Procedure.objects.get(program=new).pk])
    sections = len({row.section for row in read(new).rows if not row.is_blank})
    assert f"{sections} sections stand as they were copied" in text(signed_in(drafter).get(page))
    saved(new, "table_4", by=drafter)
    assert f"{sections - 1} sections stand as they were copied" in text(signed_in(drafter).get(page))
    assert "copied, not saved since" in text(signed_in(drafter).get(reverse("program_form", args=[new.pk])))


def test_a_copied_section_says_so_until_it_is_saved(drafter, earlier, signed_in: SignIn):
    new = opened_from(earlier, drafter)
    browser = signed_in(drafter)
    address = reverse("section", args=[new.pk, "table_4"])
    assert "Copied from the program 2027–2029" in text(browser.get(address))
    saved(new, "table_4", by=drafter)
    assert "Copied from the program" not in text(browser.get(address))
    assert "Copied from the program" in text(browser.get(reverse("section", args=[new.pk, "table_6"])))
    fresh = reverse("section", args=[earlier.pk, "table_4"])
    assert "Copied from the program" not in text(browser.get(fresh))
