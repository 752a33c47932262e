"""A source of documents that needs no program: what it renders, and how it fails, is said by the test."""

import os
import signal
from collections.abc import Callable
from uuid import UUID

import pytest

from icv_portal.documents import sources

KIND = "paper"
OF_PAPER = UUID("6d7f3d0e-5d1c-4b8f-9a53-1c2e5b7a9f01")


def pages(source_id: UUID, language: str) -> bytes:
    return f"%PDF {source_id} {language} Ұқыптылық".encode()


def killed(source_id: UUID, language: str) -> bytes:
    """The worker is killed while it renders, as the kernel does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("it is dead")


class Paper:
    """Renders `pages` unless told otherwise; keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[UUID, str]] = []
        self.does: Callable[[UUID, str], bytes] = pages

    def __call__(self, source_id: UUID, language: str) -> bytes:
        self.asked.append((source_id, language))
        return self.does(source_id, language)


def render(source_id: UUID, language: str) -> bytes:
    """Looked up by name; each test puts a Paper in its place."""
    raise AssertionError("no paper is laid out")


def lay_out(monkeypatch: pytest.MonkeyPatch) -> Paper:
    """Register the source for the time of a test."""
    laid = Paper()
    monkeypatch.setitem(sources._sources, KIND, sources.Source("tests.documents.paper.render", "version_pdf"))
    monkeypatch.setattr("tests.documents.paper.render", laid)
    return laid
