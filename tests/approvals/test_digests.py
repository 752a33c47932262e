"""“Your day”: once on each working day, to whoever has chosen it, with what is due and what was told since."""

from datetime import date

import pytest

from approvals.actions.digests import day_of, make_digests
from approvals.actions.reminders import remind_of_terms
from approvals.models import CalendarDay, CalendarYear
from approvals.workflow import State
from icv_portal.accounts.absences import enter_absence
from icv_portal.accounts.addressing import address_notices
from icv_portal.accounts.models import DailyDigest, DailyNotice, Membership
from icv_portal.accounts.rules.notice_kinds import EmailChoice
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import Email
from icv_portal.outbox.sending import send_due
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
MORNING = moment("2026-09-15", "08:30")
"""5 working days before the last day of the regulator, a Tuesday."""


def choose(member: Membership, reminders: EmailChoice, news: EmailChoice = EmailChoice.AT_ONCE) -> Membership:
    member.user.reminder_emails, member.user.news_emails = reminders, news
    member.user.language = "en"
    member.user.save()
    return member


@pytest.fixture
def case() -> Case:
    return cases.in_state(State.WITH_REGULATOR)


@pytest.fixture
def head(case: Case) -> Membership:
    return choose(case.regulator[Role.REGULATOR_HEAD], EmailChoice.DAILY)


def remind(day: str) -> None:
    """Reminders of that morning, and who is written to about them."""
    remind_of_terms(moment(day, "08:00"))
    address_notices(at=moment(day, "08:01"))


def digests() -> list[Email]:
    return list(Email.objects.filter(key__startswith="digest:").order_by("created_at"))


def test_it_tells_what_is_due_and_the_notices_it_replaces(case: Case, head: Membership):
    remind("2026-09-15")
    about_reminders = Email.objects.filter(entry__event="term_ends").values_list("user_id", flat=True)
    assert set(about_reminders) == {case.regulator[Role.REGULATOR_REVIEWER].user_id}
    assert make_digests(MORNING) == 1
    (email,) = digests()
    customer = case.organization(case.customer)
    assert (email.user_id, email.address, email.language) == (head.user_id, head.user.email, "en")
    assert email.subject == "Your day, 15.09.2026: due soon 1, notices 1"
    for told in (
        "22.09.2026, 5 working days left",
        f"{customer.name_en}, 2027–2029: With the natural-monopoly body",
        f"A term ends on 22.09.2026: Consideration by the natural-monopoly body, {customer.name_en}",
        "/emails/",
    ):
        assert told in email.text
        assert told.replace("&", "&amp;") in email.html or told.startswith(("22.09", customer.name_en))


def test_once_a_day_and_the_next_day_only_what_is_new(case: Case, head: Membership):
    remind("2026-09-15")
    assert [make_digests(MORNING), make_digests(moment("2026-09-15", "08:40"))] == [1, 0]
    assert make_digests(moment("2026-09-16", "08:30")) == 1
    assert [email.subject.partition(": ")[2] for email in digests()] == [
        "due soon 1, notices 1",
        "due soon 1, notices 0",
    ]


def test_what_two_roles_of_one_person_share_stands_once(case: Case, head: Membership):
    organizations.member(case.organization(case.regulator), Role.REGULATOR_REVIEWER, user=head.user)
    remind("2026-09-15")
    make_digests(MORNING)
    assert digests()[0].subject == "Your day, 15.09.2026: due soon 1, notices 1"


def test_a_day_without_anything_to_tell_is_passed_over(head: Membership):
    assert make_digests(moment("2026-09-02", "08:30")) == 0  # filed yesterday, due in three weeks
    assert (digests(), DailyDigest.objects.count()) == ([], 1)


@pytest.mark.parametrize(
    ("day", "clock"),
    [("2026-09-15", "08:29"), ("2026-09-19", "12:00"), ("2026-10-26", "12:00")],
    ids=["too early", "Saturday", "day off"],
)
def test_not_before_half_past_eight_and_not_on_days_off(head: Membership, day: str, clock: str):
    assert make_digests(moment(day, clock)) == 0
    assert not DailyDigest.objects.exists()


def test_missed_days_are_made_up_for_by_the_next(case: Case, head: Membership):
    make_digests(MORNING)
    remind("2026-09-21")
    remind("2026-09-22")
    assert make_digests(moment("2026-09-22", "15:00")) == 1
    # the reminder of the 15th was told late, on the 21st; those of the 21st and 22nd came at once: a term in danger
    assert digests()[-1].text.count("A term ends on") == 1


def test_a_notice_that_comes_while_a_digest_is_written_stands_in_the_next(case: Case, head: Membership):
    """Whatever moment it bears: it is told once it is there."""
    make_digests(moment("2026-09-15", "08:31"))
    remind("2026-09-15")
    assert DailyNotice.objects.untold().count() == 1
    assert make_digests(moment("2026-09-16", "08:30")) == 1
    assert "notices 1" in digests()[-1].subject
    assert not DailyNotice.objects.untold().exists()


