"""Every address of people and the inbox, and the door of the administration, for every kind of person."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import KeptForm, Membership, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.urls import urlpatterns
from icv_portal.outbox.models import InboxEntry
from tests.factories import organizations
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db

SIGN_IN, DOOR, HOME, RULES = "/sign-in/", "/admin/login/", "/", "/calendar/"
CONFIRM = "/confirm/password/"
NOT_SENT = 403  # what was typed comes back, on a page for whoever has sent it
Answers = Mapping[str, int | str]
"""Of each address its status, or where it leads."""

PASSWORD_BY_LETTER: Answers = dict.fromkeys(
    [
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    ],
    200,
)
ANONYMOUS: Answers = {
    **PASSWORD_BY_LETTER,
    "account_login": 200,
    "account_logout": HOME,
    "account_change_password": SIGN_IN,
    "account_set_password": SIGN_IN,
    **dict.fromkeys(
        ["account_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_reauthenticate"],
        SIGN_IN,
    ),
    **dict.fromkeys(["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_authenticate"], SIGN_IN),
    "session": 200,
    "kept_form": SIGN_IN,
    "set_language": 405,
    "switch_membership": SIGN_IN,
    "tokens": SIGN_IN,
    "new_token": SIGN_IN,
    "revoke_token": SIGN_IN,
    "company": SIGN_IN,
    **dict.fromkeys(["email_choices", "absences", "end_absence"], SIGN_IN),
    "inbox": SIGN_IN,
    "open_notice": SIGN_IN,
    "admin:index": DOOR,
    "admin:login": SIGN_IN,
}
SIGNED_IN: Answers = {
    **PASSWORD_BY_LETTER,
    "account_login": HOME,
    "account_logout": 200,
    "account_change_password": 200,
    "account_set_password": "/password/reset/",
    "account_reauthenticate": 200,
    "mfa_authenticate": HOME,
    "mfa_reauthenticate": CONFIRM,
    "mfa_index": 200,
    "mfa_activate_totp": CONFIRM,
    "mfa_deactivate_totp": 404,
    "mfa_view_recovery_codes": 404,
    "mfa_generate_recovery_codes": CONFIRM,
    "session": 200,
    "kept_form": 404,
    "set_language": 405,
    "switch_membership": 405,
    "tokens": 200,
    "new_token": CONFIRM,
    "revoke_token": 404,
    "company": 403,
    "email_choices": 200,
    "absences": 200,
    "end_absence": 405,
    "inbox": 200,
    "open_notice": 405,
    "admin:index": DOOR,
    "admin:login": 403,
}
PAGES: Mapping[str, Answers] = {
    "anonymous": ANONYMOUS,
    "no membership": {**SIGNED_IN, "tokens": 404, "absences": 404},
    "drafter": SIGNED_IN,
    "company administrator": {**SIGNED_IN, "company": 200},
    "regulator head": SIGNED_IN,
    "auditor": SIGNED_IN,
    "portal administrator": {**SIGNED_IN, "admin:index": 200, "admin:login": "/admin/"},
}
PRESSED: Mapping[str, Answers] = {
    "anonymous": {
        "set_language": RULES,
        **dict.fromkeys(["switch_membership", "open_notice", "end_absence"], NOT_SENT),
    },
    **{
        who: {"set_language": RULES, "switch_membership": HOME, "open_notice": 404, "end_absence": 404}
        for who in PAGES
        if who != "anonymous"
    },
}
"""What the buttons answer when the notice is of another organisation."""


@pytest.fixture
def drafter() -> Membership:
    return organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)


@pytest.fixture
def browsers(drafter: Membership) -> dict[str, Client]:
    member = organizations.member
    people: dict[str, User | None] = {
        "anonymous": None,
        "no membership": organizations.person(),
        "drafter": drafter.user,
        "company administrator": member(drafter.organization, Role.COMPANY_ADMINISTRATOR).user,
        "regulator head": member(organizations.regulator(), Role.REGULATOR_HEAD).user,
        "auditor": member(organizations.oversight(), Role.AUDITOR).user,
        "portal administrator": member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR).user,
    }
    made = {who: Client() for who in people}
    for who, user in people.items():
        if user:
            user.set_password("Қоңыр-күз-1998")  # who has none cannot have signed in
            user.save()
            made[who].force_login(user)
    return made


def notice(organization_id: UUID, *roles: Role) -> InboxEntry:
    return InboxEntry.objects.create(
        key=str(uuid4()),
        organization_id=organization_id,
        roles=list(roles),
        event="agreed",
        subject_id=uuid4(),
        link=RULES,
        delivered_at=moment("2026-09-07"),
    )


def somebody_elses_form() -> KeptForm:
    fields = '[["text", "typed"]]'
    return KeptForm.objects.create(user=organizations.person(), path="/", fields=fields, kept_at=timezone.now())


@pytest.fixture
def foreign_notice() -> InboxEntry:
    """For every role, of an organisation in which none of these people is."""
    return notice(organizations.backbone_enterprise().pk, *Role)


def addresses(entry: InboxEntry) -> dict[str, str]:
    """Of everything a table names; the key of the password letter is one nobody was sent."""
    arguments: dict[str, list[Any]] = {
        "account_reset_password_from_key": ["1", "0-0"],
        "open_notice": [entry.pk],
        "revoke_token": [entry.pk],
        "end_absence": [entry.pk],
        "kept_form": [somebody_elses_form().pk],
    }
    return {name: reverse(name, args=arguments.get(name)) for name in ANONYMOUS}


def outcome(answer: Any) -> int | str:
    return urlsplit(answer.headers["Location"]).path if answer.status_code == 302 else answer.status_code


def test_the_table_names_every_address():
    names = {pattern.name for pattern in urlpatterns} | {"admin:index", "admin:login"}
    assert all(names == set(expected) for expected in PAGES.values())


def test_every_page_for_every_kind_of_person(browsers: dict[str, Client], foreign_notice: InboxEntry):
    assert {
        who: {name: outcome(browser.get(address)) for name, address in addresses(foreign_notice).items()}
        for who, browser in browsers.items()
    } == PAGES


def test_every_button_for_every_kind_of_person(browsers: dict[str, Client], foreign_notice: InboxEntry):
    of = addresses(foreign_notice)
    somebody_else = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
    typed = {"language": "kk", "next": RULES, "membership": str(somebody_else.pk)}
    assert {
        who: {name: outcome(browser.post(of[name], typed)) for name in PRESSED[who]}
        for who, browser in browsers.items()
    } == PRESSED
    foreign_notice.refresh_from_db()
    assert foreign_notice.opened_at is None


def test_a_notice_is_opened_by_those_it_is_addressed_to(browsers: dict[str, Client], drafter: Membership):
    own = notice(drafter.organization_id, Role.DRAFTER)
    address = reverse("open_notice", args=[own.pk])
    opened = {who: outcome(browser.post(address)) for who, browser in browsers.items()}
    assert opened == dict.fromkeys(PAGES, 404) | {"anonymous": SIGN_IN, "drafter": RULES}
    own.refresh_from_db()
    assert own.opened_by_id == drafter.pk


def test_a_notice_for_another_role_of_the_same_organisation_is_not_there(
    browsers: dict[str, Client], drafter: Membership
):
    others = notice(drafter.organization_id, Role.SIGNATORY)
    address = reverse("open_notice", args=[others.pk])
    before = fingerprint()
    assert browsers["drafter"].post(address).status_code == 404
    assert changed_tables(before, fingerprint()) == set()


def test_whoever_does_not_administer_the_portal_is_refused_at_its_door(browsers: dict[str, Client]):
    ends = {who: browser.get("/admin/", follow=True) for who, browser in browsers.items()}
    assert {who: end.status_code for who, end in ends.items()} == dict.fromkeys(PAGES, 403) | {
        "anonymous": 200,
        "portal administrator": 200,
    }
    assert ends["anonymous"].request["PATH_INFO"] == SIGN_IN
