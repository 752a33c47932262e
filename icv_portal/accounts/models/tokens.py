"""Tokens: how a program of a company or a state body acts for one membership through the API."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.accounts.models.memberships import Membership
from icv_portal.accounts.models.users import User
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.tokens import LONGEST_LIFE_DAYS, Scope

PREFIX = "icv_"
SHOWN = len(PREFIX) + 6
"""Characters of a token that stay readable, so that its owner can tell it from others."""


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def in_force(self, at: datetime) -> "ApiTokenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=at)

    def of_person(self, person: User) -> "ApiTokenQuerySet":
        """Of every membership the person has or had."""
        return self.filter(membership__user=person).select_related("membership__organization", "membership__user")

    def of_secret(self, secret: str) -> "ApiTokenQuerySet":
        return self.filter(sha256=sha256_of_secret(secret))


class ApiToken(AuditedModel):
    """What may be done with a secret, for whom and until when; of the secret itself only its SHA-256 is kept.

    A secret has 256 random bits, so that a plain SHA-256 cannot be turned back by guessing.
    """

    journaled_as = "api_token"

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    scopes = ArrayField(models.CharField(max_length=10, choices=choices_of(Scope)), verbose_name=_("what it may do"))
    beginning = models.CharField(_("beginning"), max_length=SHOWN, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()
    history = AuditedRecords(excluded_fields=("sha256", "last_used_at"))

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def scope_labels(self) -> list[Label]:
        return [scope.label for scope in Scope if scope in self.scopes]

    def keep(self, secret: str) -> None:
        self.sha256 = sha256_of_secret(secret)

    def save_unnoticed(self, update_fields: list[str]) -> None:
        """For what is no change anybody decided."""
        self.skip_history_when_saving = True
        self.save(update_fields=update_fields)

    def allows(self, scope: Scope) -> bool:
        return scope in self.scopes

    def clean(self) -> None:
        if self.expires_at > self.created_at + timedelta(days=LONGEST_LIFE_DAYS):
            raise ValidationError({"expires_at": _("A token is valid for a year at most.")})
        if self.expires_at <= self.created_at:
            raise ValidationError({"expires_at": _("The last day has passed already.")})


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def sha256_of_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
