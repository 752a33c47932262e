"""Attaching a file by hand, removing it, and what a browser is given of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from approvals import actions as approvals
from approvals.models import Consideration
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs import actions
from programs.models import Attachment, Program, Version
from tests.factories import files, organizations, programs
from tests.factories.files import attached, given
from tests.factories.moments import OPENED_AT, moment
from tests.factories.scanner import NAME, VIRUS, clamd
from tests.fingerprints import changed_tables, fingerprint

SignIn = Callable[[Membership], Client]


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "documents"


def address(program: Program) -> str:
    return reverse("attachments", args=[program.pk])


def posted(client: Client, program: Program, content: bytes, name: str = "Хат.pdf", **fields: str):
    return client.post(address(program), {"kind": "letter", "file": files.sent(name, content), **fields})


@pytest.fixture
def version(complete: Program, team: dict[Role, Membership]) -> Version:
    """With the authorized body, which has a file and its rows to read."""
    attached(complete, by=team[Role.DRAFTER], name="Негіздеме.pdf")
    organizations.authorized_body()
    [procedure] = complete.procedures.all()
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=moment("2026-09-08"))
    return Version.objects.get(program=complete)


def test_a_file_is_attached_listed_downloaded_and_removed(empty: Program, drafter: Membership, signed_in: SignIn):
    client = signed_in(drafter)
    assert "Nothing is attached" in client.get(address(empty)).content.decode()
    assert posted(client, empty, files.pdf()).status_code == 302
    attachment = Attachment.objects.get()
    listed = client.get(address(empty)).content.decode()
    for said in ("Attached: Хат.pdf.", "Letter", attachment.sha256, "Not scanned"):
        assert said in listed
    assert given(client.get(reverse("attachment_file", args=[attachment.pk]))) == files.pdf()
    removal = reverse("remove_attachment", args=[empty.pk, attachment.pk])
    assert removal in listed
    assert "Versions that were submitted with it keep it" in client.get(removal).content.decode()
    assert client.post(removal).status_code == 302
    after = client.get(address(empty)).content.decode()
    assert "Removed: Хат.pdf." in after
    assert "Nothing is attached" in after
    assert client.get(removal).status_code == 404
    assert client.get(reverse("attachment_file", args=[attachment.pk])).status_code == 404


def test_a_browser_saves_the_file_and_never_shows_it(empty: Program, drafter: Membership, signed_in: SignIn):
    attachment = attached(empty, by=drafter, name="Негіздеме.png", content=files.png())
    url = reverse("attachment_file", args=[attachment.pk])
    response = signed_in(drafter).get(url)
    assert given(response) == files.png()
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert response["Cache-Control"] == "private, no-cache"
    again = signed_in(drafter).get(url, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again["Content-Security-Policy"]) == (304, response["Content-Security-Policy"])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "empty"),
        ("a.docx", files.docx({"word/vbaProject.bin": b"x"}), "The file holds macros."),
        ("a.png", files.pdf(), "By its content the file is PDF"),
        ("a.svg", b"<svg onload='alert(1)'/>", "Accepted are PDF, DOCX, XLSX, PNG and JPEG"),
        ("a.pdf", files.pdf() + files.archive({"a": "b"}), "Another file is hidden in the file."),
    ],
)
def test_a_refusal_says_what_to_do(
    name: str, content: bytes, said: str, empty: Program, drafter: Membership, signed_in: SignIn
):
    before = fingerprint()
    shown = posted(signed_in(drafter), empty, content, name).content.decode()
    assert "There is a problem" in shown
    assert said in shown
    assert changed_tables(before, fingerprint()) <= {"accounts_user", "django_session"}


def test_a_form_without_kind_or_file_says_so(empty: Program, drafter: Membership, signed_in: SignIn):
    client = signed_in(drafter)
    assert "valid choice" in posted(client, empty, files.pdf(), kind="treaty").content.decode()
    assert "There is a problem" in client.post(address(empty), {"kind": "letter"}).content.decode()
    assert not Attachment.objects.exists()


def test_a_file_beyond_every_limit_is_answered_with_words(empty, drafter, signed_in: SignIn, settings):
    settings.ATTACHMENT_LARGEST = settings.LARGEST_UPLOAD = 200_000
    response = posted(signed_in(drafter), empty, files.pdf() + bytes(400_000))
    assert response.status_code == 413
    assert "The file is larger than 195.3" in response.content.decode().replace("\xa0", " ")
    assert not Attachment.objects.exists()


def test_a_virus_is_told(empty: Program, drafter: Membership, signed_in: SignIn, settings):
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        shown = posted(signed_in(drafter), empty, files.pdf(inside=VIRUS)).content.decode()
    assert f"The scanner found a virus in the file ({NAME})." in shown


def test_a_file_that_waits_is_its_owners_alone(empty, drafter, colleague, signed_in: SignIn, settings):
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    attachment = attached(empty, by=drafter)
    url = reverse("attachment_file", args=[attachment.pk])
    assert given(signed_in(drafter).get(url)) == files.pdf("Негіздеме.pdf")
    refused = signed_in(colleague).get(url)
    assert refused.status_code == 403
    assert "Waiting to be scanned" in refused.content.decode()
    assert f'href="{url}"' not in signed_in(colleague).get(address(empty)).content.decode()


def test_a_file_altered_on_the_disk_is_given_to_nobody(empty, drafter, signed_in: SignIn):
    attachment = attached(empty, by=drafter)
    path = Path(default_storage.path(attachment.file))
    path.chmod(0o600)
    path.write_bytes(files.pdf("басқа"))
    response = signed_in(drafter).get(reverse("attachment_file", args=[attachment.pk]))
    assert response.status_code == 503
    assert attachment.sha256 in response.content.decode()


def test_after_submission_the_list_is_read_only(version: Version, drafter: Membership, signed_in: SignIn):
    client, program = signed_in(drafter), version.program
    shown = client.get(address(program)).content.decode()
    assert "Негіздеме.pdf" in shown
    assert 'type="file"' not in shown
    assert posted(client, program, files.pdf()).status_code == 409
    attachment = Attachment.objects.get()
    assert client.get(reverse("remove_attachment", args=[program.pk, attachment.pk])).status_code == 404


def test_what_is_attached_is_told_before_it_is_submitted(complete: Program, team, signed_in: SignIn):
    attached(complete, by=team[Role.DRAFTER])
    organizations.authorized_body()
    [procedure] = complete.procedures.all()
    shown = signed_in(team[Role.SIGNATORY]).get(reverse("submit", args=[procedure.pk])).content.decode()
    assert "Justification: Негіздеме.pdf" in shown


def test_a_reviewer_finds_them_beside_the_version(version: Version, strangers, signed_in: SignIn):
    url = reverse("attachment_file", args=[Attachment.objects.get().pk])
    pages = [
        reverse("procedure", args=[version.program.procedures.get().pk]),
        reverse("version_document", args=[version.pk]),
        reverse("consideration", args=[Consideration.objects.get(version=version).pk]),
    ]
    for reader in ("authorized body", "auditor"):
        client = signed_in(strangers[reader])
        for page in pages:
            assert url in client.get(page).content.decode()
        assert given(client.get(url)) == files.pdf("Негіздеме.pdf")


def test_versions_tell_what_was_attached_and_removed(version: Version, drafter: Membership, signed_in: SignIn):
    program = version.program
    actions.unlock(program, by=drafter, at=OPENED_AT)
    client = signed_in(drafter)
    client.post(reverse("remove_attachment", args=[program.pk, Attachment.objects.get().pk]))
    posted(client, program, files.pdf("жаңа"), "Талдау.pdf", kind="analysis")
    later = programs.frozen(program, by=drafter)
    shown = client.get(reverse("version_comparison", args=[later.pk, version.pk])).content.decode()
    assert '<del class="preserved">Justification: Негіздеме.pdf</del>' in shown
    assert '<ins class="preserved">Analysis: Талдау.pdf</ins>' in shown


def test_the_history_tells_of_it(version: Version, drafter: Membership, signed_in: SignIn):
    [procedure] = version.program.procedures.all()
    shown = signed_in(drafter).get(reverse("procedure_history", args=[procedure.pk])).content.decode()
    assert "File attached" in shown
    assert f"SHA-256: {Attachment.objects.get().sha256[:16]}…" in shown


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_are_there_in_each_language(language: str, empty: Program, drafter: Membership, signed_in: SignIn):
    client = signed_in(drafter)
    client.cookies["django_language"] = language
    attachment = attached(empty, by=drafter)
    for url in (address(empty), reverse("remove_attachment", args=[empty.pk, attachment.pk])):
        assert f'<html lang="{language}">' in client.get(url).content.decode()


def test_the_list_costs_as_many_queries_for_one_as_for_ten(
    empty: Program, drafter: Membership, signed_in: SignIn, django_assert_max_num_queries
):
    client = signed_in(drafter)
    for number in range(10):
        attached(empty, by=drafter, name=f"{number}.pdf")
    with django_assert_max_num_queries(8):
        assert client.get(address(empty)).content.decode().count(".pdf</a>") == 10