@pytest.mark.parametrize("choice", [EmailChoice.AT_ONCE, EmailChoice.OFF])
def test_what_waits_is_told_although_the_choice_has_changed(case: Case, head: Membership, choice: EmailChoice):
    remind("2026-09-15")
    choose(head, choice)
    assert make_digests(MORNING) == 1
    assert "notices 1" in digests()[0].subject
    assert make_digests(moment("2026-09-16", "08:30")) == 0


def test_what_was_told_at_once_is_not_told_again(case: Case):
    head = choose(case.regulator[Role.REGULATOR_HEAD], EmailChoice.AT_ONCE)
    remind("2026-09-15")
    choose(head, EmailChoice.DAILY)
    assert make_digests(MORNING) == 1
    assert "due soon 1, notices 0" in digests()[0].subject


def test_whoever_is_away_gets_none_and_the_substitute_gets_theirs(case: Case, head: Membership):
    reviewer = choose(case.regulator[Role.REGULATOR_REVIEWER], EmailChoice.DAILY)
    on = date(2026, 9, 14)
    enter_absence(
        membership=head, first_day=on, last_day=date(2026, 9, 20), substitute=reviewer, by=head, at=moment("2026-09-14")
    )
    remind("2026-09-15")
    assert make_digests(MORNING) == 1
    assert {email.user_id for email in digests()} == {reviewer.user_id}
    assert "due soon 1, notices 1" in digests()[0].subject


def test_a_deputy_is_told_of_danger_alone(case: Case, head: Membership):
    deputy = organizations.member(case.organization(case.regulator), Role.REGULATOR_HEAD, is_deputy=True)
    choose(deputy, EmailChoice.DAILY)
    remind("2026-09-15")
    make_digests(MORNING)
    subject = next(email.subject for email in digests() if email.user_id == deputy.user_id)
    assert "due soon 1, notices 0" in subject


def test_one_that_cannot_be_written_stops_nobody(case: Case, head: Membership, monkeypatch, caplog):
    reviewer = choose(case.regulator[Role.REGULATOR_REVIEWER], EmailChoice.DAILY)
    remind("2026-09-15")
    written = day_of

    def broken_for_the_head(user, *arguments):
        if user == head.user:
            raise ValueError("a text without its place")
        return written(user, *arguments)

    monkeypatch.setattr("approvals.actions.digests.day_of", broken_for_the_head)
    assert make_digests(MORNING) == 1
    assert [email.user_id for email in digests()] == [reviewer.user_id]
    assert "was not told of their day" in caplog.text
    monkeypatch.undo()
    assert make_digests(moment("2026-09-15", "08:40")) == 1


def test_whoever_left_one_of_its_organisations_before_it_was_sent_is_not_written_to(
    case: Case, head: Membership, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    organizations.member(organizations.oversight(), Role.AUDITOR, user=head.user)
    make_digests(MORNING)
    head.valid_until = date(2026, 9, 14)
    head.save()
    send_due(lambda: MORNING)
    email = digests()[0]
    assert (email.last_error, email.text) == ("no longer a reader", "")


def test_who_has_not_chosen_it_gets_none(case: Case):
    choose(case.regulator[Role.REGULATOR_HEAD], EmailChoice.OFF)
    remind("2026-09-15")
    assert make_digests(MORNING) == 0
    assert not DailyDigest.objects.exists()


def test_nobody_reads_of_what_they_may_not_see(case: Case):
    for member in (case.authorized_body[Role.AUTHORIZED_BODY_HEAD], case.regulator[Role.REGULATOR_REGISTRAR]):
        choose(member, EmailChoice.DAILY, EmailChoice.DAILY)
    remind("2026-09-15")
    assert make_digests(MORNING) == 0


def test_a_registrar_is_asked_nothing(case: Case):
    registrar = choose(case.regulator[Role.REGULATOR_REGISTRAR], EmailChoice.DAILY)
    assert not day_of(registrar.user, date(2026, 9, 15), CalendarDay.objects.calendar())


def test_in_a_year_nobody_has_loaded_every_day_may_be_a_working_day(case: Case, head: Membership):
    CalendarYear.objects.filter(year=2026).delete()
    assert make_digests(MORNING) == 0  # nothing is known to be due, but it was looked at
    assert DailyDigest.objects.count() == 1


def test_whoever_left_before_it_was_sent_is_not_written_to(case: Case, head: Membership, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_digests(MORNING)
    head.valid_until = date(2026, 9, 14)
    head.save()
    send_due(lambda: MORNING)
    assert digests()[0].last_error == "no longer a reader"
