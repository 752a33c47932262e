"""Signing in: who was locked out for a while, and what was typed when a session had ended."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models.users import User


class SignInLockQuerySet(models.QuerySet["SignInLock"]):
    def in_force(self, at: datetime) -> "SignInLockQuerySet":
        return self.filter(until__gt=at, lifted_at=None)

    def unhandled(self) -> "SignInLockQuerySet":
        """Those whose person has not been looked for yet."""
        return self.filter(is_handled=False).order_by("locked_at")


class SignInLock(models.Model):
    """After too many failures nobody signs in as `email` from `address` until then, whether that person exists or not.

    `told_at` is when the person was written to, None where there is none or where they were told of another lock
    shortly before; `lifted_by` the administrator's membership, None when the person set a new password.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"))
    address = models.GenericIPAddressField(_("network address"))
    locked_at = models.DateTimeField(_("locked at"))
    until = models.DateTimeField(_("locked until"))
    is_handled = models.BooleanField(default=False)
    told_at = models.DateTimeField(_("person written to at"), null=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.UUIDField(null=True)

    objects = SignInLockQuerySet.as_manager()

    class Meta:
        verbose_name = _("locked sign-in")
        verbose_name_plural = _("locked sign-ins")
        ordering = ["-locked_at"]
        indexes = [
            models.Index(fields=["email", "-locked_at"], name="locks_of_email"),
            models.Index(fields=["locked_at"], condition=models.Q(is_handled=False), name="locks_unhandled"),
        ]

    def __str__(self) -> str:
        return self.email

    def is_in_force(self, at: datetime) -> bool:
        return self.lifted_at is None and at < self.until


class KeptForm(models.Model):
    """What a person sent when their session had ended: kept for them alone until they have signed in again.

    `fields` is a JSON list of pairs of name and value, in the order of the form, without passwords and codes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    membership_id = models.UUIDField(null=True)
    path = models.CharField(max_length=500)
    fields = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        indexes = [models.Index(fields=["user", "-kept_at"], name="kept_forms_of_person")]

    def __str__(self) -> str:
        return self.path
