"""Terms in people's own calendars: a private address, in step with the terms, for whoever may read them."""

from datetime import date, timedelta
from email import message_from_string
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from time_machine import Traveller

from approvals.actions import DayChange, change_calendar
from approvals.actions.reminders import remind_of_terms
from approvals.models import CalendarDay, Term
from approvals.workflow import State
from icv_portal.accounts.addressing import address_notices
from icv_portal.accounts.feeds import end_feeds_of, issue_feed, revoke_feed
from icv_portal.accounts.models import CalendarFeed, Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from icv_portal.outbox.messages import message_of
from icv_portal.outbox.models import Email
from tests.approvals.conftest import NOW, SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def case() -> Case:
    return cases.in_state(State.WITH_REGULATOR)


def issued(by: Membership, *, whole_organization: bool = False) -> tuple[CalendarFeed, str]:
    return issue_feed(whole_organization=whole_organization, by=by, at=NOW)


def asked(secret: str) -> Any:
    return Client().get(reverse("calendar_feed", args=[secret]))


def events(secret: str) -> list[Any]:
    answer = asked(secret)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def told(secret: str) -> list[tuple[date, str]]:
    return [(event.decoded("dtstart"), str(event["summary"])) for event in events(secret)]


def english(member: Membership) -> Membership:
    member.user.language = "en"
    member.user.save()
    return member


class TestWhatIsInIt:
    def test_what_waits_for_the_person_with_its_last_day(self, case: Case):
        _feed, secret = issued(english(case.regulator[Role.REGULATOR_HEAD]))
        (event,) = events(secret)
        customer = case.organization(case.customer)
        assert event.decoded("dtstart") == case.running.due_on == date(2026, 9, 22)
        assert event.decoded("dtend") == date(2026, 9, 23)
        assert str(event["uid"]).startswith(str(case.running.pk))
        what = "Consideration by the natural-monopoly body"
        assert str(event["summary"]) == f"Last day: {what}, {customer.name_en}, 2027–2029"
        assert str(event["description"]) == "With the natural-monopoly body. Point 13 of the Rules."
        assert str(event["url"]).endswith(reverse("procedure", args=[case.procedure_id]))

    def test_the_customer_has_nothing_to_do_and_its_organisation_waits(self, case: Case):
        _mine, mine = issued(case.signatory)
        _our, our = issued(case.signatory, whole_organization=True)
        assert (told(mine), len(told(our))) == ([], 1)
        case.refuse(moment("2026-09-08", "11:30"))
        assert [day for day, _summary in told(mine)] == [case.running.due_on]

    def test_nothing_of_others(self, case: Case):
        stranger = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY)
        for member in (stranger, case.authorized_body[Role.AUTHORIZED_BODY_HEAD]):
            for whole in (False, True):
                assert told(issued(member, whole_organization=whole)[1]) == []

    def test_the_adoption_stands_there_too(self):
        case = cases.in_state(State.AGREED)
        _feed, secret = issued(english(case.signatory))
        ((day, summary),) = told(secret)
        assert (day, summary.startswith("Last day: Adoption by the customer")) == (date(2026, 11, 30), True)

    def test_it_moves_with_the_term_under_the_same_name(self, case: Case):
        _feed, secret = issued(case.regulator[Role.REGULATOR_HEAD])
        (before,) = events(secret)
        administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
        change_calendar([DayChange(date(2026, 9, 22), CalendarDay.Kind.DAY_OFF)], by=administrator, at=NOW)
        (after,) = events(secret)
        assert (before["uid"], after.decoded("dtstart")) == (after["uid"], date(2026, 9, 23))

    def test_what_has_ended_goes_and_what_cannot_be_computed_is_not_there(self, case: Case):
        _feed, secret = issued(case.regulator[Role.REGULATOR_HEAD])
        case.agree(moment("2026-09-08", "11:30"))
        assert told(secret) == []

    @pytest.mark.parametrize(
        ("language", "begins"), [("kk", "Соңғы күн: "), ("ru", "Последний день: "), ("en", "Last day: ")]
    )
    def test_in_the_persons_language(self, case: Case, language: str, begins: str):
        head = case.regulator[Role.REGULATOR_HEAD]
        head.user.language = language
        head.user.save()
        ((_day, summary),) = told(issued(head)[1])
        assert summary.startswith(begins)

    def test_the_number_of_queries_does_not_grow(self, django_assert_num_queries: Any):
        regulator = organizations.team(organizations.regulator())
        _feed, secret = issued(regulator[Role.REGULATOR_HEAD])
        with django_assert_num_queries(5):  # feed, use (a write and its savepoint aside), memberships, programs
            asked(secret)


class TestWhoOpensIt:
    def test_nobody_without_its_secret(self, case: Case):
        feed, secret = issued(case.signatory)
        assert secret not in feed.sha256
        assert [asked(one).status_code for one in ("x", feed.sha256, str(feed.pk))] == [404] * 3
        assert asked(secret).status_code == 200

    def test_nobody_once_it_is_revoked(self, case: Case):
        feed, secret = issued(case.signatory)
        revoke_feed(feed.pk, by=case.signatory, at=NOW)
        assert asked(secret).status_code == 404
        history = list(feed.history.order_by("history_date").values_list("history_change_reason", flat=True))
        assert history == ["issued", "revoked"]
        assert JournalEntry.objects.filter(subject_id=feed.pk).count() == 2

    def test_whoever_has_left_reads_nothing_more(self, case: Case):
        head = case.regulator[Role.REGULATOR_HEAD]
        _mine, mine = issued(head)
        _our, our = issued(head, whole_organization=True)
        head.valid_until = date(2026, 9, 7)
        head.save()
        assert (told(mine), asked(our).status_code) == ([], 404)
        head.user.is_active = False
        head.user.save()
        assert asked(mine).status_code == 404

    def test_a_new_password_ends_all(self, case: Case):
        _feed, secret = issued(case.signatory)
        end_feeds_of(case.signatory.user, by=None, reason="new password", at=NOW)
        assert asked(secret).status_code == 404

    def test_the_last_use_is_told_and_leaves_no_history(self, case: Case):
        feed, secret = issued(case.signatory)
        asked(secret)
        feed.refresh_from_db()
        assert feed.last_used_at == NOW
        assert feed.history.count() == 1


