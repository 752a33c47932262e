"""The page that reads a draft as a reviewer would: the reviewer's own questions, evidence and findings."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from approvals.models import Consideration
from approvals.rules.refusal_grounds import RefusalGround
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.api.people import by_token
from tests.approvals.conftest import SignIn
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.factories.programs import saved

pytestmark = pytest.mark.django_db
TABLE = re.compile(r"<table.*?</table>", re.S)
MARKUP = re.compile(r"<[^>]+>|\s+")


@pytest.fixture
def case() -> Case:
    """A draft whose targets are all below the actual share, with applications nothing answers."""
    case = cases.in_state(State.DRAFT)
    rows = {row.section: row for row in case.program.rows.filter(section="table_2", kind="icv_share")}
    change(case, "table_2", rows["table_2"], {f"target.{year}": "17" for year in (2027, 2028, 2029)})
    offtake = case.program.rows.get(section="table_3", kind="target", group="offtake")
    change(case, "table_3", offtake, {f"quantity.{year}": "0" for year in (2027, 2028, 2029)})
    return case


def change(case: Case, section: str, row, cells: dict[str, str]) -> None:
    saved(case.program, section, cells={str(row.pk): {**row.cells, **cells}}, by=case.customer[Role.DRAFTER])


def evidence(page: str) -> list[str]:
    """The words and figures of the tables beside the questions."""
    tables = [MARKUP.sub(" ", table) for table in TABLE.findall(page)]
    return [" ".join(table.split()) for table in tables if "ICV share, per cent" in table or "Applications" in table]


def test_the_risks_stand_with_their_reasons_and_lead_to_the_cells(case: Case, signed_in: SignIn):
    page = signed_in(case.signatory).get(reverse("reading", args=[case.program.pk])).content.decode()
    assert page.count("Certain to be raised") == 2
    assert page.count("No sign found") == 1
    row = case.program.rows.get(section="table_2", kind="icv_share")
    table_2 = reverse("section", args=[case.program.pk, "table_2"])
    assert f'href="{table_2}#cell-{row.pk}-target.2027"' in page
    assert f'href="{table_2}#row-{row.pk}"' in page
    assert "it decides nothing" in page


def test_the_reviewer_sees_the_same_figures(case: Case, signed_in: SignIn):
    before = signed_in(case.signatory).get(reverse("reading", args=[case.program.pk])).content.decode()
    case.submit(moment("2026-09-01"))
    shown = Consideration.objects.get(procedure=case.procedure_id)
    review = signed_in(case.head).get(reverse("consideration", args=[shown.pk])).content.decode()
    assert evidence(before) == evidence(review)[:2]
    assert len(evidence(before)) == 2
    assert "Certain to be raised" not in review


def test_it_is_led_to_before_submitting(case: Case, signed_in: SignIn):
    browser, url = signed_in(case.signatory), reverse("reading", args=[case.program.pk])
    of_program = [reverse(name, args=[case.program.pk]) for name in ("checks", "program_form")]
    for page in (*of_program, reverse("submit", args=[case.procedure_id])):
        assert url in browser.get(page).content.decode()


def test_an_empty_draft_is_read_without_a_mistake(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    for section in ("table_1", "table_2", "demand_analysis", "table_4"):
        cells = {str(row.pk): dict.fromkeys(row.cells, "") for row in case.program.rows.filter(section=section)}
        saved(case.program, section, cells=cells, by=case.signatory)
    page = signed_in(case.signatory).get(reverse("reading", args=[case.program.pk])).content.decode()
    assert page.count("Nothing to compare yet") == 2
    assert page.count("Certain to be raised") == 1


def test_a_program_is_told_the_same(case: Case):
    told = by_token(case.signatory).get(reverse("api-reading", args=[case.program.pk])).json()
    assert [one["risk"] for one in told["grounds"]] == ["certain", "certain", "no_sign"]
    assert [one["ground"] for one in told["grounds"]] == [ground.value for ground in RefusalGround]
    actual, target, *_ = told["evidence"]["shares"]
    shares = [*actual["values"][:3], *target["values"][3:]]
    assert [Decimal(share) for share in shares] == [Decimal("18.5")] * 3 + [17] * 3
    offtake = next(one for one in told["evidence"]["contracts"] if one["name"].startswith("Offtake"))
    assert (offtake["planned"], offtake["applications"]) == ("0", "3")
    assert {finding["ground"] for finding in told["grounds"][0]["findings"]} == {"understated_targets"}
