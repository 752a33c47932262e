"""The scanner's own protocol over a real socket: what it says, and that no answer is never taken for a clean file."""

import io
import socket
from pathlib import Path

import pytest

from icv_portal.documents import scanning
from icv_portal.documents.scanning import ScannerAway, ScanResult, is_configured, scan
from tests.factories.scanner import NAME, VIRUS, clamd

LARGE = b"page " * 200_000


@pytest.mark.parametrize(("content", "found"), [(LARGE, ""), (b"", ""), (LARGE + VIRUS, NAME), (VIRUS, NAME)])
def test_a_whole_file_is_sent_and_judged(content, found, settings):
    file = io.BytesIO(content)
    file.seek(3)
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        assert is_configured()
        assert scan(file) == ScanResult(found)
        assert server.seen == [content]
    assert file.tell() == 0


def test_a_unix_socket_will_do(settings, tmp_path: Path):
    with clamd(str(tmp_path / "clamd.sock")) as server:
        settings.CLAMD_ADDRESS = server.address
        assert not scan(io.BytesIO(VIRUS)).is_clean


@pytest.mark.parametrize("answer", [None, b"INSTREAM size limit exceeded. ERROR", b"stream: ERROR", b"OKAY", b"FOUND"])
def test_an_answer_that_decides_nothing(answer, settings):
    with clamd() as server:
        settings.CLAMD_ADDRESS, server.answer = server.address, answer
        with pytest.raises(ScannerAway):
            scan(io.BytesIO(b"page"))
        assert server.seen == [b"page"]


def test_a_file_larger_than_the_scanner_takes_is_not_clean(settings):
    with clamd() as server:
        settings.CLAMD_ADDRESS, server.largest = server.address, 1000
        with pytest.raises(ScannerAway):
            scan(io.BytesIO(LARGE))


def test_a_scanner_that_is_away(settings):
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
    with pytest.raises(ScannerAway):
        scan(io.BytesIO(b"page"))


@pytest.mark.parametrize("address", ["/nowhere/clamd.sock", "127.0.0.1:x", "nonsense", "127.0.0.1:99999"])
def test_an_address_that_leads_nowhere(address, settings):
    settings.CLAMD_ADDRESS = address
    with pytest.raises(ScannerAway):
        scan(io.BytesIO(b"page"))


def test_a_scanner_that_never_answers_is_waited_for_no_longer_than_said(settings, monkeypatch):
    monkeypatch.setattr(scanning, "ANSWERING", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMD_ADDRESS = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ScannerAway, match="TimeoutError"):
            scan(io.BytesIO(b"page"))
