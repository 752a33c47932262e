"""What a browser gets: the file as it was made, the page that waits for it, or the page that says why there is none."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.models import Document, Rendering
from icv_portal.documents.rendering import render_due
from programs.models import Version
from tests.documents.paper import Paper, pages
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
SUBMITTED = moment("2026-09-08", "09:00")
LATER = SUBMITTED + timedelta(hours=1)


@pytest.fixture
def case(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Submitted to the authorized body; versions and letters are rendered as paper."""
    monkeypatch.setattr("programs.pdf.render_version", paper)
    monkeypatch.setattr("approvals.pdf.render_letter", paper)
    case = cases.of_backbone_enterprise()
    case.submit(SUBMITTED)
    return case


@pytest.fixture
def reader(case: Case) -> Client:
    return browser_of(case.signatory)


def browser_of(membership: Membership) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(membership.user)
    return client


def url(version: Version, language: str = "kk") -> str:
    return reverse("version_pdf", args=[version.pk, language])


def make_all() -> None:
    while render_due(LATER):
        pass


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def text(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


# The file


def test_submission_wants_the_document_in_each_official_language(case: Case):
    wanted = Rendering.objects.filter(source_kind="version", source_id=case.version.pk)
    assert set(wanted.values_list("language", "wanted_at")) == {("kk", SUBMITTED), ("ru", SUBMITTED)}


def test_the_file_is_shown_with_its_name_and_digest(case: Case, reader: Client):
    make_all()
    answer = reader.get(url(case.version, "ru"))
    document = Document.objects.get(source_id=case.version.pk, language="ru")
    assert answer.status_code == 200
    assert body(answer) == pages(case.version.pk, "ru")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(document.size)
    name = f"{case.program.customer.name_en}, 2027–2029, v1 (ru).pdf"
    assert answer["Content-Disposition"] == f"inline; filename*=utf-8''{quote(name)}"
    assert answer["ETag"] == f'"{document.sha256}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"


def test_what_the_browser_has_is_not_sent_again(case: Case, reader: Client):
    make_all()
    etag = reader.get(url(case.version))["ETag"]
    again = reader.get(url(case.version), headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_a_browser_that_takes_compressed_pages_gets_the_same_file_under_the_same_etag(case: Case, reader: Client):
    accepts = {"accept-encoding": "gzip, br"}
    waiting = reader.get(url(case.version), headers=accepts)
    assert waiting["Content-Encoding"] == "gzip"
    make_all()
    document = Document.objects.get(source_id=case.version.pk, language="kk")
    answer = reader.get(url(case.version), headers=accepts)
    assert "Content-Encoding" not in answer.headers
    assert (answer["ETag"], answer["Content-Length"]) == (f'"{document.sha256}"', str(document.size))
    assert body(answer) == pages(case.version.pk, "kk")
    assert reader.get(url(case.version), headers=accepts | {"if-none-match": answer["ETag"]}).status_code == 304


def test_a_changed_file_is_not_given_to_anybody_and_alarms(case: Case, reader: Client, directory: Path, caplog):
    make_all()
    document = Document.objects.get(source_id=case.version.pk, language="kk")
    file = directory / document.file
    file.write_bytes(file.read_bytes().replace(b"PDF", b"PDG"))
    answer = reader.get(url(case.version))
    assert answer.status_code == 503
    assert "The file is not the one that was made" in text(answer)
    assert document.sha256 in text(answer)
    assert f"Document version {case.version.pk} (kk) is not as it was made" in caplog.text
    alarm = browser_of(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR))
    assert "1 document could not be made or was altered" in text(alarm.get(reverse("home")))
    assert reader.get(url(case.version, "ru")).status_code == 200


# Not there yet


def test_before_it_is_made_a_page_waits_and_can_be_asked_to_look_again(case: Case, reader: Client):
    answer = reader.get(url(case.version))
    assert answer.status_code == 202
    assert "The document is being prepared" in text(answer)
    assert f'hx-get="{url(case.version)}" hx-trigger="every 3s"' in text(answer)
    assert f'href="{url(case.version)}"' in text(answer)


def test_the_waiting_page_is_loaded_anew_when_there_is_something_to_show(case: Case, reader: Client):
    def asks():
        answer = reader.get(url(case.version), headers={"HX-Request": "true"})
        return answer.status_code, answer.headers.get("HX-Refresh")

    assert asks() == (204, None)
    make_all()
    assert asks() == (204, "true")


def test_whoever_asks_first_has_an_old_versions_document_made(case: Case, reader: Client):
    Rendering.objects.all().delete()
    for _ in range(2):
        assert reader.get(url(case.version)).status_code == 202
    wanted = Rendering.objects.get()
    assert (wanted.source_id, wanted.language) == (case.version.pk, "kk")


def test_a_failure_says_that_the_decision_stands_and_when_it_is_tried_again(case: Case, reader: Client, paper: Paper):
    paper.does = lambda source_id, language: pages(source_id, language)[1 // 0 :]
    make_all()
    assert Version.objects.get(pk=case.version.pk).is_intact
    assert case.procedure.state == "with_authorized_body"
    answer = reader.get(url(case.version))
    assert answer.status_code == 503
    assert "What was submitted or decided stands" in text(answer)
    assert "next at 08.09.2026 10:01" in text(answer)
    assert "ZeroDivisionError" not in text(answer)
    assert reader.get(url(case.version), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    Rendering.objects.update(next_attempt_at=None)
    assert "it is made when they ask for it again" in text(reader.get(url(case.version)))


# Readers


@pytest.fixture
def strangers(case: Case) -> dict[str, Membership]:
    member = organizations.member
    return {
        "other company": member(organizations.backbone_enterprise(), Role.SIGNATORY),
        "regulator": case.regulator[Role.REGULATOR_HEAD],
        "administrator": member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR),
    }


def test_readers_of_the_version_get_its_file_and_nobody_else(case: Case, strangers: dict[str, Membership]):
    make_all()
    readers = [
        *case.customer.values(),
        *case.authorized_body.values(),
        organizations.member(organizations.oversight(), Role.AUDITOR),
    ]
    assert {browser_of(reader).get(url(case.version)).status_code for reader in readers} == {200}
    for who, stranger in strangers.items():
        assert browser_of(stranger).get(url(case.version)).status_code == 404, who


def test_a_stranger_has_nothing_made(case: Case, strangers: dict[str, Membership]):
    Rendering.objects.all().delete()
    for stranger in strangers.values():
        browser_of(stranger).get(url(case.version))
    assert not Rendering.objects.exists()


def test_whoever_is_not_signed_in_is_asked_to(case: Case):
    make_all()
    answer = Client().get(url(case.version))
    assert (answer.status_code, answer["location"]) == (302, f"{reverse('account_login')}?next={url(case.version)}")


@pytest.mark.parametrize("language", ["en", "de", "RU", "kk.pdf"])
def test_there_is_no_document_in_another_language(case: Case, reader: Client, language: str):
    make_all()
    assert reader.get(url(case.version, "kk")).status_code == 200
    assert reader.get(url(case.version, language)).status_code == 404
    assert not Rendering.objects.exists()


def test_no_file_lies_where_files_of_the_pages_are_served_from():
    """In the settings as an installation reads them: tests keep their documents elsewhere."""
    shown = (
        "from icv_portal import settings as s; print(s.MEDIA_ROOT.resolve().is_relative_to(s.STATIC_ROOT.resolve()))"
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("MEDIA_ROOT", "STATIC_ROOT")}
    done = subprocess.run([sys.executable, "-c", shown], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# Links


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "being prepared"),
        ({"last_error": "ValueError: x", "attempts": 1}, "could not be made"),
        ({"last_error": "ValueError: x", "attempts": 6, "next_attempt_at": None}, "could not be made"),
    ],
)
def test_links_say_how_far_the_document_is(case: Case, reader: Client, change: dict[str, object], said: str):
    Rendering.objects.update(**change)
    page = text(reader.get(reverse("version_document", args=[case.version.pk])))
    assert page.count(said) == 2
    assert f'href="{url(case.version, "ru")}">Russian, PDF</a>' in page


def test_links_to_what_is_ready_say_how_large_it_is(case: Case, reader: Client):
    make_all()
    page = text(reader.get(reverse("version_document", args=[case.version.pk])))
    size = Document.objects.filter(source_id=case.version.pk)[0].size
    assert page.count(f'<span class="hint">{size} bytes</span>') == 2
    assert "being prepared" not in page
