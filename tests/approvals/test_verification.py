"""What anybody is told who holds a SHA-256 or a file: which paper it is and how it stands, nothing of its contents."""

import html
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import FakePayload
from django.urls import reverse

from approvals.models import Letter
from approvals.rules.letter_kinds import LetterKind
from approvals.workflow import State
from icv_portal.documents import uploads
from icv_portal.documents.models import Document
from icv_portal.documents.rendering import render_due
from programs.content import content_of
from programs.models import Version
from programs.models.versions import canonical_text, sha256_of
from programs.rules.content_json import to_json
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db
UNKNOWN = "ab" * 32
NOTHING = "The portal holds nothing under this number"
AT = moment("2026-09-08")


@pytest.fixture
def reader() -> Client:
    """Somebody without an account."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents made without the seconds that real ones take."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    for name in ("programs.pdf.render_version", "approvals.pdf.render_letter"):
        monkeypatch.setattr(name, lambda source_id, language: f"%PDF {source_id} {language}".encode())


def page(answer: Any) -> str:
    return html.unescape(" ".join(answer.content.decode().split()))


def asked(reader: Client, digest: str) -> str:
    answer = reader.get(reverse("verify_sha256", args=[digest]))
    assert answer.status_code == 200
    return page(answer)


def chosen(reader: Client, content: bytes, **more: Any) -> Any:
    return reader.post(reverse("verify"), {"file": SimpleUploadedFile("a.pdf", content), **more}, follow=True)


def made(case: Case, kind: str) -> Document:
    while render_due(AT):
        pass
    return Document.objects.filter(source_kind=kind, language="kk")[0]


# Versions


def test_a_version_is_named_with_its_customer_years_and_moment(reader: Client):
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01", "14:03"))
    answer = asked(reader, case.version.sha256)
    facts = ["Version 1", case.procedure.customer_name_en, "2027–2029", "01.09.2026 14:03", case.version.sha256]
    assert [fact for fact in facts if fact not in answer] == []
    body = case.organization(case.authorized_body)
    assert f"Under consideration</span> {body.name_en}, filed on 01.09.2026" in answer


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.WITH_REGULATOR, ["Under consideration"]),
        (State.REWORK, ["Refused", "02.09.2026"]),
        (State.WITH_AUTHORIZED_BODY, ["Agreed", "03.09.2026", "Under consideration"]),
        (State.AGREED, ["Agreed", "03.09.2026", "04.09.2026"]),
        (State.ADOPTED, ["Adopted", "by the customer's order of 07.09.2026"]),
        (State.WITHDRAWN, ["Withdrawn", "by the customer"]),
    ],
)
def test_how_a_version_stands(reader: Client, state: State, said: list[str]):
    case = cases.in_state(state)
    answer = asked(reader, Version.objects.get(program=case.program).sha256)
    assert [words for words in said if words not in answer] == []


def test_a_version_overtaken_by_another_says_so(reader: Client):
    case = cases.in_state(State.REWORK)
    first = case.version
    row = case.program.rows.filter(section="table_4")[0]
    row.cells = {**row.cells, "note.kk": "Жаңа", "note.ru": "Новое"}
    row.save_by(case.signatory)
    assert "Not the latest" not in asked(reader, first.sha256)
    case.resubmit(moment("2026-09-07"))
    assert "version 2 was submitted after it" in asked(reader, first.sha256)
    assert "Not the latest" not in asked(reader, case.version.sha256)


def test_the_same_text_submitted_twice_is_two_versions_under_one_number(reader: Client):
    case = cases.in_state(State.REWORK)
    case.resubmit(moment("2026-09-07"))
    first, second = Version.objects.order_by("number")
    assert first.sha256 == second.sha256
    answer = asked(reader, first.sha256)
    assert answer.count("In-country value development program, Version") == 2


def test_neither_contents_nor_reasons_nor_officials_are_told(reader: Client):
    case = cases.in_state(State.REWORK)
    answer = asked(reader, case.version.sha256)
    ground = case.consideration.grounds.get()
    officials = {*case.regulator.values(), *case.customer.values()}
    secrets = [ground.reasoning_ru, ground.reasoning_kk, ground.ground.label.en]
    secrets += [member.user.full_name for member in officials]
    assert [secret for secret in secrets if secret in answer] == []


def test_a_draft_has_no_number(reader: Client):
    case = cases.in_state(State.DRAFT)
    digest = sha256_of(canonical_text(to_json(content_of(case.program, on=AT.date()))))
    assert reader.get(reverse("verify_sha256", args=[digest])).status_code == 404
    case.submit(AT)
    assert case.version.sha256 == digest
    assert "Version 1" in asked(reader, digest)


def test_a_text_changed_in_the_database_is_told(reader: Client):
    case = cases.in_state(State.AGREED)
    digest = case.version.sha256
    assert "The text is the one that was frozen" in asked(reader, digest)
    as_database_owner("programs_version", "UPDATE programs_version SET content = replace(content, '2027', '2028')")
    assert "The text is not the one that was frozen" in asked(reader, digest)


# Letters


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.WITH_REGULATOR, LetterKind.REGISTRATION_CONFIRMATION),
        (State.AGREED, LetterKind.AGREEMENT_NOTIFICATION),
        (State.REWORK, LetterKind.REFUSAL),
    ],
)
def test_a_letter_is_named_by_its_number_and_under_its_version(reader: Client, state: State, kind: LetterKind):
    case = cases.in_state(state)
    letter = Letter.objects.filter(kind=kind).latest("sent_at")
    answer = asked(reader, letter.sha256)
    facts = [kind.label.en, letter.number, f"{letter.date:%d.%m.%Y}", letter.body.name_en, letter.addressee.name_en]
    assert [fact for fact in [*facts, case.version.sha256] if fact not in answer] == []
    assert f"{kind.label.en}, № {letter.number}" in asked(reader, case.version.sha256)


def test_of_a_preliminary_decision_only_the_letter_itself_tells(reader: Client):
    case = cases.in_state(State.WITH_REGULATOR)
    other = Letter.objects.get()
    fields = {field.attname: getattr(other, field.attname) for field in Letter._meta.fields}
    del fields["id"]
    Letter.objects.create(**fields | {"kind": LetterKind.PRELIMINARY_DECISION, "sequence": 99, "sha256": UNKNOWN})
    assert "Preliminary decision" in asked(reader, UNKNOWN)
    assert "Preliminary decision" not in asked(reader, case.version.sha256)


# Files


@pytest.mark.parametrize("kind", ["version", "letter"])
def test_a_file_is_recognised_and_the_same_file_with_one_byte_changed_is_not(reader: Client, files: None, kind: str):
    case = cases.in_state(State.WITH_REGULATOR)
    document = made(case, kind)
    with default_storage.open(document.file) as stored:
        content = stored.read()
    answer = chosen(reader, content)
    assert answer.redirect_chain == [(reverse("verify_sha256", args=[document.sha256]), 302)]
    words = ["Byte for byte the file that the portal made at 08.09.2026 10:00", "Kazakh"]
    words.append({"version": "Version 1", "letter": "Confirmation of registration"}[kind])
    assert [one for one in words if one not in page(answer)] == []
    changed = content[:-1] + bytes([content[-1] ^ 1])
    answer = chosen(reader, changed)
    assert answer.status_code == 404
    assert NOTHING in page(answer)
    assert sha256(changed).hexdigest() in page(answer)


def test_a_chosen_file_is_kept_nowhere(reader: Client, files: None, monkeypatch: pytest.MonkeyPatch):
    """Larger than what Django keeps in memory: it would be written to a temporary file."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("written to a disk")

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    content = b"%PDF" + b"x" * 3_000_000
    before = fingerprint()
    answer = chosen(reader, content)
    assert sha256(content).hexdigest() in page(answer)
    assert changed_tables(before, fingerprint()) == set()
    assert not default_storage.exists(".") or default_storage.listdir(".") == ([], [])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "PDF file: This field is required."),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "PDF file: The submitted file is empty."),
        ({"file": "not a file"}, "PDF file: This field is required."),
    ],
)
def test_without_a_file_the_page_says_what_is_missing(reader: Client, sent: dict[str, Any], said: str):
    answer = reader.post(reverse("verify"), sent)
    assert answer.status_code == 400
    assert said in page(answer)


