"""Histories as files: what stands in them, who gets them, how far they go, and what becomes of them."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from time_machine import Traveller

from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.audit_trail import exports
from icv_portal.audit_trail.models import KEPT, HistoryExport
from icv_portal.audit_trail.tasks import write_wanted
from icv_portal.journal.models import JournalEntry
from programs.actions import SectionChange, save_section
from programs.models import Program, Row
from tests.approvals.conftest import NOW, SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://evil.example","1")'


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def asked(browser: Client, address: str = "", **fields: str) -> HistoryExport:
    answer: Any = browser.post(address or reverse("export_journal"), fields)
    export = HistoryExport.objects.latest("wanted_at")
    assert answer.url == reverse("history_export", args=[export.pk])
    return export


def table(browser: Client, export: HistoryExport) -> list[list[Any]]:
    answer: Any = browser.get(reverse("history_file", args=[export.pk]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    workbook = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    return workbook.get_sheet_by_index(0).to_python()


def column(rows: list[list[Any]], title: str) -> list[Any]:
    place = rows[0].index(title)
    return [row[place] for row in rows[1:]]


def test_the_list_as_narrowed_down_is_written_with_typed_columns(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.REWORK)
    browser = signed_in(auditor)
    export = asked(browser, event="refused")
    write_wanted()
    rows = table(browser, export)
    assert column(rows, "What happened") == ["Agreement refused"]
    assert column(rows, "When (Astana time)") == [datetime(2026, 9, 2, 10, 0)]
    assert column(rows, "Person") == [case.regulator[Role.REGULATOR_HEAD].user.full_name]
    assert column(rows, "Role") == ["Head of the natural-monopoly body"]
    assert (column(rows, "What changed"), column(rows, "Now")) == (["State"], ["In rework"])
    entry = JournalEntry.objects.get(event="refused")
    assert column(rows, "Address") == [f"{settings.BASE_URL}/audit/journal/{entry.pk}/"]


def test_it_speaks_the_language_of_who_asked(signed_in: SignIn, auditor: Membership):
    cases.in_state(State.REWORK)
    browser = signed_in(auditor)
    browser.post(reverse("set_language"), {"language": "ru"})
    export = asked(browser, event="refused")
    write_wanted()
    assert "Отказано в согласовании" in table(browser, export)[1]


def test_nothing_typed_becomes_a_formula(signed_in: SignIn, auditor: Membership):
    company = organizations.backbone_enterprise()
    company.name_en = FORMULA
    company.save_by(None, reason="+1")
    browser = signed_in(auditor)
    export = asked(browser, event="organization_changed")
    write_wanted()
    assert column(table(browser, export), "Now") == [FORMULA]
    answer: Any = browser.get(reverse("history_file", args=[export.pk]))
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    assert "<f>" not in sheet


def test_only_who_asked_downloads_it_and_only_while_it_is_kept(signed_in: SignIn, auditor: Membership, now: Traveller):
    cases.in_state(State.REWORK)
    browser = signed_in(auditor)
    export = asked(browser, event="refused")
    write_wanted()
    colleague = organizations.member(auditor.organization, Role.AUDITOR)
    assert len(table(browser, export)) > 1
    for name in ("history_export", "history_file"):
        assert signed_in(colleague).get(reverse(name, args=[export.pk])).status_code == 404
    file = HistoryExport.objects.get().file
    assert default_storage.exists(file)
    now.move_to(NOW + KEPT)
    assert signed_in(auditor).get(reverse("history_file", args=[export.pk])).status_code == 404
    write_wanted()
    assert not HistoryExport.objects.exists()
    assert not default_storage.exists(file)


def test_the_page_tells_how_far_it_is(signed_in: SignIn, auditor: Membership):
    cases.in_state(State.REWORK)
    browser = signed_in(auditor)
    export = asked(browser)
    address = reverse("history_export", args=[export.pk])
    assert "The file is being written: 0 entries so far" in browser.get(address).content.decode()
    assert browser.get(reverse("history_file", args=[export.pk])).status_code == 404
    export.entries = 500
    export.save()
    part = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "500 entries so far" in part
    assert "<html" not in part
    write_wanted()
    written = JournalEntry.objects.filter(at__lte=NOW).count() - 1  # the export itself is of the oversight's chain
    assert f"The file is ready: {written + 1} entries" in browser.get(address).content.decode()


def test_a_bound_is_kept_and_told(signed_in: SignIn, auditor: Membership, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ENTRIES", 5)
    monkeypatch.setattr(exports, "AT_A_TIME", 3)
    cases.in_state(State.REWORK)
    browser = signed_in(auditor)
    export = asked(browser, event="membership_entered")
    write_wanted()
    export.refresh_from_db()
    assert (export.entries, export.is_cut) == (5, True)
    assert len(set(column(table(browser, export), "Address"))) == 5
    page = browser.get(reverse("history_export", args=[export.pk])).content.decode()
    assert "these are the newest 5" in " ".join(page.split())


def test_what_fails_is_tried_three_times(signed_in: SignIn, auditor: Membership, monkeypatch, now: Traveller):
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    browser = signed_in(auditor)
    export = asked(browser)
    monkeypatch.setattr(exports, "write_workbook", fail)
    for attempt in range(1, 6):
        write_wanted()
        now.move_to(NOW + attempt * timedelta(minutes=10))
    export.refresh_from_db()
    assert (export.attempts, export.next_attempt_at, export.file) == (3, None, "")
    page = browser.get(reverse("history_export", args=[export.pk])).content.decode()
    assert "could not be written" in page


def test_who_took_a_history_out_stands_in_the_journal(signed_in: SignIn, auditor: Membership):
    export = asked(signed_in(auditor))
    entry = JournalEntry.objects.get(event="history_exported")
    assert (entry.membership_id, entry.payload) == (auditor.pk, {"export": str(export.pk)})


# A program's timeline


def typed(case: Case) -> str:
    """One more save of the draft, of a text nobody else ever submitted."""
    row = Row.objects.filter(program=case.program, kind="narrative").first()
    assert row is not None
    program = Program.objects.get(pk=case.program.pk)
    version = program.sections.get(section=row.section).version
    change = SectionChange({str(row.pk): {**row.cells, "text.kk": "Құпия мәтін"}})
    save_section(
        program.pk, row.section, change, version=version, by=case.customer[Role.DRAFTER], at=moment("2026-09-04")
    )
    return "Құпия мәтін"


def test_the_customers_file_has_the_text_and_nobody_elses_has(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.REWORK)
    secret = typed(case)
    address = reverse("export_timeline", args=[case.procedure_id])
    found = {}
    for member in (case.signatory, case.regulator[Role.REGULATOR_HEAD], auditor):
        browser = signed_in(member)
        export = asked(browser, address)
        write_wanted()
        rows = table(browser, export)
        assert "Agreement refused" in column(rows, "What happened")
        found[member.role] = secret in column(rows, "Now")
        HistoryExport.objects.all().delete()
    assert found == {Role.SIGNATORY: True, Role.REGULATOR_HEAD: False, Role.AUDITOR: False}


def test_whoever_may_not_see_the_program_gets_no_file(signed_in: SignIn):
    case = cases.in_state(State.REWORK)
    stranger = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY)
    address = reverse("export_timeline", args=[case.procedure_id])
    assert signed_in(stranger).post(address).status_code == 404
    assert not HistoryExport.objects.exists()


def test_whoever_lost_the_program_meanwhile_gets_an_empty_file(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.REWORK)
    browser = signed_in(case.signatory)
    export = asked(browser, reverse("export_timeline", args=[case.procedure_id]))
    HistoryExport.objects.update(membership=organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY))
    write_wanted()
    export.refresh_from_db()
    assert (export.entries, bool(export.file)) == (0, True)


def test_days_are_days(signed_in: SignIn, auditor: Membership):
    export = asked(signed_in(auditor), since=date(2030, 1, 1).isoformat())
    write_wanted()
    assert len(table(signed_in(auditor), export)) == 1


def test_the_same_file_is_waited_for_once_and_few_at_a_time(signed_in: SignIn, auditor: Membership):
    browser = signed_in(auditor)
    leads_to = [browser.post(reverse("export_journal"), {"q": text})["Location"] for text in "aabc"]
    assert leads_to[0] == leads_to[1]
    assert len(set(leads_to)) == HistoryExport.objects.count() == exports.MOST_WAITING
    page = browser.post(reverse("export_journal"), {"q": "d"}, follow=True)
    assert "Several files are being written" in page.content.decode()
    assert HistoryExport.objects.count() == exports.MOST_WAITING
    while exports.write_due(NOW):
        pass
    browser.post(reverse("export_journal"), {"q": "d"})
    assert HistoryExport.objects.count() == exports.MOST_WAITING + 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"q": "a\0"}, "Null characters"),
        ({"q": "a" * 10_000}, "at most 200 characters"),
        ({"since": "yesterday"}, "Enter a valid date"),
        ({"event": "nothing"}, "Select a valid choice"),
    ],
)
def test_filters_that_cannot_be_read_lead_back_to_the_list(fields, told, signed_in: SignIn, auditor: Membership):
    page = signed_in(auditor).post(reverse("export_journal"), fields)
    assert told in page.content.decode()
    assert not HistoryExport.objects.exists()
