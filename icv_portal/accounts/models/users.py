"""People. A user is deactivated, never deleted: the journal refers to them for ever."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from icv_portal.accounts.rules.notice_kinds import CHOSEN, EmailChoice, NoticeKind
from icv_portal.accounts.rules.roles import Role

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.db.models.fields.related_descriptors import RelatedManager


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, full_name: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email, full_name=full_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AuditedModel, AbstractBaseUser):
    """A person who signs in by e-mail. What they may do comes from their memberships alone."""

    journaled_as = "person"

    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("surname and given names"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="kk")
    reminder_emails = models.CharField(
        _("e-mails with reminders"),
        max_length=10,
        choices=choices_of(EmailChoice),
        default=EmailChoice.AT_ONCE,
        db_default=EmailChoice.AT_ONCE,
    )
    news_emails = models.CharField(
        _("e-mails with other notices"),
        max_length=10,
        choices=choices_of(EmailChoice),
        default=EmailChoice.AT_ONCE,
        db_default=EmailChoice.AT_ONCE,
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("entered on"), default=timezone.now, editable=False)

    objects = UserManager()
    emailaddress_set: "RelatedManager[EmailAddress]"
    history = AuditedRecords(excluded_fields=("password", "last_login"))

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_email")]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in lower case, as sign-in looks it up, and let former addresses open nothing any more."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or "email" in fields:
            self.emailaddress_set.exclude(email=self.email).delete()

    def wants_by_email(self, kind: str) -> EmailChoice:
        """When an e-mail about a notice of this kind is wanted; what is required comes at once."""
        chosen = {NoticeKind.REMINDER: self.reminder_emails, NoticeKind.NEWS: self.news_emails}
        return EmailChoice(chosen.get(NoticeKind(kind), EmailChoice.AT_ONCE))

    @property
    def daily_kinds(self) -> list[NoticeKind]:
        """Kinds of notices of which the person is told once a day."""
        return [kind for kind in CHOSEN if self.wants_by_email(kind) is EmailChoice.DAILY]

    @property
    def is_staff(self) -> bool:
        """May open Django admin: whoever is a portal administrator today."""
        return self.is_active and self._administers_portal

    @cached_property
    def _administers_portal(self) -> bool:
        """Asked dozens of times by one page of Django admin, which gets its own instance of the person."""
        return self.memberships.in_force(timezone.localdate()).filter(role=Role.PORTAL_ADMINISTRATOR).exists()

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("_administers_portal", None)
        super().refresh_from_db(*args, **kwargs)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
