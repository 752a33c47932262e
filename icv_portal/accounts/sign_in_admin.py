"""Django admin of signing in: locks and their lifting; letters for a password; resetting a lost second factor.

No administrator ever sets another person's password: the person does, by a letter to their own address.
"""

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from icv_portal.accounts.forms import PasswordResetForm
from icv_portal.accounts.models import SignInLock, User
from icv_portal.accounts.second_factor import reset_second_factor
from icv_portal.accounts.sign_in_locks import lift

if TYPE_CHECKING:
    PersonAdminBase = admin.ModelAdmin[User]
else:
    PersonAdminBase = object

# Secrets of second factors are nobody's to look at.
admin.site.unregister(Authenticator)


@admin.register(SignInLock)
class SignInLockAdmin(admin.ModelAdmin):
    """What is locked now, and was in the last three months; nothing is entered or deleted by hand."""

    list_display = ["email", "address", "locked_at", "until", "is_locked", "told_at", "lifted_at"]
    search_fields = ["email"]
    show_full_result_count = False
    fields = ["email", "address", "locked_at", "until", "told_at", "lifted_at"]
    actions = ["lift_locks"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("locked now"), boolean=True)
    def is_locked(self, lock: SignInLock) -> bool:
        return lock.is_in_force(timezone.now())

    @admin.action(description=_("Lift the lock"), permissions=["view"])
    def lift_locks(self, request: Any, queryset: QuerySet[SignInLock]) -> None:
        at = timezone.now()
        locks = [lock for lock in queryset if lock.is_in_force(at)]
        for lock in locks:
            lift(lock, by=request.membership, at=at)
        told = ngettext("%(number)d lock was lifted.", "%(number)d locks were lifted.", len(locks))
        self.message_user(request, told % {"number": len(locks)}, messages.SUCCESS)


class HelpWithSigningIn(PersonAdminBase):
    """What an administrator does for people who cannot sign in."""

    actions = ["send_password_letters", "reset_second_factors"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return super().get_queryset(request).annotate(has_second_factor=Exists(factor))

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return bool(user.has_second_factor)  # type: ignore[attr-defined]  # annotated above

    @admin.action(description=_("Send a letter for setting a new password"), permissions=["change"])
    def send_password_letters(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = list(queryset.filter(is_active=True))
        for user in people:
            send_password_letter(request, user)
        told = ngettext("%(number)d letter is on its way.", "%(number)d letters are on their way.", len(people))
        self.message_user(request, told % {"number": len(people)}, messages.SUCCESS)

    @admin.action(description=_("Reset the second factor"), permissions=["change"])
    def reset_second_factors(self, request: Any, queryset: QuerySet[User]) -> None:
        number = sum(reset_second_factor(user, by=request.membership) for user in queryset)
        told = ngettext("%(number)d second factor was reset.", "%(number)d second factors were reset.", number)
        self.message_user(request, told % {"number": number}, messages.SUCCESS)


def send_password_letter(request: HttpRequest, user: User) -> None:
    """The letter the person could ask for on the sign-in page; for a new account it says so."""
    form = PasswordResetForm({"email": user.email})
    if form.is_valid():
        form.save(request)
