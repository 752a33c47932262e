"""Who is written to while somebody is away, who may say so, and what a deputy hears."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.absences import end_absence, enter_absence, inbox_roles
from icv_portal.accounts.addressing import address_notices
from icv_portal.accounts.models import Absence, Membership, Organization, User
from icv_portal.accounts.rules.notice_kinds import EmailChoice, NoticeKind
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from icv_portal.outbox.models import Email
from icv_portal.outbox.sending import send_due
from tests.factories import organizations
from tests.outbox import letters
from tests.outbox.letters import AT

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 7)
"""The day of AT."""


@pytest.fixture
def body() -> Organization:
    return organizations.regulator()


@pytest.fixture
def head(body: Organization) -> Membership:
    return organizations.member(body, Role.REGULATOR_HEAD)


@pytest.fixture
def reviewer(body: Organization) -> Membership:
    return organizations.member(body, Role.REGULATOR_REVIEWER)


def away(who: Membership, substitute: Membership | None = None, *, by: Membership | None = None) -> Absence:
    return enter_absence(
        membership=who, first_day=DAY, last_day=DAY + timedelta(days=13), substitute=substitute, by=by or who, at=AT
    )


def written_to(body: Organization, kind: NoticeKind = NoticeKind.REQUIRED, *roles: Role) -> set[str]:
    entry = letters.notice(organization_id=body.pk, roles=list(roles or [Role.REGULATOR_HEAD]), kind=kind)
    address_notices(at=AT)
    return set(Email.objects.filter(entry=entry).values_list("address", flat=True))


class TestWhoIsWrittenTo:
    def test_the_substitute_instead_of_whoever_is_away(self, body, head, reviewer):
        assert written_to(body) == {head.user.email}
        away(head, reviewer)
        assert written_to(body) == {reviewer.user.email}
        assert written_to(body, NoticeKind.REQUIRED, *[Role.REGULATOR_HEAD, Role.REGULATOR_REVIEWER]) == {
            reviewer.user.email
        }

    @pytest.mark.parametrize("days", [-1, 14])
    def test_before_and_after_the_absence_nothing_changes(self, body, head, reviewer, days):
        absence = away(head, reviewer)
        entry = letters.notice(organization_id=body.pk)
        address_notices(at=AT + timedelta(days=days))
        assert Email.objects.get(entry=entry).address == head.user.email
        assert absence.pk

    def test_without_a_substitute_whoever_is_away_is_written_to_all_the_same(self, body, head):
        away(head)
        assert written_to(body) == {head.user.email}

    def test_a_substitute_who_is_away_or_has_left_is_none(self, body, head, reviewer):
        away(head, reviewer)
        away(reviewer)
        assert written_to(body) == {head.user.email}
        Absence.objects.get(membership=reviewer).delete_by(reviewer)
        reviewer.valid_until = DAY - timedelta(days=1)
        reviewer.save()
        assert written_to(body) == {head.user.email}

    def test_a_deputy_hears_of_a_term_in_danger_and_of_all_while_the_head_is_away(self, body, head):
        deputy = organizations.member(body, Role.REGULATOR_HEAD, is_deputy=True)
        assert written_to(body) == {head.user.email}
        assert written_to(body, NoticeKind.ESCALATION) == {head.user.email, deputy.user.email}
        absence = away(head)
        assert written_to(body) == {head.user.email, deputy.user.email}
        end_absence(absence.pk, by=head, at=AT)
        assert written_to(body) == {head.user.email}
        head.valid_until = DAY - timedelta(days=1)
        head.save()
        assert written_to(body) == {deputy.user.email}

    def test_the_email_of_a_substitute_is_still_theirs_when_it_is_sent(self, body, head, reviewer, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        away(head, reviewer)
        written_to(body)
        send_due(lambda: AT)
        assert Email.objects.get().sent_at == AT
        written_to(body)
        later = AT + timedelta(days=20)  # the substitution is over: it is none of theirs any more
        send_due(lambda: later)
        assert Email.objects.filter(sent_at=None).get().last_error == "no longer a reader"
        address_notices(at=later)
        send_due(lambda: later)
        assert Email.objects.get(sent_at=later).address == head.user.email  # who is back


class TestChoice:
    @pytest.mark.parametrize(
        ("kind", "choice", "is_written_to"),
        [
            (NoticeKind.REQUIRED, EmailChoice.OFF, True),
            (NoticeKind.ESCALATION, EmailChoice.OFF, True),
            (NoticeKind.REMINDER, EmailChoice.AT_ONCE, True),
            (NoticeKind.REMINDER, EmailChoice.DAILY, False),
            (NoticeKind.REMINDER, EmailChoice.OFF, False),
            (NoticeKind.NEWS, EmailChoice.OFF, False),
            (NoticeKind.NEWS, EmailChoice.AT_ONCE, True),
        ],
    )
    def test_what_leaves_a_choice_follows_it_and_what_does_not_comes_at_once(
        self, body, head, kind, choice, is_written_to
    ):
        head.user.reminder_emails = head.user.news_emails = choice
        head.user.save()
        assert bool(written_to(body, kind)) is is_written_to

    def test_it_is_chosen_on_a_page_and_holds_for_that_person_alone(self, head, reviewer):
        browser = Client(headers={"accept-language": "en"})
        browser.force_login(head.user)
        assert "When e-mails come" in browser.get(reverse("email_choices")).content.decode()
        sent = {"reminder_emails": "daily", "news_emails": "off"}
        assert "It holds from now on." in browser.post(reverse("email_choices"), sent, follow=True).content.decode()
        head.user.refresh_from_db()
        reviewer.user.refresh_from_db()
        assert (head.user.reminder_emails, head.user.news_emails) == ("daily", "off")
        assert (reviewer.user.reminder_emails, reviewer.user.news_emails) == ("at_once", "at_once")
        browser.post(reverse("email_choices"), {"reminder_emails": "weekly", "news_emails": "off"})
        head.user.refresh_from_db()
        assert head.user.reminder_emails == "daily"
        assert JournalEntry.objects.filter(event="person_changed", subject_id=head.user_id).exists()


class TestLeaving:
    def test_the_substitute_of_whoever_has_left_reads_nothing_more(self, body, head, reviewer):
        absence = away(head, reviewer)
        head.valid_until = DAY - timedelta(days=1)
        head.save()
        assert inbox_roles(reviewer, DAY) == [Role.REGULATOR_REVIEWER]
        other = organizations.member(body, Role.REGULATOR_HEAD)
        end_absence(absence.pk, by=other, at=AT + timedelta(days=2))
        absence.refresh_from_db()
        assert absence.last_day == DAY + timedelta(days=1)

    def test_nobody_who_has_left_is_a_substitute(self, head, reviewer):
        reviewer.user.is_active = False
        reviewer.user.save()
        with pytest.raises(ValidationError) as refused:
            away(head, reviewer)
        assert list(refused.value.message_dict) == ["substitute"]

    def test_ending_what_was_removed_at_the_same_moment_changes_nothing(self, head):
        absence = away(head)
        end_absence(absence.pk, by=head, at=AT)
        end_absence(absence.pk, by=head, at=AT)
        assert not Absence.objects.exists()


class TestInbox:
    def test_the_substitute_reads_the_notices_of_the_absent_role(self, body, head, reviewer):
        own = inbox_roles(reviewer, DAY)
        away(head, reviewer)
        assert own == [Role.REGULATOR_REVIEWER]
        assert inbox_roles(reviewer, DAY) == [Role.REGULATOR_HEAD, Role.REGULATOR_REVIEWER]
        assert inbox_roles(reviewer, DAY + timedelta(days=14)) == own
        assert inbox_roles(head, DAY) == [Role.REGULATOR_HEAD]

    def test_nobody_but_the_substitute_and_not_before_the_first_day(self, body, head, reviewer):
        colleague = organizations.member(body, Role.REGULATOR_REVIEWER)
        away(head, reviewer)
        assert inbox_roles(colleague, DAY) == [Role.REGULATOR_REVIEWER]
        assert inbox_roles(reviewer, DAY - timedelta(days=1)) == [Role.REGULATOR_REVIEWER]

    def test_not_for_somebody_who_may_not_sign_in_or_whose_role_has_not_begun(self, head, reviewer):
        away(head, reviewer)
        User.objects.filter(pk=head.user_id).update(is_active=False)
        assert inbox_roles(reviewer, DAY) == [Role.REGULATOR_REVIEWER]
        User.objects.filter(pk=head.user_id).update(is_active=True)
        Membership.objects.filter(pk=head.pk).update(valid_from=DAY + timedelta(days=1))
        assert inbox_roles(reviewer, DAY) == [Role.REGULATOR_REVIEWER]
        assert inbox_roles(reviewer, DAY + timedelta(days=1)) == [Role.REGULATOR_HEAD, Role.REGULATOR_REVIEWER]

    def test_on_its_page_and_in_the_count(self, body, head, reviewer):
        browser = Client(headers={"accept-language": "en"})
        browser.force_login(reviewer.user)
        letters.notice(organization_id=body.pk)
        assert "A program came" not in browser.get(reverse("inbox")).content.decode()
        today = timezone.localdate()
        enter_absence(membership=head, first_day=today, last_day=today, substitute=reviewer, by=head, at=timezone.now())
        page = browser.get(reverse("inbox")).content.decode()
        assert "A program came" in page
        assert '<span class="count">' in page


class TestEntering:
    def test_others_answer_for_the_whole_organisation_or_for_nobody(self, body, head, reviewer):
        assert away(reviewer, by=head).membership == reviewer
        with pytest.raises(PermissionDenied):
            away(head, by=reviewer)
        with pytest.raises(PermissionDenied):
            away(head, by=organizations.member(organizations.regulator(), Role.REGULATOR_HEAD))

    def test_days_and_substitutes_that_do_not_fit(self, body, head, reviewer):
        stranger = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
        second = organizations.member(body, Role.REGULATOR_REVIEWER, user=head.user)
        for substitute, field in ((stranger, "substitute"), (second, "substitute")):
            with pytest.raises(ValidationError) as refused:
                away(head, substitute)
            assert list(refused.value.message_dict) == [field]
        with pytest.raises(ValidationError) as refused:
            enter_absence(
                membership=head, first_day=DAY, last_day=DAY - timedelta(days=1), substitute=None, by=head, at=AT
            )
        assert "last_day" in refused.value.message_dict
        away(head, reviewer)
        with pytest.raises(ValidationError) as refused:
            away(head)
        assert list(refused.value.message_dict) == ["first_day"]

    @pytest.mark.parametrize(
        ("days", "last_day"), [(0, None), (1, DAY), (3, DAY + timedelta(days=2)), (20, "as it was")]
    )
    def test_back_early(self, head, days, last_day):
        absence = away(head)
        end_absence(absence.pk, by=head, at=AT + timedelta(days=days))
        kept = Absence.objects.filter(pk=absence.pk).first()
        expected = absence.last_day if last_day == "as it was" else last_day
        assert (kept.last_day if kept else None) == expected

    def test_the_journal_tells_of_it(self, body, head):
        absence = away(head)
        end_absence(absence.pk, by=head, at=AT)
        told = JournalEntry.objects.filter(chain_id=body.pk, subject_id=absence.pk).order_by("number")
        assert list(told.values_list("event", flat=True)) == ["absence_entered", "absence_removed"]


class TestPage:
    def browser(self, member: Membership) -> Client:
        made = Client(headers={"accept-language": "en"})
        made.force_login(member.user)
        return made

    def asked(self, **fields: object) -> dict[str, str]:
        today = timezone.localdate()
        days = {"first_day": f"{today:%d.%m.%Y}", "last_day": f"{today + timedelta(days=5):%d.%m.%Y}"}
        return {**days, **{name: str(value) for name, value in fields.items()}}

    def test_one_enters_ones_own_and_ends_it(self, head, reviewer):
        browser = self.browser(reviewer)
        page = browser.post(reverse("absences"), self.asked(substitute=head.pk), follow=True).content.decode()
        assert "The absence is entered." in page
        assert "away now" in page
        absence = Absence.objects.get()
        assert (absence.membership, absence.substitute) == (reviewer, head)
        page = browser.post(reverse("end_absence", args=[absence.pk]), follow=True).content.decode()
        assert "e-mails come to" in page
        assert "Nobody is away" in page

    def test_a_head_enters_that_of_anybody_and_a_reviewer_does_not(self, head, reviewer):
        self.browser(head).post(reverse("absences"), self.asked(membership=reviewer.pk))
        assert Absence.objects.get().membership == reviewer
        self.browser(reviewer).post(reverse("absences"), self.asked(membership=head.pk))
        assert Absence.objects.count() == 1  # the field is not there; their own is entered already
        own = Absence.objects.get()
        other = away(head)
        assert self.browser(reviewer).post(reverse("end_absence", args=[other.pk])).status_code == 403
        assert self.browser(reviewer).post(reverse("end_absence", args=[own.pk])).status_code == 302

    def test_what_does_not_fit_is_said_beside_its_field(self, head):
        answer = self.browser(head).post(reverse("absences"), self.asked(first_day="soon", membership=head.pk))
        assert answer.status_code == 200
        assert not Absence.objects.exists()
        days = {"first_day": "09.09.2026", "last_day": "08.09.2026", "membership": head.pk}
        page = self.browser(head).post(reverse("absences"), days).content.decode()
        assert "The last day is before the first one." in page

    def test_another_organisations_are_not_there(self, head):
        stranger = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
        absence = away(head)
        assert self.browser(stranger).post(reverse("end_absence", args=[absence.pk])).status_code == 404
        assert head.user.full_name not in self.browser(stranger).get(reverse("absences")).content.decode()
