"""People as a portal administrator enters them: the address they sign in with is the one typed last, in any case."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import User
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import Email
from tests.factories import organizations

pytestmark = pytest.mark.django_db
PASSWORD = "Қоңыр-күз-1998"
NO_MEMBERSHIPS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


@pytest.fixture
def browser(client: Client) -> Client:
    client.force_login(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR).user)
    return client


@pytest.fixture
def person() -> User:
    user = organizations.person()
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def change_address(browser: Client, person: User, email: str) -> None:
    typed = {"email": email, "full_name": person.full_name, "language": "kk", "is_active": "on"}
    address = reverse("admin:accounts_user_change", args=[person.pk])
    assert browser.post(address, typed | NO_MEMBERSHIPS).status_code == 302


def signs_in(email: str) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return "_auth_user_id" in client.session


def set_password_by(letter: Email) -> None:
    link = re.search(r"https?://[^/]+(/\S+)", letter.text)
    assert link
    reader = Client()
    form = reader.get(link[1], follow=True)
    reader.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})


def letters_to(email: str) -> int:
    before = Email.objects.count()
    Client().post(reverse("account_reset_password"), {"email": email})
    return Email.objects.count() - before


def test_a_person_entered_with_capitals_signs_in(browser: Client):
    typed = {"email": "Saule.Alieva@Example.KZ", "full_name": "Әлиева Сәуле", "language": "kk"}
    assert browser.post(reverse("admin:accounts_user_add"), typed | NO_MEMBERSHIPS).status_code == 302
    made = User.objects.get(email="saule.alieva@example.kz")
    assert not made.has_usable_password()
    set_password_by(Email.objects.get())
    assert signs_in("saule.alieva@example.kz")
    assert signs_in("Saule.Alieva@Example.KZ")


def test_the_same_address_with_other_letters_is_told_beside_the_form(browser: Client, person: User):
    typed = {"email": person.email.upper(), "full_name": "Басқа адам", "language": "kk"}
    people = User.objects.count()
    answer = browser.post(reverse("admin:accounts_user_add"), typed | NO_MEMBERSHIPS)
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert User.objects.count() == people


def test_a_former_address_opens_nothing_any_more(browser: Client, person: User):
    former = person.email
    assert (signs_in(former), letters_to(former)) == (True, 1)
    change_address(browser, person, "New.Address@example.kz")
    assert (signs_in(former), letters_to(former)) == (False, 0)
    assert signs_in("new.address@example.kz")
    assert letters_to("new.address@example.kz") == 1


def test_a_change_of_one_person_leaves_the_addresses_of_others(browser: Client, person: User):
    other = organizations.person()
    change_address(browser, other, "other.address@example.kz")
    assert EmailAddress.objects.filter(user=person, email=person.email).exists()


def test_a_change_of_something_else_leaves_the_address(browser: Client, person: User):
    change_address(browser, person, person.email)
    assert EmailAddress.objects.filter(user=person, email=person.email).exists()


@pytest.mark.parametrize("model", [EmailAddress, Group])
def test_no_second_way_to_addresses_or_rights_is_administered(model: type):
    assert admin.site.is_registered(User)
    assert not admin.site.is_registered(model)


def test_being_an_administrator_is_asked_of_the_database_once(django_assert_num_queries):
    member = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    user = User.objects.get(pk=member.user_id)
    with django_assert_num_queries(1):
        assert all([user.is_staff, user.has_perm("x"), user.has_perms(["x"]), user.has_module_perms("accounts")])
    member.valid_until = organizations.SINCE
    member.save_by(None)
    user.refresh_from_db()
    assert not user.is_staff


def test_a_page_of_the_administration_asks_once_too(browser: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as made:
        assert browser.get(reverse("admin:index")).status_code == 200
    asked = [query["sql"] for query in made.captured_queries if Role.PORTAL_ADMINISTRATOR in query["sql"]]
    assert len(asked) == 1


@pytest.mark.parametrize(("language", "subject"), [("kk", "Порталдағы тіркелгіңіз"), ("ru", "Ваша учётная запись")])
def test_the_letter_about_a_new_account_says_so(browser: Client, language: str, subject: str):
    typed = {"email": "saule@example.kz", "full_name": "Әлиева Сәуле", "language": language}
    browser.post(reverse("admin:accounts_user_add"), typed | NO_MEMBERSHIPS)
    letter = Email.objects.get()
    assert letter.subject.startswith(subject)
    assert letter.address == "saule@example.kz"


def test_an_administrator_has_a_letter_sent_and_never_sets_a_password(browser: Client, person: User):
    people = reverse("admin:accounts_user_changelist")
    browser.post(people, {"action": "send_password_letters", "_selected_action": [str(person.pk)]})
    assert [letter.address for letter in Email.objects.all()] == [person.email]
    form = browser.get(reverse("admin:accounts_user_change", args=[person.pk])).content.decode()
    assert 'name="password' not in form
    assert browser.get(f"/admin/accounts/user/{person.pk}/password/").status_code != 200
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
