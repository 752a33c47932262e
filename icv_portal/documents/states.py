"""How far the documents of a page are: ready, in the making or failing, in two queries however many they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from icv_portal.documents.models import Document, Rendering
from icv_portal.documents.sources import source

Key = tuple[str, UUID, str]


class Standing(StrEnum):
    READY = "ready"
    BEING_PREPARED = "being_prepared"
    FAILING = "failing"
    GIVEN_UP = "given_up"
    NOT_ASKED_FOR = "not_asked_for"


@dataclass(frozen=True)
class DocumentState:
    """A document of one source in one language; asking for it at `url` has it made if nobody has."""

    url: str
    language: str
    document: Document | None = None
    rendering: Rendering | None = None

    @property
    def standing(self) -> Standing:
        match self.document, self.rendering:
            case None, None:
                return Standing.NOT_ASKED_FOR
            case _, None:
                return Standing.READY
            case _, Rendering(last_error="", next_attempt_at=moment) if moment is not None:
                return Standing.BEING_PREPARED
            case _, Rendering(next_attempt_at=None):
                return Standing.GIVEN_UP
        return Standing.FAILING


class DocumentStates:
    """Read once for all sources of a page, as (kind, UUID)."""

    def __init__(self, sources: Iterable[tuple[str, UUID]]) -> None:
        asked = list(sources)
        # An id is of one kind only, so both lists together name the same rows as the pairs, in a simpler query.
        these = {"source_kind__in": {kind for kind, _id in asked}, "source_id__in": {one for _kind, one in asked}}
        self._documents = {_key(one): one for one in Document.objects.filter(**these)}
        self._renderings = {_key(one): one for one in Rendering.objects.filter(**these)}

    def of(self, source_kind: str, source_id: UUID, language: str) -> DocumentState:
        key = (source_kind, source_id, language)
        url = source(source_kind).url(source_id, language)
        return DocumentState(url, language, self._documents.get(key), self._renderings.get(key))


def _key(row: Document | Rendering) -> Key:
    return row.source_kind, row.source_id, row.language
