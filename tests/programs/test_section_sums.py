"""Sums on the page of a section, as the server writes them, and through the API."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import Membership
from programs.models import Program
from programs.rules.standard_form import SECTIONS
from programs.rules.sums import SUMS
from tests.api.people import by_token
from tests.programs.pages import SectionPage

SignIn = Callable[[Membership], Client]
TOTAL = re.compile(r'data-key="([\w.]+)".*?data-total>([^<]*)<', re.DOTALL)
SUM_ROW = re.compile(r'<tr class="entry-sum".*?</tr>', re.DOTALL)


def sum_rows(page: SectionPage) -> list[str]:
    return SUM_ROW.findall(page.text)


@pytest.mark.parametrize("code", [section.code for section in SECTIONS])
def test_sections_show_the_sums_that_are_declared(code: str, complete: Program, drafter: Membership, signed_in: SignIn):
    page = SectionPage(signed_in(drafter), complete, code)
    assert bool(sum_rows(page)) == (code in SUMS)
    for row in sum_rows(page):
        width = (
            sum(int(found) for found in re.findall(r'colspan="(\d+)"', row))
            + row.count("<td")
            + row.count('<th scope="row">')
        )
        assert width == page.response.context["page"].width


def test_the_sum_of_the_parts_stands_below_the_total_and_tells_the_difference(
    complete: Program, drafter: Membership, signed_in: SignIn
):
    total = complete.rows.get(section="table_1", kind="total")
    page = SectionPage(signed_in(drafter), complete, "table_1")
    page.type(total.pk, amount__2024="900 113")
    page.press()
    [row] = sum_rows(page)
    assert dict(TOTAL.findall(row)) == {f"amount.{year}": "900\xa0112.5" for year in (2023, 2024, 2025)}
    assert re.findall(r"data-difference( hidden)?>", row) == [" hidden", "", " hidden"]
    assert 'Difference: <span class="number">0.5</span>' in row
    place = page.text.index(row)
    assert page.text.index(f'id="row-{total.pk}"') < place < page.text.index('data-place="goods::"')


def test_what_is_no_number_is_said_instead_of_a_sum(complete: Program, drafter: Membership, signed_in: SignIn):
    goods = complete.rows.get(section="table_1", kind="goods")
    page = SectionPage(signed_in(drafter), complete, "table_1")
    page.type(goods.pk, amount__2024="көп")
    page.press()
    [row] = sum_rows(page)
    assert dict(TOTAL.findall(row))["amount.2024"] == "–"
    assert re.findall(r"data-unread( hidden)?>", row) == [" hidden", "", " hidden"]


@pytest.mark.parametrize(("code", "unit"), [("table_1", "thousand tenge"), ("table_3", "million tenge")])
def test_the_unit_of_amounts_is_said_above_the_table(
    code: str, unit: str, complete: Program, drafter: Membership, signed_in: SignIn
):
    assert f"Amounts: {unit}" in SectionPage(signed_in(drafter), complete, code).text


def test_the_api_tells_the_same_sums(complete: Program, drafter: Membership, today: None):
    told = by_token(drafter).get(reverse("api-section", args=[complete.pk, "table_3"])).json()["sums"]
    assert [one["label"] for one in told] == [
        "Total of the activities",
        "Total of contracts: conclusion",
        "Total of contracts: performance",
    ]
    assert told[1]["values"]["amount.2027"] == "451.5"
    assert told[0]["values"]["amount.2027"] is None
    assert (told[0]["right"], told[0]["rows"]) == (None, [{"kind": "activity", "group": "offtake"}])
