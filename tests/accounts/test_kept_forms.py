"""What is sent in a session that has ended reaches its person again, and nobody else; without any script."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from icv_portal.accounts import kept_forms
from icv_portal.accounts.models import KeptForm, Membership, User
from icv_portal.accounts.rules.roles import Role
from programs.models import Program, Row
from tests.factories import organizations
from tests.factories.programs import filled

pytestmark = pytest.mark.django_db
PASSWORD, OTHERS_PASSWORD = "Қоңыр-күз-1998", "Ақ-боран-2031"
SIGN_IN = "/sign-in/"
TEXT = 'Бірінші жол\r\nекінші <b>жол</b> & "тырнақша"'


@pytest.fixture
def drafter(settings) -> Membership:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    made.user.set_password(PASSWORD)
    made.user.save()
    return made


@pytest.fixture
def program(drafter: Membership) -> Program:
    return filled(drafter).program


def sign_in(client: Client, user: User, password: str = PASSWORD, next_: str = "") -> Any:
    return client.post(SIGN_IN, {"login": user.email, "password": password, "next": next_})


def end_session(client: Client) -> None:
    session = client.session
    session["seen_at"] -= 3601
    session.save()


def section(program: Program) -> str:
    return f"/programs/{program.pk}/form/table_2/"


def typed_section(client: Client, program: Program, value: str) -> dict[str, str]:
    """Every field of the page as a browser would send it, with one cell typed anew."""
    page = client.get(section(program)).content.decode()
    names = re.findall(r'name="(cell:[^"]+)"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    found = {name: value_of(page, name) for name in names}
    return {"version": version[1], "do": "save"} | found | {names[0]: value}


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}"[^>]*?value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def hidden_fields(page: str) -> dict[str, str]:
    form = page[page.index('class="kept-texts"') :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found if name != kept_forms.TOKEN}


def test_a_section_sent_too_late_is_kept_and_sent_again(client: Client, drafter: Membership, program: Program):
    sign_in(client, drafter.user)
    sent = typed_section(client, program, "27,5")
    end_session(client)
    answer = client.post(section(program), sent)
    kept = KeptForm.objects.get()
    assert answer.headers["Location"] == f"{SIGN_IN}?next=%2Fkept%2F{kept.pk}%2F"
    assert (kept.user, kept.membership_id, kept.path) == (drafter.user, None, section(program))
    assert sign_in(client, drafter.user, next_=f"/kept/{kept.pk}/").headers["Location"] == f"/kept/{kept.pk}/"
    page = client.get(f"/kept/{kept.pk}/").content.decode()
    assert "27,5" in page
    again = hidden_fields(page)
    assert again == sent
    assert client.post(section(program), again).status_code == 302
    assert any("27.5" in str(row.cells) for row in Row.objects.filter(program=program))


def test_a_text_comes_back_as_it_was_typed(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    end_session(client)
    client.post("/programs/new/", {"reason": TEXT, "same": ["1", "2"], "nul": "a\0b"})
    kept = KeptForm.objects.get()
    assert kept_forms.sent(kept) == [("reason", TEXT), ("same", "1"), ("same", "2"), ("nul", "a\0b")]
    sign_in(client, drafter.user)
    assert hidden_fields(client.get(f"/kept/{kept.pk}/").content.decode())["reason"] == TEXT


def test_another_person_who_signs_in_there_never_sees_it(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    end_session(client)
    client.post("/programs/new/", {"reason": TEXT})
    kept = KeptForm.objects.get()
    other = organizations.member(drafter.organization, Role.SIGNATORY).user
    other.set_password(OTHERS_PASSWORD)
    other.save()
    assert "екінші" not in client.get(f"{SIGN_IN}?next=/kept/{kept.pk}/").content.decode()
    answer = sign_in(client, other, OTHERS_PASSWORD, next_=f"/kept/{kept.pk}/")
    assert client.get(answer.headers["Location"]).status_code == 404
    assert "екінші" not in client.get("/").content.decode()


def test_it_is_sent_in_the_membership_it_was_written_in(client: Client, drafter: Membership):
    other = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY, user=drafter.user)
    sign_in(client, drafter.user)
    client.post("/acting-as/", {"membership": str(other.pk)})
    end_session(client)
    client.post("/programs/new/", {"reason": TEXT})
    elsewhere = Client()
    sign_in(elsewhere, drafter.user)
    kept = KeptForm.objects.get()
    request: Any = elsewhere.get(f"/kept/{kept.pk}/", follow=True).wsgi_request
    assert request.membership == other


def test_a_section_of_many_megabytes_is_kept_whole(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    end_session(client)
    text = "Қ" * 1_500_000
    client.post(
        "/programs/new/",
        data="reason=" + "%D2%9A" * len(text),
        content_type="application/x-www-form-urlencoded",
    )
    assert kept_forms.sent(KeptForm.objects.get()) == [("reason", text)]


def test_passwords_are_not_kept(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    end_session(client)
    for address in ("/password/change/", "/confirm/password/"):
        client.post(address, {"oldpassword": PASSWORD, "password": PASSWORD, "password1": "x", "note": "y"})
    client.post("/programs/new/", {"password1": "x", "note": "y"})
    assert [kept_forms.sent(kept) for kept in KeptForm.objects.all()] == [[("note", "y")]]


def test_pages_for_everybody_work_as_before(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    end_session(client)
    assert client.post("/language/", {"language": "ru", "next": "/sign-in/"}).headers["Location"] == SIGN_IN
    assert client.post("/sign-out/").status_code == 302
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_whoever_is_signed_out_gets_their_text_back_at_once(drafter: Membership, language: str):
    """Nothing says whose it is, so it stands on the answer alone."""
    browser = Client(headers={"accept-language": language})
    answer = browser.post("/programs/new/?a=1", {"reason": TEXT, "version": "3"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert hidden_fields(page) == {"reason": TEXT, "version": "3"}
    assert 'action="/programs/new/?a=1"' in page
    assert not KeptForm.objects.exists()


def test_a_button_alone_leads_to_the_sign_in_page(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    end_session(client)
    for browser in (client, Client()):
        answer = browser.post("/programs/new/", {"version": "3"})
        assert answer.headers["Location"] == f"{SIGN_IN}?next=/programs/new/"
    assert not KeptForm.objects.exists()


def test_a_page_older_than_the_session_gets_its_text_back_with_a_new_token(drafter: Membership):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(drafter.user)
    same = {"sec-fetch-site": "same-origin"}
    page = browser.post("/programs/new/", {"reason": TEXT, "csrfmiddlewaretoken": "a" * 64}, headers=same)
    text = page.content.decode()
    assert page.status_code == 403
    assert hidden_fields(text) == {"reason": TEXT}
    assert drafter.user.full_name in text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
    assert token
    again = {"reason": TEXT, "csrfmiddlewaretoken": token[1]}
    assert browser.post("/programs/new/", again, headers=same).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])
def test_what_another_site_sends_is_not_offered_to_be_sent_again(drafter: Membership, headers: dict[str, str]):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(drafter.user)
    answer = browser.post("/programs/new/", {"reason": TEXT}, headers=headers)
    assert answer.status_code == 403
    assert "екінші" not in answer.content.decode()


def test_it_is_kept_for_a_day_and_twenty_at_most(client: Client, drafter: Membership, time_machine):
    at = timezone.now()
    time_machine.move_to(at)
    sign_in(client, drafter.user)
    end_session(client)
    for number in range(22):
        client.post("/programs/new/", {"reason": f"text {number}"})
    assert KeptForm.objects.count() == kept_forms.MOST_KEPT
    latest = KeptForm.objects.latest("kept_at")
    assert kept_forms.sent(latest) == [("reason", "text 21")]
    time_machine.move_to(at + timedelta(hours=25))
    sign_in(client, drafter.user)
    assert client.get(f"/kept/{latest.pk}/").status_code == 404
    kept_forms.forget_old(at=timezone.now())
    assert not KeptForm.objects.exists()
