from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from icv_portal.documents.models import Document, Rendering
from icv_portal.documents.rendering import try_again


class ReadOnly:
    """The worker writes these rows."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


SOURCES = {"letter": _("letter"), "version": _("version of a program")}


class InWords:
    """Columns that say in words what a row keeps as codes."""

    @admin.display(description=_("source"), ordering="source_kind")
    def source(self, row: Document | Rendering) -> str:
        return f"{SOURCES.get(row.source_kind, row.source_kind)} {row.source_id}"

    @admin.display(description=_("language"), ordering="language")
    def in_language(self, row: Document | Rendering) -> str:
        return str(dict(settings.LANGUAGES).get(row.language, row.language))


class SourceKind(admin.SimpleListFilter):
    title = _("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(SOURCES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(source_kind=self.value()) if self.value() in SOURCES else queryset


class GivenUp(admin.SimpleListFilter):
    title = _("next attempt")
    parameter_name = "next"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("planned", _("planned")), ("none", _("none: given up"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Rendering]) -> QuerySet[Rendering]:
        known = self.value() in {"planned", "none"}
        return queryset.filter(next_attempt_at__isnull=self.value() == "none") if known else queryset


@admin.register(Rendering)
class RenderingAdmin(InWords, ReadOnly, admin.ModelAdmin):
    """Documents that wait or fail. Programs and letters are named by their UUID: no administrator reads them."""

    list_display = ["source", "in_language", "wanted_at", "attempts", "next_attempt_at", "last_error"]
    list_filter = [SourceKind, GivenUp]
    search_fields = ["source_id"]
    ordering = ["-attempts", "wanted_at"]
    actions = ["try_again_now"]

    @admin.action(description=_("Try again now"))
    def try_again_now(self, request: HttpRequest, queryset: QuerySet[Rendering]) -> None:
        number = try_again(Rendering.objects.filter(pk__in=queryset), at=timezone.now())
        text = ngettext("%d document is tried again now.", "%d documents are tried again now.", number)
        messages.info(request, text % number)


@admin.register(Document)
class DocumentAdmin(InWords, ReadOnly, admin.ModelAdmin):
    """What has been made and under which SHA-256; never changed, never removed."""

    list_display = ["source", "in_language", "rendered_at", "size", "sha256"]
    list_filter = [SourceKind]
    search_fields = ["sha256", "source_id"]
    ordering = ["-rendered_at"]
