"""The review page after a rework: each ground with what was changed for it, and the way between questions and rows."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Row
from tests.approvals.conftest import SignIn
from tests.factories import cases, programs
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused() -> Case:
    """On the ground of the ICV share, by its first row."""
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01", "09:00"))
    case.refuse(moment("2026-09-01", "10:00"))
    return case


def row_of(case: Case, section: str, kind: str) -> Row:
    return case.program.rows.filter(section=section, kind=kind).order_by("position").first()  # type: ignore[return-value]


def write(case: Case, row: Row, key: str, text: str) -> None:
    programs.saved(case.program, row.section, cells={str(row.pk): row.cells | {key: text}}, by=case.signatory)


def answers(case: Case, browser: Client) -> str:
    """What the page shows of the changes, resubmitted now."""
    case.resubmit(moment("2026-09-01", "12:00"))
    page = browser.get(reverse("consideration", args=[case.consideration.pk])).content.decode()
    return " ".join(page[page.index('id="changes"') : page.index("Three questions")].split())


def test_what_was_changed_in_a_row_concerned_stands_under_its_ground(refused: Case, signed_in: SignIn):
    row = row_of(refused, "table_2", "icv_share")
    write(refused, row, "target.2027", "99.5")
    shown = answers(refused, signed_in(refused.head))
    ground = shown.index("Understated targets of the ICV share")
    assert ground < shown.index(f'href="#row-{row.pk}"') < shown.index('<ins class="preserved">99.5')
    assert "was not changed" not in shown
    assert "although no ground was about it" not in shown


def test_a_row_concerned_that_stayed_the_same_is_named(refused: Case, signed_in: SignIn):
    named, other = row_of(refused, "table_2", "icv_share"), row_of(refused, "table_2", "producers_volume")
    write(refused, other, "target.2027", "123.4")
    shown = answers(refused, signed_in(refused.head))
    unchanged = shown.index("was not changed")
    assert shown.index(f'href="#row-{named.pk}"') < unchanged < shown.index("Elsewhere in the same table")
    assert "Nothing was changed." not in shown


def test_a_change_no_ground_was_about_is_told_apart(refused: Case, signed_in: SignIn):
    row = row_of(refused, "table_4", "activity")
    write(refused, row, "note.kk", "жаңа ескертпе")
    shown = answers(refused, signed_in(refused.head))
    assert shown.index("although no ground was about it") < shown.index("жаңа ескертпе")


def test_questions_lead_to_rows_of_the_document_and_rows_lead_back(refused: Case, signed_in: SignIn):
    row = row_of(refused, "table_2", "icv_share")
    write(refused, row, "target.2027", "0.5")
    refused.resubmit(moment("2026-09-01", "12:00"))
    page = signed_in(refused.head).get(reverse("consideration", args=[refused.consideration.pk])).content.decode()
    question = page[page.index('id="question-1"') : page.index('id="question-2"')]
    assert f'href="#row-{row.pk}"' in question
    (marked,) = re.findall(rf'<tr id="row-{row.pk}" class="official-marked">(.*?)</tr>', page, re.DOTALL)
    assert 'href="#question-1"' in marked
    assert "To question 1" in marked
