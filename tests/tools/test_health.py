"""A part that stands still is not healthy: its file grows old, its port stays silent, its answer is a refusal."""

import os
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tools import health
from tools.devkit import ports

ASKED: list[tuple[str, str | None, str | None]] = []


@pytest.mark.parametrize("part", ["worker", "beat"])
@pytest.mark.parametrize("ending", ["", ".db"])
def test_a_file_that_grows_old_tells_of_a_standstill(
    part: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "file"
    monkeypatch.setenv(health.FILES[part], str(file))
    assert health.main(part) == 1, "it never was there"
    written = file.with_name(file.name + ending)
    written.touch()
    assert health.main(part) == 0
    old = time.time() - health.YOUNG[part] - 1
    os.utime(written, (old, old))
    assert health.main(part) == 1


class Answer(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        ASKED.append((self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"]))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("ALLOWED_HOSTS", "icv.example,other.example")
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield str(server.server_port)
        server.shutdown()


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1), (301, 1)])
def test_the_web_server_is_asked_as_the_proxy_asks(status: int, code: int, port: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Answer, "status", status)
    assert health.main("web", port) == code
    assert ASKED[-1] == ("/health/ready/", "icv.example", "https")


def test_a_silent_port_is_no_web_server(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "icv.example")
    assert health.main("web", str(ports.any_free())) == 1
