"""A chosen file is read once, piece by piece, and no further than it can be one of the portal's."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.test.client import FakePayload

from icv_portal.documents import uploads
from icv_portal.documents.uploads import MeasuredFile, measured_files, was_cut

PIECE = 64 * 1024  # bytes Django reads at once


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", PIECE)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the pieces read from the browser."""
    pieces: list[int] = []
    whole = FakePayload.read

    def reads(payload: FakePayload, *size: int) -> bytes:
        piece: bytes = whole(payload, *size)
        pieces.append(len(piece))
        return piece

    monkeypatch.setattr(FakePayload, "read", reads)
    return pieces


def form(content: bytes, length: str | None = None) -> WSGIRequest:
    sent = RequestFactory().post("/", {"file": SimpleUploadedFile("a.pdf", content)})
    if length is not None:
        sent.META["CONTENT_LENGTH"] = length
    return sent


def measured(sent: WSGIRequest) -> MeasuredFile:
    file = measured_files(sent, "file")["file"]
    assert isinstance(file, MeasuredFile)
    return file


def test_a_file_is_measured():
    content = b"x" * PIECE
    file = measured(form(content))
    assert (file.size, file.sha256, file.read()) == (PIECE, sha256(content).hexdigest(), b"")


def test_reading_ends_where_the_file_is_too_large(read: list[int], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "ENVELOPE", 100 * PIECE)
    sent = form(b"x" * 50 * PIECE)
    file = measured(sent)
    assert file.size == int(sent.META["CONTENT_LENGTH"])
    assert not hasattr(file, "sha256")
    assert 0 < sum(read) <= 4 * PIECE


@pytest.mark.parametrize("length", [str(2 * PIECE), "9" * 30])
def test_a_form_that_says_it_is_too_large_is_not_read(read: list[int], length: str):
    assert measured(form(b"x", length)).size == int(length)
    assert read == []


@pytest.mark.parametrize("length", ["", "many"])
def test_a_form_without_a_length_has_no_file(length: str):
    assert not measured_files(form(b"x", length), "file")


def test_a_file_larger_than_any_page_takes_is_not_read_to_its_end(settings):
    settings.LARGEST_UPLOAD = 200_000
    files = {"small": SimpleUploadedFile("a.pdf", b"x" * 1000), "large": SimpleUploadedFile("b.pdf", b"x" * 300_000)}
    cut = RequestFactory().post("/", {"kind": "letter", **files})
    assert (cut.POST["kind"], list(cut.FILES), was_cut(cut)) == ("letter", ["small"], True)
    whole = RequestFactory().post("/", {"small": SimpleUploadedFile("a.pdf", b"x" * 1000)})
    small = whole.FILES["small"]
    assert isinstance(small, UploadedFile)
    assert (small.read(), was_cut(whole)) == (b"x" * 1000, False)
