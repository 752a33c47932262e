"""Links to documents, with how far each of them is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import template
from django.conf import settings

from icv_portal.documents.alarms import documents_alarm
from icv_portal.documents.states import DocumentStates

register = template.Library()


@register.inclusion_tag("documents/_alarm.html")
def alarm_of_documents() -> dict[str, Any]:
    """On the home page of a portal administrator."""
    return {"alarm": documents_alarm()}


@register.filter
def official_language(code: str) -> str:
    """`kk` or `ru` in words of the reader's language."""
    return str(dict(settings.LANGUAGES)[code])


@register.inclusion_tag("documents/_links.html")
def document_links(
    documents: DocumentStates, source_kind: str, source_id: UUID, languages: Iterable[str]
) -> dict[str, Any]:
    """The PDF files of a version or letter; `documents` were read by the view for all that the page shows."""
    return {"states": [documents.of(source_kind, source_id, language) for language in languages]}
