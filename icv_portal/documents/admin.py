from typing import Any

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


@admin.register(Rendering)
class RenderingAdmin(ReadOnly, admin.ModelAdmin):
    """Documents that wait or fail. Programs and letters are named by their UUID: no administrator reads them."""

    list_display = ["__str__", "wanted_at", "attempts", "next_attempt_at", "last_error"]
    list_filter = ["source_kind", ("next_attempt_at", admin.EmptyFieldListFilter)]
    search_fields = ["source_id"]
    ordering = ["-attempts", "wanted_at"]
    actions = ["try_again_now"]

    @admin.action(description=_("Try again now"))
    def try_again_now(self, request: HttpRequest, queryset: QuerySet[Rendering]) -> None:
        number = try_again(Rendering.objects.filter(pk__in=queryset), at=timezone.now())
        text = ngettext("%d document is tried again now.", "%d documents are tried again now.", number)
        messages.info(request, text % number)


@admin.register(Document)
class DocumentAdmin(ReadOnly, admin.ModelAdmin):
    """What has been made and under which SHA-256; never changed, never removed."""

    list_display = ["__str__", "rendered_at", "size", "sha256"]
    list_filter = ["source_kind", "language"]
    search_fields = ["sha256", "source_id"]
    ordering = ["-rendered_at"]
