"""Django admin of e-mails: what waits, what failed, and trying again. What a letter says is not shown here."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from icv_portal.outbox.models import Email, EmailQuerySet


class Delivery(admin.SimpleListFilter):
    title = _("delivery")
    parameter_name = "delivery"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("waiting")), ("sent", _("sent")), ("failed", _("failed for good"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Email]) -> QuerySet[Email]:
        chosen = {
            "waiting": {"next_attempt_at__isnull": False},
            "sent": {"sent_at__isnull": False},
            "failed": {"failed_at__isnull": False},
        }
        return queryset.filter(**chosen.get(self.value() or "", {}))


@admin.register(Email)
class EmailAdmin(admin.ModelAdmin):
    list_display = ["address", "about", "created_at", "sent_at", "next_attempt_at", "failed_at", "last_error"]
    list_filter = [Delivery]
    list_select_related = ["entry"]
    search_fields = ["address"]
    ordering = ["-created_at"]
    show_full_result_count = False
    fields = ["address", "language", "about", "created_at", "attempts", "next_attempt_at", "sent_at", "failed_at",
              "last_error"]  # fmt: skip
    actions = ["try_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("about"))
    def about(self, email: Email) -> str:
        """The kind of notice alone: administrators read no programs."""
        if email.entry:
            return email.entry.event
        return str(_("daily e-mail") if email.organizations else _("password"))

    @admin.action(description=_("Try again"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: EmailQuerySet) -> None:
        number = queryset.try_again(timezone.now())
        told = ngettext("%(number)d e-mail will be tried again.", "%(number)d e-mails will be tried again.", number)
        messages.info(request, told % {"number": number})
