"""A program's timeline: steps by audience; changes of the text, row by row and spell by spell, for the customer."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from approvals import actions
from approvals.timeline import TimelineEntry, timeline_page
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from programs.actions import SectionChange, save_section
from programs.models import Row
from programs.rules.standard_form import RowPlace
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
SECTION = "table_5"
PLACE = RowPlace(SECTION, "activity")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def case() -> Case:
    """A filled draft."""
    return cases.of_backbone_enterprise()


def a_row(case: Case, section: str = "table_2", number: int = 0) -> Row:
    return Row.objects.filter(program=case.program, section=section).order_by("position", "id")[number]


def save(case: Case, row: Row, cells: Mapping[str, str], at: datetime, *, by: Membership | None = None) -> None:
    row = Row.objects.get(pk=row.pk)
    version = case.program.sections.get(section=row.section).version
    change = SectionChange({str(row.pk): {**row.cells, **cells}})
    save_section(case.program.pk, row.section, change, version=version, by=by or case.customer[Role.DRAFTER], at=at)


def texts(case: Case, by: Membership, **options: object) -> list[TimelineEntry]:
    page = timeline_page(case.procedure, by, with_events=False, with_text=True, **options)  # type: ignore[arg-type]
    return list(page.rows)


def test_a_save_reads_field_by_field_with_units(case: Case):
    row = a_row(case)
    key = next(key for key in row.cells if key.startswith("target."))
    save(case, row, {key: "61,5"}, moment("2026-08-25"))
    newest = texts(case, case.signatory)[0]
    year = key.partition(".")[2]
    assert (newest.kind, newest.event, str(newest.title)) == ("text", "row_changed", "Row changed")
    assert newest.text.startswith("Table 2: ")
    [change] = newest.changes
    assert year in change.what
    assert (change.before, change.after) == (f"{row.cells[key]}\u00a0%", "61.5\u00a0%")
    assert newest.who.startswith(case.customer[Role.DRAFTER].user.full_name)


def test_saves_of_one_row_by_one_person_in_one_go_are_one_entry(case: Case):
    row = a_row(case)
    key = next(key for key in row.cells if key.startswith("target."))
    for minute, value in enumerate(("50", "51", "52")):
        save(case, row, {key: value}, moment("2026-08-25", f"10:{minute}0"))
    save(case, row, {key: "53"}, moment("2026-08-25", "10:25"), by=case.signatory)
    save(case, row, {key: "54"}, moment("2026-08-25", "12:00"))
    found = [(one.at, *[(c.before, c.after) for c in one.changes]) for one in texts(case, case.signatory)[:3]]
    assert found == [
        (moment("2026-08-25", "12:00"), ("53\u00a0%", "54\u00a0%")),
        (moment("2026-08-25", "10:25"), ("52\u00a0%", "53\u00a0%")),
        (moment("2026-08-25", "10:20"), (f"{row.cells[key]}\u00a0%", "52\u00a0%")),
    ]


def test_what_ended_where_it_began_is_no_change(case: Case):
    row = a_row(case)
    key = next(key for key in row.cells if key.startswith("target."))
    before = len(texts(case, case.signatory))
    save(case, row, {key: "1"}, moment("2026-08-25", "10:00"))
    save(case, row, {key: row.cells[key]}, moment("2026-08-25", "10:05"))
    assert len(texts(case, case.signatory)) == before


def test_a_removed_row_shows_what_stood_in_it(case: Case):
    row = Row.objects.filter(program=case.program, section="table_4").exclude(cells={}).first()
    assert row is not None
    version = case.program.sections.get(section=row.section).version
    change = SectionChange({}, removed=[str(row.pk)])
    save_section(case.program.pk, row.section, change, version=version, by=case.signatory, at=moment("2026-08-26"))
    newest = texts(case, case.signatory)[0]
    assert newest.event == "row_removed"
    assert {change.after for change in newest.changes} == {""}
    assert row.cells["name.ru"] in {change.before for change in newest.changes}


def test_rows_that_came_with_the_form_are_nobodys_change():
    case = cases.Case(
        actions.open_program(
            (drafter := organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)).organization,
            first_year=2027,
            last_year=2029,
            languages=("kk",),
            by=drafter,
            at=moment("2026-08-24"),
        ).pk,
        {Role.DRAFTER: drafter},
        {},
        {},
    )
    assert Row.history.filter(program_id=case.program.pk).exists()
    assert texts(case, drafter) == []


@pytest.mark.parametrize("who", ["body", "auditor", "other company", "nobody"])
def test_the_text_is_the_customers_alone(case: Case, who: str):
    case.submit(moment("2026-08-27"))
    reader = {
        "body": case.head,
        "auditor": organizations.member(organizations.oversight(), Role.AUDITOR),
        "other company": organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY),
        "nobody": None,
    }[who]
    assert texts(case, case.signatory) != []
    assert texts(case, reader) == []  # type: ignore[arg-type]


def test_steps_and_text_stand_in_one_order(case: Case):
    case.submit(moment("2026-08-27"))
    case.refuse(moment("2026-08-28"))
    row = a_row(case)
    key = next(key for key in row.cells if key.startswith("target."))
    save(case, row, {key: "77"}, moment("2026-08-29"))
    page = timeline_page(case.procedure, case.signatory, with_text=True)
    assert [one.event for one in page.rows[:3]] == ["row_changed", "refused", "submitted"]
    moments = [one.at for one in page.rows]
    assert moments == sorted(moments, reverse=True)
    steps = timeline_page(case.procedure, case.signatory)
    assert [one.event for one in steps.rows] == ["refused", "submitted", "opened"]


def test_pages_follow_each_other_without_gaps_or_repetitions(case: Case):
    row = a_row(case)
    key = next(key for key in row.cells if key.startswith("target."))
    for hour in range(10, 20):
        save(case, row, {key: str(hour)}, moment("2026-08-25", f"{hour}:00"))
    case.submit(moment("2026-08-27"))
    whole = [one.id for one in timeline_page(case.procedure, case.signatory, with_text=True, size=500).rows]
    seen, cursor = [], ""
    for _page in range(len(whole)):
        page = timeline_page(case.procedure, case.signatory, with_text=True, size=3, cursor=cursor)
        seen += [one.id for one in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(whole) > 12
    assert seen == whole


@pytest.mark.parametrize(
    "cursor",
    ["x", "W10=", *(base64.urlsafe_b64encode(json.dumps(value).encode()).decode() for value in (
        [1, 2], ["a", None, None], [True, None, None], [-1, None, None], [2**40, None, None],
        [1, "2026-08-25T10:00:00", 5], [1, "2026-08-25T10:00:00+05:00", None], [1, 5, 5], {"a": 1}, None,
    ))],
)  # fmt: skip
def test_a_cursor_nobody_gave_is_the_first_page(case: Case, cursor: str):
    first = timeline_page(case.procedure, case.signatory, with_text=True)
    page = timeline_page(case.procedure, case.signatory, with_text=True, cursor=cursor)
    assert (page.is_first, [one.id for one in page.rows]) == (True, [one.id for one in first.rows])


def test_many_changes_cost_as_many_queries_as_few(case: Case):
    counted = []
    rows = [a_row(case, number=number) for number in range(2)] + [a_row(case, "table_4")]
    for number, row in enumerate(rows):
        for hour in range(10, 12 + number):
            save(case, row, {next(iter(row.cells)): f"{number}{hour}"}, moment("2026-08-25", f"{hour}:00"))
        procedure = case.procedure
        with CaptureQueriesContext(connection) as made:
            timeline_page(procedure, case.signatory, with_text=True)
        counted.append(len(made))
    assert len(set(counted)) == 1
    assert counted[0] <= 9


# Each at its own address


def test_each_entry_has_an_address_for_those_who_read_it(signed_in: SignIn, case: Case):
    case.submit(moment("2026-08-27"))
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    row = Row.history.filter(program_id=case.program.pk, history_type="~").latest("history_id")
    text = reverse("history_save", args=[case.procedure_id, row.history_id])
    step = reverse("history_entry", args=[case.procedure_id, JournalEntry.objects.get(event="submitted").pk])
    expected = {case.signatory: (200, 200), case.head: (404, 200), auditor: (404, 200)}
    for member, statuses in expected.items():
        browser = signed_in(member)
        assert (browser.get(text).status_code, browser.get(step).status_code) == statuses
    assert "Submitted for agreement" in signed_in(auditor).get(step).content.decode()
    page = signed_in(case.signatory).get(text).content.decode()
    assert case.customer[Role.DRAFTER].user.full_name in page


def test_a_staffs_entry_has_no_address_for_others(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    opened = reverse("history_entry", args=[case.procedure_id, JournalEntry.objects.get(event="opened").pk])
    assert signed_in(case.signatory).get(opened).status_code == 200
    assert signed_in(case.head).get(opened).status_code == 404


def test_an_entry_of_another_program_has_no_address_here(signed_in: SignIn, case: Case):
    other = cases.in_state(State.WITH_REGULATOR)
    foreign = JournalEntry.objects.get(event="submitted", chain_id=other.program.pk)
    assert (
        signed_in(case.signatory).get(reverse("history_entry", args=[case.procedure_id, foreign.pk])).status_code == 404
    )
    row = Row.history.filter(program_id=other.program.pk, history_type="~").latest("history_id")
    browser = signed_in(case.signatory)
    assert browser.get(reverse("history_save", args=[case.procedure_id, row.history_id])).status_code == 404
    assert browser.get(reverse("history_save", args=[case.procedure_id, 2**40])).status_code == 404


def test_changed_years_stand_in_the_history_of_the_customer(signed_in: SignIn, case: Case):
    actions.change_period(case.program.pk, first_year=2027, last_year=2030, by=case.signatory, at=moment("2026-08-26"))
    newest = timeline_page(case.procedure, case.signatory).rows[0]
    assert [(one.what, one.before, one.after) for one in newest.changes] == [("Years", "2027–2029", "2027–2030")]
