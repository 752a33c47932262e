"""The portal's pages of API tokens: the secret is shown once, a token goes by a step of its own."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import ApiToken, Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.accounts.tokens import issue_token, token_of_secret
from icv_portal.journal.models import JournalEntry
from tests.api.people import secret_of
from tests.factories import organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
NOW = moment("2026-09-08", "14:03")
PASSWORD = "Қоңыр-күз-1998"
TYPED = {"name": "ERP", "scopes": ["read", "draft"], "last_day": "30.06.2027"}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def drafter() -> Membership:
    return organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)


def browser(membership: Membership) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(membership.user)
    return client


def test_the_secret_is_on_the_page_after_the_form_and_on_no_other(drafter: Membership) -> None:
    answer = browser(drafter).post(reverse("new_token"), TYPED)
    token = ApiToken.objects.get()
    secret = answer.context["secret"]
    assert f'value="{secret}"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    opened = token_of_secret(secret, at=NOW)
    assert (opened, token.scopes, token.membership) == (token, ["draft", "read"], drafter)
    listed = browser(drafter).get(reverse("tokens")).content.decode()
    assert secret not in listed
    assert token.beginning in listed


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"last_day": "30.06.2029"}, "last_day"),
        ({"last_day": "07.09.2026"}, "last_day"),
        ({"last_day": "soon"}, "last_day"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(drafter: Membership, changed: dict[str, object], field: str) -> None:
    answer = browser(drafter).post(reverse("new_token"), {**TYPED, **changed})
    assert list(answer.context["form"].errors) == [field]
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_on_a_page_of_its_own(drafter: Membership) -> None:
    token, secret = issue_token(name="ERP", scopes=[Scope.READ], expires_at=moment("2026-12-01"), by=drafter, at=NOW)
    address = reverse("revoke_token", args=[token.pk])
    client = browser(drafter)
    assert "ERP" in client.get(address).content.decode()
    assert token_of_secret(secret, at=NOW) == token
    assert client.post(address, follow=True).redirect_chain == [(reverse("tokens"), 302)]
    assert token_of_secret(secret, at=NOW) is None
    assert client.get(address).status_code == 404


def test_nobody_revokes_somebody_elses(drafter: Membership) -> None:
    token, secret = issue_token(name="ERP", scopes=[Scope.READ], expires_at=moment("2026-12-01"), by=drafter, at=NOW)
    colleague = organizations.member(drafter.organization, Role.DRAFTER)
    assert browser(colleague).post(reverse("revoke_token", args=[token.pk])).status_code == 404
    assert token_of_secret(secret, at=NOW) == token


def test_an_administrator_sees_every_token_changes_none_and_takes_one_back(drafter: Membership) -> None:
    token, secret = issue_token(name="ERP", scopes=[Scope.READ], expires_at=moment("2026-12-01"), by=drafter, at=NOW)
    client = browser(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR))
    listed = client.get(reverse("admin:accounts_apitoken_changelist"))
    assert token.beginning in listed.content.decode()
    assert token.sha256 not in client.get(reverse("admin:accounts_apitoken_change", args=[token.pk])).content.decode()
    assert client.get(reverse("admin:accounts_apitoken_add")).status_code == 403
    assert client.get(reverse("admin:accounts_apitoken_delete", args=[token.pk])).status_code == 403
    client.post(
        reverse("admin:accounts_apitoken_changelist"), {"action": "revoke", "_selected_action": [str(token.pk)]}
    )
    assert token_of_secret(secret, at=NOW) is None
    assert ApiToken.history.first().history_user != drafter.user


def test_issuing_asks_who_it_is_of_whoever_signed_in_long_ago(drafter: Membership) -> None:
    drafter.user.set_password(PASSWORD)
    drafter.user.save()
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("account_login"), {"login": drafter.user.email, "password": PASSWORD})
    new, confirm = reverse("new_token"), reverse("account_reauthenticate")
    assert client.get(new).status_code == 200
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        assert client.get(new).headers["Location"] == f"{confirm}?next={quote(new, safe='')}"
        assert client.post(new, TYPED).headers["Location"].startswith(confirm)
        assert not ApiToken.objects.exists()
        answer = client.post(confirm, {"password": PASSWORD, "next": new})
        assert answer.context["secret"]
    assert ApiToken.objects.get().name == "ERP"


def test_a_new_password_revokes_the_tokens_of_its_person_alone(drafter: Membership) -> None:
    drafter.user.set_password(PASSWORD)
    drafter.user.save()
    colleague = organizations.member(drafter.organization, Role.SIGNATORY)
    elsewhere = organizations.member(organizations.oversight(), Role.AUDITOR, user=drafter.user)
    secrets = [secret_of(one) for one in (drafter, elsewhere, colleague)]
    assert all(token_of_secret(secret, at=NOW) for secret in secrets)
    new = PASSWORD + "!"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client = browser(drafter)
    assert "revoked" in client.get(reverse("account_change_password")).content.decode()
    client.post(reverse("account_change_password"), typed)
    assert [bool(token_of_secret(secret, at=NOW)) for secret in secrets] == [False, False, True]
    told = ApiToken.history.filter(history_change_reason="new password")
    assert {row.membership_id for row in told} == {drafter.pk, elsewhere.pk}
    assert {row.history_user for row in told} == {drafter.user}
    entries = JournalEntry.objects.filter(subject_kind="api_token", event="api_token_changed")
    assert {entry.subject_id for entry in entries} == {row.id for row in told}
