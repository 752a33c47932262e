"""Who gets which page: rows are for the customer's organisation, versions for whoever was given them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs import urls
from programs.models import Program, Version
from programs.rules.standard_form import SECTIONS
from tests.factories import organizations, programs

SignIn = Callable[[Membership], Client]
DRAFT_PAGES = ["program_form", "section", "checks", "draft_document"]
VERSION_PAGES = ["version_document", "version_comparison"]
VERSION_FILES = ["version_pdf"]
OF_SUBSOIL_USERS = ["subsoil_rights", "end_subsoil_right"]


def test_every_address_is_looked_at_here():
    names = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    assert names == {*DRAFT_PAGES, *VERSION_PAGES, *VERSION_FILES, *OF_SUBSOIL_USERS}


@pytest.fixture
def two_versions(submitted: Program, team: dict[Role, Membership]) -> list[Version]:
    programs.frozen(submitted, by=team[Role.DRAFTER])
    return list(submitted.versions.order_by("number"))


@pytest.fixture
def rights_pages(db: None) -> tuple[dict[Role, Membership], list[str]]:
    team = organizations.team(organizations.subsoil_user())
    right, *_ = programs.subsoil_rights(team[Role.DRAFTER].organization, by=team[Role.DRAFTER])
    program = programs.opened(team[Role.DRAFTER]).program
    return team, [
        reverse("subsoil_rights", args=[program.pk]),
        reverse("end_subsoil_right", args=[program.pk, right.pk]),
    ]


def draft_urls(program: Program) -> list[str]:
    sections = [reverse("section", args=[program.pk, section.code]) for section in SECTIONS]
    return [*sections, *(reverse(name, args=[program.pk]) for name in DRAFT_PAGES if name != "section")]


def version_urls(earlier: Version, later: Version) -> list[str]:
    return [
        reverse("version_document", args=[earlier.pk]),
        reverse("version_comparison", args=[later.pk, earlier.pk]),
    ]


def file_urls(version: Version) -> list[str]:
    """Of files nobody has made yet."""
    return [reverse("version_pdf", args=[version.pk, language]) for language in ("kk", "ru")]


def answers(client: Client, urls: list[str]) -> set[int]:
    return {client.get(url).status_code for url in urls}


def test_the_customers_organisation_reads_the_rows(
    submitted: Program, empty_of_another: Program, team: dict[Role, Membership], signed_in: SignIn
):
    for membership in team.values():
        assert answers(signed_in(membership), draft_urls(submitted)) == {200}
        assert answers(signed_in(membership), draft_urls(empty_of_another)) == {404}


@pytest.fixture
def empty_of_another(db: None) -> Program:
    return programs.opened(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)).program


def test_nobody_else_reads_the_rows(submitted: Program, strangers: dict[str, Membership], signed_in: SignIn):
    for membership in strangers.values():
        assert answers(signed_in(membership), draft_urls(submitted)) == {404}
        posted = signed_in(membership).post(reverse("section", args=[submitted.pk, "table_2"]), {"version": "2"})
        assert posted.status_code == 404


def test_versions_are_read_by_the_customer_the_body_they_lie_with_and_auditors(
    two_versions: list[Version],
    team: dict[Role, Membership],
    strangers: dict[str, Membership],
    signed_in: SignIn,
):
    addresses = version_urls(*two_versions)
    files = file_urls(two_versions[0])
    given = {"authorized body": ({200}, {202}), "auditor": ({200}, {202})}
    for membership in team.values():
        assert answers(signed_in(membership), addresses) == {200}
        assert answers(signed_in(membership), files) == {202}
    for name, membership in strangers.items():
        client = signed_in(membership)
        assert (answers(client, addresses), answers(client, files)) == given.get(name, ({404}, {404})), name


def test_versions_are_compared_forwards_and_within_one_program_only(
    two_versions: list[Version], drafter: Membership, signed_in: SignIn
):
    earlier, later = two_versions
    client = signed_in(drafter)
    assert client.get(reverse("version_comparison", args=[earlier.pk, later.pk])).status_code == 404
    assert client.get(reverse("version_comparison", args=[later.pk, later.pk])).status_code == 404


def test_contracts_and_licences_are_the_companys_own(
    rights_pages: tuple[dict[Role, Membership], list[str]], strangers: dict[str, Membership], signed_in: SignIn
):
    team, (listed, end) = rights_pages
    writers, reader = [Role.DRAFTER, Role.SIGNATORY], Role.COMPANY_ADMINISTRATOR
    for role in writers:
        assert answers(signed_in(team[role]), [listed, end]) == {200}
    assert signed_in(team[reader]).get(listed).status_code == 200
    assert signed_in(team[reader]).get(end).status_code == 404
    assert signed_in(team[reader]).post(listed, {}).status_code == 403
    for membership in strangers.values():
        assert answers(signed_in(membership), [listed, end]) == {404}


def test_only_subsoil_users_have_contracts_and_licences(empty: Program, drafter: Membership, signed_in: SignIn):
    assert signed_in(drafter).get(reverse("subsoil_rights", args=[empty.pk])).status_code == 404


def test_years_are_changed_by_writers_before_the_first_submission(
    empty: Program, team: dict[Role, Membership], strangers: dict[str, Membership], signed_in: SignIn
):
    url = reverse("period", args=[empty.pk])
    for role, status in ((Role.DRAFTER, 200), (Role.SIGNATORY, 200), (Role.COMPANY_ADMINISTRATOR, 404)):
        assert signed_in(team[role]).get(url).status_code == status
    for membership in strangers.values():
        assert answers(signed_in(membership), [url]) == {404}


def test_years_of_a_submitted_program_have_no_page(submitted: Program, drafter: Membership, signed_in: SignIn):
    assert signed_in(drafter).get(reverse("period", args=[submitted.pk])).status_code == 404


def test_a_person_without_membership_sees_nothing(two_versions: list[Version], signed_in: SignIn, today: None):
    client = Client()
    client.force_login(organizations.person())
    program = two_versions[0].program
    versions = [*version_urls(*two_versions), *file_urls(two_versions[0])]
    everything = [*draft_urls(program), *versions, reverse("period", args=[program.pk])]
    assert answers(client, everything) == {404}


def test_whoever_is_not_signed_in_is_asked_to(two_versions: list[Version]):
    program = two_versions[0].program
    for url in [*draft_urls(program), *version_urls(*two_versions), *file_urls(two_versions[0])]:
        response = Client().get(url)
        assert (response.status_code, response["location"]) == (302, f"{reverse('account_login')}?next={url}")
