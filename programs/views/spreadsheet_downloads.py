"""The form as an Excel workbook, whole or one section of it: for whoever reads the draft."""

import uuid
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.labels import Label
from programs.rules.standard_form import SECTIONS, Section
from programs.rules.standard_form import section as declared
from programs.spreadsheets.sheets import title_of
from programs.spreadsheets.writing import Form, write_form
from programs.views.drafts import Draft, draft_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LANGUAGES = ("kk", "ru")
FILE_NAME = Label(kk="ЕІҚ бағдарламасы {years}", ru="Программа ВЦ {years}", en="ICV program {years}")


def form_workbook(request: PortalRequest, pk: uuid.UUID, language: str) -> HttpResponse:
    return workbook_of(request, draft_of(request, pk), SECTIONS, language)


def section_workbook(request: PortalRequest, pk: uuid.UUID, code: str, language: str) -> HttpResponse:
    try:
        section = declared(code)
    except KeyError:
        raise Http404 from None
    return workbook_of(request, draft_of(request, pk), [section], language)


def workbook_of(request: HttpRequest, draft: Draft, sections: Sequence[Section], language: str) -> HttpResponse:
    """404 for a language the form is not kept in."""
    if language not in LANGUAGES:
        raise Http404
    form = Form(
        content=draft.content,
        sections=sections,
        versions={code: at for code, at in _versions(draft).items() if code in {one.code for one in sections}},
        language=language,
        downloaded_at=timezone.localtime().isoformat(timespec="seconds"),
        address=request.build_absolute_uri(reverse("spreadsheets", args=[draft.program.pk])),
    )
    return as_file(write_form(form), _file_name(draft, sections, language))


def _versions(draft: Draft) -> dict[str, int]:
    return dict(draft.program.sections.values_list("section", "version"))


def _file_name(draft: Draft, sections: Sequence[Section], language: str) -> str:
    years = f"{draft.program.first_year}-{draft.program.last_year}"
    name = FILE_NAME.format(years=years).in_language(language)
    return f"{name}, {title_of(sections[0], language)}.xlsx" if len(sections) == 1 else f"{name}.xlsx"


def as_file(content: bytes, name: str) -> HttpResponse:
    """Saved by the browser, never shown by it, and kept by nothing in between."""
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
