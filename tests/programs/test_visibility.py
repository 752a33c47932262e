"""Who gets which page: rows are for the customer's organisation, versions for whoever was given them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs import urls
from programs.models import Program, Version
from programs.rules.standard_form import SECTIONS
from tests.factories import files, organizations, programs, purchases
from tests.factories.spreadsheets import content, uploaded_and_read
from tests.programs.conftest import TODAY
from tests.programs.spreadsheets.workbooks import typed

SignIn = Callable[[Membership], Client]
DRAFT_PAGES = ["program_form", "section", "checks", "draft_document", "attachments", "applications", "spreadsheets"]
DRAFT_PAGES += ["purchases", "targets_traced", "actual_figures"]
WORKBOOKS = ["form_workbook", "section_workbook"]
OF_SPREADSHEETS = ["spreadsheet", "annotated_spreadsheet", "discard_spreadsheet"]
OF_ROWS = ["typing", "presence", "row_history"]
"""Looked at in test_typing.py and test_row_history.py."""
OF_ATTACHMENTS = ["remove_attachment", "attachment_file"]
OF_PURCHASES = ["purchase_template", "purchase_list", "withdraw_purchases", "purchase_import", "purchase_faults"]
VERSION_PAGES = ["version_document", "version_comparison", "version_targets"]
VERSION_FILES = ["version_pdf"]
OF_REGISTERS = ["contracts", "new_contract", "contract", "edit_contract", "plan_contract", "end_contract"]
OF_REGISTERS += ["take_up_contract", "new_application", "application", "remove_application"]
"""Looked at beside the registers' pages: test_contract_pages, test_application_pages."""
OF_SUBSOIL_USERS = ["subsoil_rights", "end_subsoil_right"]


def test_every_address_is_looked_at_here():
    names = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    of_things = {*OF_SUBSOIL_USERS, *OF_ATTACHMENTS, *OF_SPREADSHEETS, *OF_ROWS, *OF_REGISTERS, *OF_PURCHASES}
    assert names == {*DRAFT_PAGES, *WORKBOOKS, *VERSION_PAGES, *VERSION_FILES, *of_things}


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
    workbooks = [reverse("form_workbook", args=[program.pk, "kk"])]
    workbooks.append(reverse("section_workbook", args=[program.pk, "table_2", "ru"]))
    return [*sections, *workbooks, *(reverse(name, args=[program.pk]) for name in DRAFT_PAGES if name != "section")]


