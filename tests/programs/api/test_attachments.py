"""Attachments for a program: sent as a form, told as problems, downloaded as they came."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.rules.tokens import Scope
from programs import actions
from programs.models import Attachment, Program
from tests.api.people import Caller, by_session, by_token
from tests.factories import files, organizations, programs
from tests.factories.files import attached, given
from tests.factories.moments import OPENED_AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def caller(drafter: Membership) -> Caller:
    return by_token(drafter)


def send(caller: Caller, program: Program, name: str = "Хат.pdf", content: bytes | None = None, **fields: str) -> Any:
    form = encode_multipart(BOUNDARY, {"kind": "letter", "file": files.sent(name, content), **fields})
    return caller.generic("POST", reverse("api-attachments", args=[program.pk]), form, MULTIPART_CONTENT)


def test_a_file_is_added_listed_downloaded_and_removed(caller: Caller, program: Program) -> None:
    added = send(caller, program)
    assert added.status_code == 201
    told = added.json()
    assert (told["kind"], told["name"], told["size"], told["scan"]) == (
        "letter",
        "Хат.pdf",
        len(files.pdf()),
        "not_scanned",
    )
    listed = caller.get(reverse("api-attachments", args=[program.pk])).json()
    assert listed["results"] == [told]
    file = caller.get(told["url"])
    assert (given(file), file["ETag"]) == (files.pdf(), f'"{told["sha256"]}"')
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert caller.get(told["url"], headers={"if-none-match": file["ETag"]}).status_code == 304
    own = reverse("api-attachment", args=[program.pk, told["id"]])
    assert [caller.send("DELETE", own).status_code for _again in range(2)] == [204, 204]
    assert caller.get(told["url"]).status_code == 404


def test_any_form_of_the_file_may_be_asked_for(caller: Caller, program: Program, drafter: Membership) -> None:
    url = reverse("api-attachment-file", args=[attached(program, by=drafter).pk])
    for accepted in ("application/pdf", "application/octet-stream", "*/*", "application/json"):
        assert given(caller.get(url, headers={"accept": accepted})) == files.pdf("Негіздеме.pdf")


@pytest.mark.parametrize(
    ("name", "content", "fields", "pointer", "code"),
    [
        ("a.pdf", b"", {}, "/file", "empty"),
        ("a.docx", None, {}, "/file", "extension"),
        ("a.docx", files.docx({"word/vbaProject.bin": b"x"}), {}, "/file", "macros"),
        ("a.exe", b"MZ" + bytes(100), {}, "/file", "format"),
        ("a.pdf", None, {"kind": "treaty"}, "/kind", "invalid_choice"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    name: str, content: bytes | None, fields: dict[str, str], pointer: str, code: str, caller: Caller, program: Program
) -> None:
    refused = send(caller, program, name, content, **fields)
    assert refused.status_code == 400
    [error] = refused.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert not Attachment.objects.exists()


def test_a_body_that_is_no_form(caller: Caller, program: Program) -> None:
    url = reverse("api-attachments", args=[program.pk])
    as_json = caller.send("POST", url, {"kind": "letter"})
    assert (as_json.status_code, as_json.json()["code"]) == (415, "form-expected")
    broken = caller.generic("POST", url, b"no parts", MULTIPART_CONTENT.replace(BOUNDARY, ""))
    assert (broken.status_code, broken.json()["code"]) == (400, "not-a-form")


def test_a_file_beyond_every_limit(caller: Caller, program: Program, settings) -> None:
    settings.LARGEST_UPLOAD = 100_000
    refused = send(caller, program, content=files.pdf() + bytes(300_000))
    assert (refused.status_code, refused.json()["code"]) == (413, "too-large")


def test_the_company_alone_and_of_it_the_writers(program: Program, drafter, team) -> None:
    attachment = attached(program, by=drafter)
    own = reverse("api-attachment", args=[program.pk, attachment.pk])
    stranger = by_token(organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY))
    reader = by_token(team[Role.COMPANY_ADMINISTRATOR])
    for caller, status in ((stranger, 404), (reader, 403), (by_token(drafter, [Scope.READ]), 403)):
        assert send(caller, program, "b.pdf", files.pdf("b")).status_code == status
        assert caller.send("DELETE", own).status_code == status
    assert list(Attachment.objects.in_force()) == [attachment]
    assert send(by_session(drafter.user), program, "b.pdf", files.pdf("b")).status_code == 201


def test_an_attachment_of_another_program_is_not_found(caller: Caller, program: Program, drafter) -> None:
    other = programs.opened(drafter, first_year=2030, last_year=2032).program
    attachment = attached(other, by=drafter)
    assert caller.send("DELETE", reverse("api-attachment", args=[program.pk, attachment.pk])).status_code == 404
    assert Attachment.objects.in_force().exists()


def test_a_program_out_of_hand_stands(caller: Caller, program: Program, drafter) -> None:
    attachment = attached(program, by=drafter)
    actions.lock(program, by=drafter, at=OPENED_AT)
    own = reverse("api-attachment", args=[program.pk, attachment.pk])
    answers = [send(caller, program, "b.pdf", files.pdf("b")), caller.send("DELETE", own)]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(409, "program-locked")] * 2


def test_a_file_that_waits_is_withheld(program: Program, drafter, team, settings) -> None:
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    url = reverse("api-attachment-file", args=[attached(program, by=drafter).pk])
    assert given(by_token(drafter).get(url)) == files.pdf("Негіздеме.pdf")
    refused = by_token(team[Role.SIGNATORY]).get(url)
    assert refused.status_code == 403
    assert (refused.json()["code"], refused.json()["scan"]) == ("attachment-withheld", "waiting")


def test_an_altered_file_is_given_to_nobody(caller: Caller, program: Program, drafter) -> None:
    attachment = attached(program, by=drafter)
    default_storage.delete(attachment.file)
    refused = caller.get(reverse("api-attachment-file", args=[attachment.pk]))
    assert (refused.status_code, refused.json()["code"]) == (503, "attachment-unavailable")


def test_a_version_tells_them_with_their_digests(caller: Caller, program: Program, drafter) -> None:
    attachment = attached(program, by=drafter)
    version = programs.frozen(program, by=drafter)
    [told] = caller.get(reverse("api-content", args=[version.pk])).json()["attachments"]
    assert (told["id"], told["sha256"]) == (str(attachment.pk), attachment.sha256)