def test_a_file_too_large_is_refused(reader: Client, monkeypatch: pytest.MonkeyPatch):
    for module in ("icv_portal.documents.uploads", "approvals.forms.verification"):
        monkeypatch.setattr(f"{module}.LARGEST", 1000)
    assert uploads.LARGEST == 1000
    assert chosen(reader, b"x" * 1000).status_code == 404
    answer = chosen(reader, b"x" * 1001)
    assert answer.status_code == 413
    assert "The portal compares up to 20 MB" in page(answer)


def test_a_form_that_says_it_is_too_large_is_not_read(reader: Client, monkeypatch: pytest.MonkeyPatch):
    read: list[bytes] = []
    whole = FakePayload.read

    def reads(payload: FakePayload, *size: int) -> bytes:
        read.append(whole(payload, *size))
        return read[-1]

    monkeypatch.setattr(FakePayload, "read", reads)
    assert chosen(reader, b"x").status_code == 404
    assert read, "what is small is read"
    read.clear()
    answer = reader.post(reverse("verify"), {"file": SimpleUploadedFile("a.pdf", b"x")}, CONTENT_LENGTH="3221225472")
    assert (answer.status_code, read) == (413, [])
    assert "The file has 3.0 GB. The portal compares up to 20 MB" in page(answer)


