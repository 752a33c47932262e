"""Django admin for people, organisations and legal settings. Nothing here is ever deleted."""

from datetime import date
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from icv_portal.accounts.feeds import end_feed
from icv_portal.accounts.journaling import legal_setting_entered
from icv_portal.accounts.models import (
    Absence,
    ApiToken,
    CalendarFeed,
    LegalSetting,
    Membership,
    Organization,
    OrganizationFact,
    User,
)
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.legal_settings import ANSWERS
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.sign_in_admin import HelpWithSigningIn, send_password_letter
from icv_portal.accounts.templatetags.portal import in_language
from icv_portal.accounts.tokens import end_token

# A person has one address, their own field, and rights come from memberships alone.
admin.site.unregister([EmailAddress, Group])


class KeptForever:
    """The journal refers to these rows: they are closed or deactivated, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _acting_administrator(request: HttpRequest) -> Membership:
    """Whoever administers the portal beside another role enters law and facts while acting as administrator only."""
    membership = cast(PortalRequest, request).membership
    if membership is None or membership.role != Role.PORTAL_ADMINISTRATOR:
        raise PermissionDenied
    return membership


class MembershipInline(KeptForever, admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user", "organization"]


class OrganizationFactInline(KeptForever, admin.TabularInline):
    model = OrganizationFact
    extra = 0


class PersonCreationForm(ModelForm):
    """Without a password: the person sets one by the letter that tells of the account."""

    class Meta:
        model = User
        fields = ["email", "full_name", "language"]

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return cast(User, super().save(commit))


class PersonChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PersonAdmin(KeptForever, HelpWithSigningIn, SimpleHistoryAdmin, UserAdmin):
    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ["full_name", "email", "language", "is_active", "second_factor"]
    list_filter = ["is_active", "language"]
    search_fields = ["full_name", "email"]
    ordering = ["full_name"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "full_name", "language"]}),
        (_("Access"), {"fields": ["is_active", "second_factor", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "full_name", "language"]})]
    readonly_fields = ["second_factor", "last_login", "date_joined"]
    inlines = [MembershipInline]

    def get_urls(self) -> list[URLPattern]:
        """Without Django's page on which an administrator would choose somebody else's password."""
        return [one for one in super().get_urls() if one.name != "auth_user_password_change"]

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            send_password_letter(request, obj)


@admin.register(Organization)
class OrganizationAdmin(KeptForever, SimpleHistoryAdmin):
    list_display = ["name_kk", "name_ru", "kind", "bin", "closed_on"]
    list_filter = ["kind"]
    search_fields = ["name_kk", "name_ru", "name_en", "bin"]
    inlines = [OrganizationFactInline, MembershipInline]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for instance in formset.save(commit=False):
            if isinstance(instance, OrganizationFact) and instance._state.adding:
                instance.entered_by = _acting_administrator(request).pk
            instance.save()
        formset.save_m2m()


@admin.register(Membership)
class MembershipAdmin(KeptForever, SimpleHistoryAdmin):
    list_display = ["user", "organization", "role", "position", "valid_from", "valid_until"]
    list_filter = ["role"]
    list_select_related = ["user", "organization"]
    search_fields = ["user__full_name", "user__email", "organization__name_kk", "organization__name_ru"]
    autocomplete_fields = ["user", "organization"]


class LegalSettingForm(ModelForm):
    def clean_in_force_from(self) -> date:
        day: date = self.cleaned_data["in_force_from"]
        if day < timezone.localdate():
            raise ValidationError(_("A new answer is in force from today at the earliest."))
        return day


@admin.register(LegalSetting)
class LegalSettingAdmin(KeptForever, admin.ModelAdmin):
    """A new answer is a new row from its day on; what was in force stays as it was."""

    form = LegalSettingForm
    list_display = ["key", "answer", "in_force_from", "basis", "entered_at"]
    list_filter = ["key"]

    @admin.display(description=_("answer"), ordering="value")
    def answer(self, setting: LegalSetting) -> str:
        words = ANSWERS.get(setting.value)
        return in_language(words) if words else setting.value

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: LegalSetting, form: ModelForm, change: bool) -> None:
        obj.entered_at = timezone.now()
        by = _acting_administrator(request)
        obj.entered_by = by.pk
        obj.save()
        legal_setting_entered(obj, by=by)


@admin.register(ApiToken)
class ApiTokenAdmin(KeptForever, SimpleHistoryAdmin):
    """Who has which; an administrator takes one back, and nothing else."""

    list_display = ["name", "membership", "beginning", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_select_related = ["membership__user", "membership__organization"]
    search_fields = ["name", "beginning", "membership__user__full_name", "membership__user__email"]
    actions = ["revoke"]
    fields = readonly_fields = [
        "name",
        "membership",
        "scopes",
        "beginning",
        "created_at",
        "expires_at",
        "last_used_at",
        "revoked_at",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Revoke the tokens chosen"), permissions=["view"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[ApiToken]) -> None:
        by, now = _acting_administrator(request), timezone.now()
        for token in chosen:
            end_token(token, by=by, at=now)
        self.message_user(request, _("The tokens open nothing any more."))


@admin.register(Absence)
class AbsenceAdmin(KeptForever, SimpleHistoryAdmin):
    """Who is away and who is written to instead, for organisations that ask an administrator to enter it."""

    list_display = ["membership", "first_day", "last_day", "substitute"]
    list_select_related = ["membership__user", "substitute__user"]
    search_fields = ["membership__user__full_name", "membership__user__email"]
    autocomplete_fields = ["membership", "substitute"]
    ordering = ["-first_day"]


@admin.register(CalendarFeed)
class CalendarFeedAdmin(KeptForever, SimpleHistoryAdmin):
    """Who has which; an administrator takes one back, and nothing else."""

    list_display = ["membership", "whole_organization", "created_at", "last_used_at", "revoked_at"]
    list_select_related = ["membership__user", "membership__organization"]
    search_fields = ["membership__user__full_name", "membership__user__email"]
    actions = ["revoke"]
    fields = readonly_fields = ["membership", "whole_organization", "created_at", "last_used_at", "revoked_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Revoke the feeds chosen"), permissions=["view"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[CalendarFeed]) -> None:
        by, now = _acting_administrator(request), timezone.now()
        for feed in chosen:
            end_feed(feed, by=by, at=now)
        self.message_user(request, _("The addresses open nothing any more."))