class TestPages:
    def test_it_is_made_shown_once_and_revoked(self, case: Case, signed_in: SignIn, settings: Any):
        settings.BASE_URL = "http://testserver"
        browser = signed_in(case.signatory)
        session = browser.session
        session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
        session.save()
        assert "No addresses yet" in browser.get(reverse("feeds")).content.decode()
        made = browser.post(reverse("new_feed"), {"of": "organization"}).content.decode()
        address = made.partition('value="http://testserver')[2].partition('"')[0]
        assert Client().get(address).status_code == 200
        listed = browser.get(reverse("feeds")).content.decode()
        assert address not in listed
        assert case.organization(case.customer).name_en in listed
        feed = CalendarFeed.objects.get()
        assert feed.whole_organization
        page = browser.post(reverse("revoke_feed", args=[feed.pk]), follow=True).content.decode()
        assert "The address opens nothing any more." in page
        assert Client().get(address).status_code == 404

    def test_somebody_elses_is_not_there(self, case: Case, signed_in: SignIn):
        feed, secret = issued(case.signatory)
        other = signed_in(case.customer[Role.DRAFTER])
        assert other.post(reverse("revoke_feed", args=[feed.pk])).status_code == 404
        assert asked(secret).status_code == 200

    def test_who_answers_for_an_organisation_takes_back_those_of_it(self, case: Case, signed_in: SignIn):
        reviewer, head = case.regulator[Role.REGULATOR_REVIEWER], case.regulator[Role.REGULATOR_HEAD]
        (mine, mine_secret), (our, our_secret) = issued(reviewer), issued(reviewer, whole_organization=True)
        browser = signed_in(head)
        assert reviewer.user.full_name in browser.get(reverse("feeds")).content.decode()
        assert browser.post(reverse("revoke_feed", args=[mine.pk])).status_code == 404
        assert browser.post(reverse("revoke_feed", args=[our.pk])).status_code == 302
        assert [asked(one).status_code for one in (mine_secret, our_secret)] == [200, 404]

    def test_an_administrator_takes_back_anybodys(self, case: Case, signed_in: SignIn):
        feed, secret = issued(case.signatory)
        browser = signed_in(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR))
        page = reverse("admin:accounts_calendarfeed_changelist")
        assert feed.sha256 not in browser.get(page).content.decode()
        browser.post(page, {"action": "revoke", "_selected_action": [str(feed.pk)]})
        assert asked(secret).status_code == 404

    def test_of_whom_no_term_is_asked_gets_none(self, signed_in: SignIn):
        auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
        page = signed_in(auditor).get(reverse("feeds")).content.decode()
        assert reverse("new_feed") not in page
        assert "No term is asked of your organisation" in page


class TestEmails:
    def attached(self, email: Email) -> Any:
        parts = message_from_string(message_of(email).message().as_string()).walk()
        (part,) = [part for part in parts if part.get_content_type() == "text/calendar"]
        assert (part.get_filename(), part.get_param("method")) == ("term.ics", "PUBLISH")
        (event,) = Calendar.from_ical(bytes(part.get_payload(decode=True))).walk("VEVENT")
        return event

    def test_a_notice_of_a_term_brings_it_for_calendars(self, case: Case, now: Traveller):
        address_notices(at=NOW)
        for event in ("filed", "registered"):
            email = Email.objects.filter(entry__event=event).first()
            assert email is not None
            found = self.attached(email)
            assert found.decoded("dtstart") == date(2026, 9, 22)
            assert str(found["uid"]).startswith(str(case.running.pk))

    def test_a_later_one_replaces_it(self, case: Case):
        remind_of_terms(moment("2026-09-15", "08:00"))
        address_notices(at=NOW)
        filed, reminded = (Email.objects.filter(entry__event=event).first() for event in ("filed", "term_ends"))
        assert filed is not None
        assert reminded is not None
        first, second = self.attached(filed), self.attached(reminded)
        assert first["uid"] == second["uid"]
        assert int(first["sequence"]) < int(second["sequence"])

    def test_a_refusal_brings_the_rework_and_an_overdue_term_nothing(self, case: Case):
        remind_of_terms(moment("2026-09-23", "08:00"))
        address_notices(at=NOW)
        overdue = Email.objects.filter(entry__event="term_overdue").first()
        assert overdue is not None
        assert "text/calendar" not in message_of(overdue).message().as_string()
        case.refuse(moment("2026-09-23", "11:00"))
        address_notices(at=NOW + timedelta(days=20))
        refused = Email.objects.filter(entry__event="refused").first()
        assert refused is not None
        rework = Term.objects.running().get(subject_id=case.procedure_id)
        assert self.attached(refused).decoded("dtstart") == rework.due_on