def test_a_form_from_another_site_does_no_harm():
    """There is no token: nothing is changed, and the answer is the same for everybody."""
    assert Client(enforce_csrf_checks=True).post(reverse("verify"), {}).status_code == 400


# What is typed


@pytest.mark.parametrize("spoilt", [" {0} ", "{0}\n", "{1} {2}", "{1}\r\n  {2}", "{1}\N{NO-BREAK SPACE}{2}"])
def test_spaces_line_breaks_and_capitals_are_no_mistakes(reader: Client, spoilt: str):
    digest = cases.in_state(State.WITH_REGULATOR).version.sha256
    typed = spoilt.format(digest.upper(), digest[:32], digest[32:].upper())
    answer = reader.get(reverse("verify"), {"sha256": typed}, follow=True)
    assert answer.redirect_chain == [(reverse("verify_sha256", args=[digest]), 302)]
    assert "Version 1" in page(answer)
    assert "Version 1" in page(reader.get(reverse("verify_sha256", args=[typed])))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (UNKNOWN[:-1], "The number has 63 characters instead of 64. Copy the whole of it."),
        (UNKNOWN + "a", "The number has 65 characters instead of 64."),
        ("а" + UNKNOWN[1:], "the Latin letters from a to f. Also found: а"),
        ("<b>xyz", "Also found: < > x y z"),
        ("  ", "This field is required."),
    ],
)
def test_what_is_no_sha256_is_told_why(reader: Client, typed: str, said: str):
    for answer in (
        reader.get(reverse("verify"), {"sha256": typed}),
        reader.get(reverse("verify_sha256", args=[typed])),
    ):
        assert answer.status_code == 400
        assert said in page(answer)
        assert 'href="#id_sha256"' in answer.content.decode()


def test_an_unknown_number_is_told_plainly(reader: Client):
    cases.in_state(State.WITH_REGULATOR)
    answer = reader.get(reverse("verify_sha256", args=[UNKNOWN]))
    assert answer.status_code == 404
    assert NOTHING in page(answer)
    assert "Version" not in page(answer).partition('<main class="page"')[2]


def test_the_address_printed_on_documents_is_this_page(reader: Client):
    digest = cases.in_state(State.WITH_REGULATOR).version.sha256
    assert reverse("verify_sha256", args=[digest]) == f"/verify/{digest}/"
    assert reader.get(reverse("verify")).status_code == 200
