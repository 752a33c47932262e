"""The journal across everything: who reads what of it, how it is narrowed down and searched, and what it says."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.actions import DayChange, change_calendar
from approvals.models import CalendarDay, GroundForRefusal, Letter
from approvals.workflow import State
from icv_portal.accounts.absences import enter_absence
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.audit_trail import search
from icv_portal.journal.models import JournalEntry
from icv_portal.outbox.models import InboxEntry
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations
from tests.factories.moments import moment
from tests.journal.test_models import CHAIN, entry
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


def shown(browser: Client, **query: str) -> str:
    answer = browser.get(f"{reverse('audit')}?{urlencode(query)}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def ids(browser: Client, **query: str) -> set[str]:
    return set(re.findall(r"/audit/journal/([0-9a-f-]{36})/", shown(browser, **query)))


def id_of(**which: object) -> str:
    return str(JournalEntry.objects.filter(**which).latest("at", "number").pk)


# Who reads what


def test_an_auditor_reads_steps_of_every_audience(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.WITH_REGULATOR)
    entries = JournalEntry.objects.filter(chain_id=case.program.pk)
    assert {one.audience for one in entries} == {"customer", "staff"}
    assert ids(signed_in(auditor), event="submitted") == {id_of(event="submitted")}
    assert ids(signed_in(auditor), event="opened") == {id_of(event="opened")}


def test_a_draft_is_not_in_the_auditors_list_and_has_no_address(signed_in: SignIn, auditor: Membership):
    case = cases.of_natural_monopoly()
    opened = id_of(event="opened", chain_id=case.program.pk)
    browser = signed_in(auditor)
    assert opened not in ids(browser)
    assert browser.get(reverse("audit_entry", args=[opened])).status_code == 404
    case.submit(moment("2026-09-01"))
    assert opened in ids(browser)
    assert browser.get(reverse("audit_entry", args=[opened])).status_code == 200


def test_the_draft_after_a_withdrawal_is_not_there_either(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.WITH_REGULATOR)
    case.withdraw(moment("2026-09-03"))
    record = entry("period_changed", chain_id=case.program.pk, subject_id=case.procedure_id, payload={})
    found = ids(signed_in(auditor))
    assert str(record.pk) not in found
    assert id_of(event="withdrawn") in found


def test_a_portal_administrator_reads_what_it_keeps_and_no_program(signed_in: SignIn, administrator: Membership):
    cases.in_state(State.WITH_REGULATOR)
    found = JournalEntry.objects.filter(pk__in=ids(signed_in(administrator)))
    assert {one.audience for one in found} == {"portal"}
    assert JournalEntry.objects.filter(event="submitted").exists()
    address = reverse("audit_entry", args=[id_of(event="submitted")])
    assert signed_in(administrator).get(address).status_code == 404


@pytest.mark.parametrize("event", ["submitted", "organization_entered"])
def test_nobody_else_has_these_pages(event: str, signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    for member in (case.signatory, case.head, case.customer[Role.COMPANY_ADMINISTRATOR]):
        browser = signed_in(member)
        assert browser.get(reverse("audit")).status_code == 404
        assert browser.get(reverse("audit_entry", args=[id_of(event=event)])).status_code == 404
        assert browser.post(reverse("export_journal")).status_code == 404
        assert ">Journal<" not in browser.get(reverse("home")).content.decode()


def test_navigation_and_home_lead_the_auditor_there(signed_in: SignIn, auditor: Membership):
    page = signed_in(auditor).get(reverse("home")).content.decode()
    assert page.count(f'href="{reverse("audit")}"') == 2


# What it says


def test_an_entry_tells_who_in_which_role_by_which_point_and_what_changed(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.REWORK)
    page = shown(signed_in(auditor), event="refused")
    head = case.regulator[Role.REGULATOR_HEAD]
    assert head.user.full_name in page
    assert "Head of the natural-monopoly body" in page
    assert f"{head.position}, {head.organization.name_en}" in page
    assert "p. 14" in page
    assert "understated targets" in page
    assert re.search(r"<dt>State</dt>.*With the natural-monopoly body.*→.*In rework", page)


def test_people_and_organisations_are_called_as_they_were_then(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.REWORK)
    head = case.regulator[Role.REGULATOR_HEAD]
    was = head.organization.name_en
    head.organization.name_en, head.position = "Renamed body", "Another position"
    head.organization.save_by(None, reason="renamed", at=moment("2026-09-07"))
    head.save_by(None, reason="moved", at=moment("2026-09-07"))
    for row in (head.history, head.organization.history):
        first = row.earliest("history_id")
        as_database_owner(
            first._meta.db_table,
            f"UPDATE {first._meta.db_table} SET history_date = %s WHERE history_id = %s",
            moment("2026-08-01"),
            first.history_id,
        )
    page = shown(signed_in(auditor), event="refused")
    assert f"Маман, {was}" in page
    assert "Renamed body" not in page


def test_a_changed_membership_reads_field_by_field(signed_in: SignIn, auditor: Membership, administrator: Membership):
    member = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    member.role, member.valid_until = Role.SIGNATORY, moment("2027-01-31").date()
    member.save_by(administrator, reason="order 12")
    page = shown(signed_in(auditor), event="membership_changed")
    assert re.search(r"<dt>Role</dt>.*Drafter.*→.*Signatory", page)
    assert re.search(r"<dt>Valid until</dt>.*31\.01\.2027", page)
    assert "Reason: order 12" in page
    assert administrator.user.full_name in page
    assert f"{member.user.full_name}, {member.organization.name_en}" in page
    assert "Valid from" not in page


def test_a_changed_day_reads_before_and_after(signed_in: SignIn, auditor: Membership, administrator: Membership):
    day = moment("2026-10-05").date()
    change = DayChange(day, CalendarDay.Kind.DAY_OFF, basis="Decree 7")
    change_calendar([change], by=administrator, at=moment("2026-09-07"))
    page = shown(signed_in(auditor), event="day_changed")
    assert "05.10.2026" in page
    assert re.search(r"<dt>Kind</dt>.*day off", page)
    assert "Decree 7" in page


def test_an_opened_notice_is_told_of_by_its_title(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.REWORK)
    notice = InboxEntry.objects.get(event="refused")
    notice.open(by_id=case.signatory.pk, at=moment("2026-09-03"))
    page = shown(signed_in(auditor), event="notice_opened")
    assert notice.wording("en").title in page.replace("&quot;", '"')
    assert case.signatory.user.full_name in page


# Narrowing down and searching


def test_it_is_narrowed_by_organisation_person_point_and_days(signed_in: SignIn, auditor: Membership):
    case, other = cases.in_state(State.REWORK), cases.in_state(State.REWORK)
    browser, head = signed_in(auditor), case.regulator[Role.REGULATOR_HEAD]
    mine = {str(one.pk) for one in JournalEntry.objects.filter(membership_id=head.pk)}
    assert mine
    assert ids(browser, organization=head.organization.bin) == mine
    assert ids(browser, person=head.user.email) == mine
    refused = {id_of(event="refused", chain_id=one.program.pk) for one in (case, other)}
    assert ids(browser, point="14") == refused
    assert ids(browser, since="2026-09-02", until="2026-09-02", event="refused") == refused
    assert ids(browser, since="2026-09-03", event="refused") == set()
    assert ids(browser, until="01.09.2026", event="refused") == set()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"since": "2027-99-01"}, "Enter a valid date"),
        ({"since": "2026-08-30", "until": "2026-08-01"}, "The last day is before the first one"),
        ({"until": "9999-12-31"}, "no entries of that year"),
        ({"event": "nothing"}, "Select a valid choice"),
        ({"q": "a\0b"}, "Null characters"),
    ],
)
def test_what_cannot_be_read_is_told_and_narrows_nothing(signed_in: SignIn, auditor: Membership, query, told):
    cases.in_state(State.WITH_REGULATOR)
    page = shown(signed_in(auditor), **query)
    assert told in page
    assert id_of(event="submitted") in page


def test_search_finds_letters_hashes_names_and_words_of_reasonings(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.REWORK)
    other = cases.of_backbone_enterprise()
    other.submit(moment("2026-09-01"))
    browser, refused = signed_in(auditor), id_of(event="refused")
    stranger = id_of(event="submitted", chain_id=other.program.pk)
    letter = Letter.objects.get(kind="refusal")
    assert "занижена" in GroundForRefusal.objects.get().reasoning_ru
    for words in (
        letter.number,
        case.version.sha256,
        case.version.sha256[:12].upper(),
        case.procedure.customer_name_kk,
        case.regulator[Role.REGULATOR_HEAD].user.full_name,
        "доли занижены",
        str(case.program.pk),
        refused,
    ):
        found = ids(browser, q=words)
        assert refused in found, words
        assert stranger not in found, words
    assert ids(browser, q="nothing of the kind") == set()


@pytest.mark.parametrize("field", ["q", "organization", "person"])
def test_what_fits_too_much_is_told_instead_of_cut(field, signed_in: SignIn, auditor: Membership, monkeypatch):
    """A list of the first ones found would look complete."""
    cases.in_state(State.REWORK)
    monkeypatch.setattr(search, "MOST_FOUND", 1)
    assert "Say more" in shown(signed_in(auditor), **{field: "а"})


def test_pages_follow_each_other_without_gaps(signed_in: SignIn, auditor: Membership):
    for number in range(120):
        entry("agreed", subject_kind="nothing", payload={"version": number, "state": "agreed"}, at=moment("2026-09-07"))
    browser, seen, address = signed_in(auditor), [], f"{reverse('audit')}?event=agreed"
    while address:
        page = browser.get(address).content.decode()
        seen += re.findall(r'audit-what" href="/audit/journal/([0-9a-f-]{36})/', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = reverse("audit") + following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == 120


# Its own address


def test_an_entry_has_an_address_with_its_chain_and_its_version(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.WITH_REGULATOR)
    answer = signed_in(auditor).get(reverse("audit_entry", args=[id_of(event="submitted")]))
    page = answer.content.decode()
    assert reverse("version_document", args=[case.version.pk]) in page
    assert JournalEntry.objects.get(event="submitted").hash in page
    assert "The entry has its hash" in page


def test_a_tampered_entry_says_so_at_its_own_address(signed_in: SignIn, auditor: Membership):
    one = entry("agreed", payload={"version": 1})
    as_database_owner("journal_journalentry", "UPDATE journal_journalentry SET point = '99' WHERE chain_id = %s", CHAIN)
    page = signed_in(auditor).get(reverse("audit_entry", args=[one.pk])).content.decode()
    assert "This entry is not as it was written" in page
    assert "The entry has its hash" not in page


def test_an_absence_tells_who_is_away_and_when(signed_in: SignIn, auditor: Membership):
    body = organizations.regulator()
    head, reviewer = (organizations.member(body, role) for role in (Role.REGULATOR_HEAD, Role.REGULATOR_REVIEWER))
    first, last = date(2026, 9, 7), date(2026, 9, 20)
    enter_absence(
        membership=head, first_day=first, last_day=last, substitute=reviewer, by=head, at=moment("2026-09-07")
    )
    page = shown(signed_in(auditor), event="absence_entered")
    for told in (body.name_en, head.user.full_name, reviewer.user.full_name, "Who is away", "07.09.2026", "20.09.2026"):
        assert told in page


# Speed


@pytest.mark.parametrize("query", ["until=2026-09-07", "since=2026-09-08"])
def test_three_programs_cost_as_many_queries_as_one(query: str, signed_in: SignIn, auditor: Membership):
    """Steps and opened notices are of the days before, people and organisations of the day of the test."""
    counted = []
    for cases_made in (1, 2):
        for _number in range(cases_made):
            case = cases.in_state(State.REWORK)
            notice = InboxEntry.objects.filter(event="refused").latest("delivered_at")
            notice.open(by_id=case.signatory.pk, at=moment("2026-09-03"))
            fact = case.organization(case.customer).facts.get()  # so few of many that a page may lack them
            fact.basis = "№ 2"
            fact.save_by(None, reason="test", at=moment("2026-09-08", "20:00"))
        browser = signed_in(auditor)
        with CaptureQueriesContext(connection) as made:
            assert browser.get(f"{reverse('audit')}?{query}").status_code == 200
        counted.append(len(made))
    assert counted[0] == counted[1] <= MOST_QUERIES


def test_an_entry_nobody_has_words_for_reads_as_its_code(signed_in: SignIn, auditor: Membership):
    entry("something_new", subject_kind="unknown", payload={"a": 1})
    assert "something_new" in shown(signed_in(auditor))
