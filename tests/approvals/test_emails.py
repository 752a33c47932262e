"""Every e-mail as people get it, compared with files that were read by somebody.

After a wanted change: UPDATE_SNAPSHOTS=1 make test T=tests/approvals/test_emails.py, then read what has changed.
"""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import translation

from approvals.models import Procedure
from approvals.notifications import calendar_missing, notice, term_missed
from approvals.rules.notice_facts import PROPOSALS
from approvals.rules.notices import NOTICES, Event, Notice
from approvals.rules.terms import TermKind
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.outbox.messages import of_notice
from icv_portal.outbox.models import LONGEST_TITLE, InboxEntry, deliver
from tests.email_snapshots import assert_as_it_was_read
from tests.factories.moments import moment

SNAPSHOTS = Path(__file__).parent / "emails"
LANGUAGES = ("kk", "ru", "en")
PLACE = re.compile(r"{(\w+)}")

CUSTOMER = Label(kk="«Сарыарқа Қуаты» АҚ", ru="АО «Сарыарка Куаты»", en="Saryarqa Quaty JSC")
BODY = Label(
    kk="Үлгі табиғи монополиялар комитеті",
    ru="Примерный комитет по естественным монополиям",
    en="Sample Committee on Natural Monopolies",
)
VALUES: dict[str, object] = {
    "body": BODY,
    "note": "2-кестеде 2028 жылғы үлес 2027 жылғыдан төмен.",
    "number": 2,
    "term": TermKind.REGULATOR_CONSIDERATION.label,
    "organization": BODY,
    "point": "13",
    "held_on": "16.09.2026",
    "outcome": PROPOSALS["refused"],
    "registered_on": "08.09.2026",
    "before": "25.09.2026",
    "due_on": "28.09.2026",
    "left": Label(kk="5 жұмыс күні қалды", ru="осталось 5 рабочих дней", en="5 working days left"),
    "objections_until": "15.09.2026",
    "order_number": "117-НҚ",
    "order_date": "27.11.2026",
    "reminded_on": "21.09.2026",
    "years": "2029, 2030",
    "terms": "4",
}
"""A value for every place an event may have, beside customer and period."""
OVERDUE = Label(kk="2 жұмыс күніне кешіктірілді", ru="просрочено на 2 рабочих дня", en="overdue by 2 working days")


def values_of(event: Event) -> dict[str, object]:
    """What the texts say, and what reminders list beside it."""
    named = places(NOTICES[event])["en"]
    if event.startswith("term_ends") or event.endswith(("_overdue", "_near", "_today")):
        named |= {"left", "reminded_on"} | ({"organization"} if event.startswith("term") else set())
    values = {name: value for name, value in VALUES.items() if name in named}
    overdue = {"left": OVERDUE, "reminded_on": "30.09.2026"}
    return values | (overdue if event.endswith("_overdue") else {})


def places(notice: Notice) -> dict[str, set[str]]:
    """By language, of title, text and advice together."""
    parts = (notice.title, notice.text, notice.advice)
    return {code: {name for part in parts for name in PLACE.findall(part.in_language(code))} for code in LANGUAGES}


def emails(event: Event) -> dict[str, tuple[str, str, str]]:
    """Subject, text and HTML of the e-mail in each language."""
    to_administrators = {Event.CALENDAR_MISSING: told_of_calendar, Event.TERM_MISSED: told_of_missed_term}
    [entry] = deliver(to_administrators[event]() if event in to_administrators else told_of_program(event))
    made = {}
    for code in LANGUAGES:
        with translation.override(code):
            made[code] = of_notice(entry)
    return made


def told_of_calendar() -> InboxEntry:
    operator = Organization(kind=OrganizationKind.PORTAL)
    return calendar_missing(operator, years=[2029, 2030], terms=4, key="1", at=moment("2026-10-01"))


def told_of_missed_term() -> InboxEntry:
    values = {name: VALUES[name] for name in ("term", "organization", "point", "due_on")}
    values |= {"left": OVERDUE, "reminded_on": "30.09.2026"}
    operator, program = Organization(kind=OrganizationKind.PORTAL), Procedure()
    return term_missed(program, operator, key="1", values=values, at=moment("2026-09-30"))


def told_of_program(event: Event) -> InboxEntry:
    names = {f"customer_name_{code}": CUSTOMER.in_language(code) for code in LANGUAGES}
    return notice(
        Procedure(pk=UUID("0b7b7c53-8b6e-4d53-9d0d-0a5c5f6b1f01"), first_year=2027, last_year=2029, **names),
        Organization(kind=OrganizationKind.BIG_CUSTOMER),
        event,
        key="1",
        values=values_of(event),
        at=moment("2026-09-07"),
    )


@pytest.mark.parametrize("event", Event)
def test_every_event_has_its_notice_in_three_languages_with_the_same_places(event: Event):
    notice = NOTICES[event]
    for part in (notice.title, notice.text, notice.advice):
        assert all(part.in_language(code).strip() for code in LANGUAGES)
    by_language = places(notice)
    assert by_language["kk"] == by_language["ru"] == by_language["en"]
    assert by_language["en"] <= {"customer", "period", *VALUES}


@pytest.mark.django_db
@pytest.mark.parametrize("event", Event)
def test_every_email_is_as_it_was_read(event: Event, settings):
    settings.BASE_URL = "https://icv.example"
    for code, (subject, text, html) in emails(event).items():
        assert len(subject) < LONGEST_TITLE
        assert "{" not in subject + text
        assert_as_it_was_read(SNAPSHOTS, f"{event}.{code}", subject=subject, text=text, html=html)


def test_no_email_is_kept_of_an_event_that_is_no_more():
    expected = {f"{event}.{code}.{ending}" for event in Event for code in LANGUAGES for ending in ("txt", "html")}
    assert {file.name for file in SNAPSHOTS.iterdir()} == expected
