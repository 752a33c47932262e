"""What documents are made from: each app hands in, at start, who renders what is its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.module_loading import import_string

Render = Callable[[UUID, str], bytes]


class UnknownSource(LookupError):
    """No app has said how documents of this kind are made."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"nothing renders documents of a {kind!r}: known are {sorted(_sources) or 'none'}")


@dataclass(frozen=True)
class Source:
    """`render` is a dotted name, looked up by the worker only: a web server never loads what makes PDF files."""

    render: str
    page: str

    def bytes_of(self, source_id: UUID, language: str) -> bytes:
        return cast(Render, import_string(self.render))(source_id, language)

    def url(self, source_id: UUID, language: str) -> str:
        """Where the document is downloaded."""
        return reverse(self.page, args=[source_id, language])


_sources: dict[str, Source] = {}


def register(kind: str, render: str, *, page: str) -> None:
    """Say who renders a kind of source, as `app.module.function` of its UUID and the language, and the URL's name.

    The page takes the source's UUID and the language. Called by `AppConfig.ready`.
    """
    _sources[kind] = Source(render, page)


def source(kind: str) -> Source:
    """Raises UnknownSource."""
    if kind not in _sources:
        raise UnknownSource(kind)
    return _sources[kind]


def kinds() -> list[str]:
    return sorted(_sources)