def version_urls(earlier: Version, later: Version) -> list[str]:
    return [
        reverse("version_document", args=[earlier.pk]),
        reverse("version_comparison", args=[later.pk, earlier.pk]),
        reverse("version_targets", args=[earlier.pk]),
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


@pytest.fixture
def attachment_urls(complete: Program, drafter: Membership, settings, tmp_path) -> tuple[str, str]:
    """The page that removes an attachment of the draft, and its file."""
    settings.MEDIA_ROOT = tmp_path
    attachment = files.attached(complete, by=drafter)
    return (
        reverse("remove_attachment", args=[complete.pk, attachment.pk]),
        reverse("attachment_file", args=[attachment.pk]),
    )


def test_attachments_of_a_draft_are_the_companys_own(
    attachment_urls: tuple[str, str], team: dict[Role, Membership], strangers: dict[str, Membership], signed_in: SignIn
):
    remove, file = attachment_urls
    for role, status in ((Role.DRAFTER, 200), (Role.SIGNATORY, 200), (Role.COMPANY_ADMINISTRATOR, 404)):
        client = signed_in(team[role])
        assert client.get(remove).status_code == status
        assert files.given(client.get(file)) == files.pdf("Негіздеме.pdf")
    for membership in strangers.values():
        client = signed_in(membership)
        assert answers(client, [remove, file]) == {404}
        assert client.post(remove).status_code == 404


@pytest.fixture
def spreadsheet_urls(complete: Program, drafter: Membership, today: None, settings, tmp_path) -> dict[str, str]:
    """Of a workbook with a problem, which the drafter sent and the worker has read."""
    settings.MEDIA_ROOT = tmp_path
    share = content(complete).rows_of("table_2")[0]
    upload = uploaded_and_read(complete, typed(share, "target.2027", "көп"), by=drafter, at=timezone.now())
    return {name: reverse(name, args=[complete.pk, upload.pk]) for name in OF_SPREADSHEETS}


def test_a_workbook_sent_back_is_seen_by_who_sent_it_alone(
    spreadsheet_urls: dict[str, str],
    drafter: Membership,
    colleague: Membership,
    team: dict[Role, Membership],
    strangers: dict[str, Membership],
    signed_in: SignIn,
):
    preview, copy, discard = (spreadsheet_urls[name] for name in OF_SPREADSHEETS)
    for membership in [colleague, *(one for one in team.values() if one != drafter), *strangers.values()]:
        client = signed_in(membership)
        assert answers(client, [preview, copy]) == {404}
        assert [client.post(url).status_code for url in (preview, discard)] == [404, 404]
    client = signed_in(drafter)
    assert client.get(preview).status_code == 200
    assert files.given(client.get(copy)).startswith(b"PK")
    assert client.post(discard).status_code == 302


def test_a_workbook_is_looked_at_under_its_own_program_alone(
    spreadsheet_urls: dict[str, str], complete: Program, drafter: Membership, signed_in: SignIn
):
    other = programs.opened(drafter, first_year=2030, last_year=2032).program
    client = signed_in(drafter)
    for url in spreadsheet_urls.values():
        elsewhere = url.replace(str(complete.pk), str(other.pk))
        assert {client.get(elsewhere).status_code, client.post(elsewhere).status_code} <= {404, 405}


def test_workbooks_sent_back_are_asked_for_by_people_alone(spreadsheet_urls: dict[str, str]):
    for url in spreadsheet_urls.values():
        assert Client().get(url).status_code == 302


@pytest.fixture
def purchases_of(complete: Program, drafter: Membership, settings, tmp_path) -> dict[str, str]:
    """A list in force, and a file with a bad line, by the names of their addresses."""
    settings.MEDIA_ROOT = tmp_path
    found = purchases.imported(complete, by=drafter, at=TODAY)
    bad = purchases.csv_bytes(purchases.PLANNED, [("x", *purchases.THREE_PLANNED[0][1:])])
    wanted = purchases.read(purchases.waiting(complete, bad, by=drafter, at=TODAY), now=lambda: TODAY)
    more: dict[str, list[object]] = {
        "purchase_template": ["planned", "csv"],
        "purchase_list": [found.pk],
        "withdraw_purchases": [found.pk],
    }
    more |= {name: [wanted.pk] for name in ("purchase_import", "purchase_faults")}
    assert set(more) == set(OF_PURCHASES)
    return {name: reverse(name, args=[complete.pk, *parts]) for name, parts in more.items()}


def test_purchases_are_the_companys_own(
    purchases_of: dict[str, str],
    team: dict[Role, Membership],
    strangers: dict[str, Membership],
    signed_in: SignIn,
    complete: Program,
):
    sending, withdrawal = reverse("purchases", args=[complete.pk]), purchases_of["withdraw_purchases"]
    for role, may_change in ((Role.DRAFTER, True), (Role.SIGNATORY, True), (Role.COMPANY_ADMINISTRATOR, False)):
        client = signed_in(team[role])
        for name, url in purchases_of.items():
            assert client.get(url).status_code == (404 if url == withdrawal and not may_change else 200), name
        assert client.post(sending, {}).status_code == (200 if may_change else 403)
    for membership in strangers.values():
        client = signed_in(membership)
        assert answers(client, list(purchases_of.values())) == {404}
        assert {client.post(url).status_code for url in (sending, withdrawal)} == {404}
    assert complete.purchase_lists.in_force().exists()


def test_lists_of_another_program_are_not_found_in_this_one(
    purchases_of: dict[str, str], complete: Program, drafter: Membership, signed_in: SignIn
):
    other = programs.opened(drafter, first_year=2030, last_year=2032).program
    for name, url in purchases_of.items():
        elsewhere = url.replace(str(complete.pk), str(other.pk))
        assert signed_in(drafter).get(elsewhere).status_code == (200 if name == "purchase_template" else 404), name


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


def test_attachments_and_purchases_are_asked_for_by_people_alone(
    attachment_urls: tuple[str, str], purchases_of: dict[str, str]
):
    for url in (*attachment_urls, *purchases_of.values()):
        assert Client().get(url).status_code == 302


def test_whoever_is_not_signed_in_is_asked_to(two_versions: list[Version]):
    program = two_versions[0].program
    for url in [*draft_urls(program), *version_urls(*two_versions), *file_urls(two_versions[0])]:
        response = Client().get(url)
        assert (response.status_code, response["location"]) == (302, f"{reverse('account_login')}?next={url}")
