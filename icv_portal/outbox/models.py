"""The portal's inbox, the place of delivery: one entry per key, whatever happens twice. E-mail tells of it."""

import hashlib
import textwrap
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

import pgtrigger
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icv_portal.jobs import nudge
from icv_portal.journal.insert_only import never_removed
from icv_portal.journal.models import Audience, record

ADDRESS_NOTICES = "icv_portal.accounts.tasks.address_notices"
SEND_EMAILS = "icv_portal.outbox.tasks.send_emails"
"""The sweeps that make e-mails of notices, and that send them; the worker knows them by name."""

REQUIRED = "required"
"""The kind of a notice whose e-mail nobody chooses to do without; other kinds mean something to whoever addresses."""
CHOSEN_KINDS = ("reminder", "news")
"""Those of which a person chooses when to be written to."""
LONGEST_TITLE = 200
NO_READER = "no longer a reader"
"""Why an e-mail was not sent whose person has left since it was made."""
OPENED_ALREADY = pgtrigger.Q(old__opened_at__isnull=False) & (
    pgtrigger.Q(old__opened_at__df=pgtrigger.F("new__opened_at"))
    | pgtrigger.Q(old__opened_by_id__df=pgtrigger.F("new__opened_by_id"))
)


@dataclass(frozen=True)
class Wording:
    """What a notice says in one language: `advice` is what to do next, `facts` are pairs of a name and a value."""

    title: str
    text: str
    advice: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reader:
    """A membership by its ids, as the journal names who acted."""

    id: uuid.UUID
    organization_id: uuid.UUID


UNREAD = """
SELECT count(*) FROM (
    SELECT FROM outbox_inboxentry
    WHERE organization_id = %s AND opened_at IS NULL AND roles && %s::varchar[]
    LIMIT %s
) AS unread
"""
"""Asked for every page: putting it together anew each time costs ten times what it takes to answer."""


class InboxEntryQuerySet(models.QuerySet["InboxEntry"]):
    def addressed_to(self, *, organization_id: uuid.UUID, roles: Collection[str]) -> "InboxEntryQuerySet":
        return self.filter(organization_id=organization_id, roles__overlap=list(roles))

    def unread(self) -> "InboxEntryQuerySet":
        return self.filter(opened_at=None)

    def count_unread(self, *, organization_id: uuid.UUID, roles: Collection[str], most: int) -> int:
        """Notices addressed to one of these roles of an organisation that nobody has opened, counted up to `most`."""
        with connection.cursor() as cursor:
            cursor.execute(UNREAD, [organization_id, list(roles), most])
            counted: int = cursor.fetchone()[0]
        return counted

    def unaddressed(self) -> "InboxEntryQuerySet":
        """Those nobody has been sent an e-mail about yet, the oldest first."""
        return self.filter(addressed_at=None).order_by("delivered_at", "id")


class InboxEntry(models.Model):
    """A notice in an organisation's inbox, for the people there who hold one of `roles`.

    The texts are those delivered, in each language; `facts` holds pairs of name and value by language; `link` is a path
    in the portal; `sender_id` is the organisation whose act it tells of, None for the portal itself. `calendar_day`
    goes with the e-mail as an entry for calendars, which `calendar_uid` names and `calendar_titles` call in each
    language. The moment of delivery starts the term of rework (p. 15), so the database keeps a notice as delivered, and
    its first opening.
    `addressed_at` is when the e-mails to those people were put into the outbox.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    organization_id = models.UUIDField()
    roles = ArrayField(models.CharField(max_length=40))
    event = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, default=REQUIRED, db_default=REQUIRED)
    subject_id = models.UUIDField()
    sender_id = models.UUIDField(null=True)
    title_kk = models.CharField(max_length=LONGEST_TITLE, blank=True, default="", db_default="")
    title_ru = models.CharField(max_length=LONGEST_TITLE, blank=True, default="", db_default="")
    title_en = models.CharField(max_length=LONGEST_TITLE, blank=True, default="", db_default="")
    text_kk = models.TextField()
    text_ru = models.TextField()
    text_en = models.TextField()
    advice_kk = models.TextField(blank=True, default="", db_default="")
    advice_ru = models.TextField(blank=True, default="", db_default="")
    advice_en = models.TextField(blank=True, default="", db_default="")
    facts = models.JSONField(default=dict, db_default={})
    link = models.CharField(max_length=200)
    calendar_day = models.DateField(null=True)
    calendar_uid = models.CharField(max_length=60, blank=True, default="", db_default="")
    calendar_titles = models.JSONField(default=dict, db_default={})
    delivered_at = models.DateTimeField()
    addressed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by_id = models.UUIDField(null=True)

    objects = InboxEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["organization_id", "-delivered_at", "-id"], name="inbox_newest_first"),
            # with the roles, so that counting a body's thousands up to 99 reads no row of the table
            models.Index(
                fields=["organization_id"],
                include=["roles"],
                condition=models.Q(opened_at=None),
                name="inbox_unread",
            ),
            models.Index(fields=["delivered_at"], condition=models.Q(addressed_at=None), name="inbox_unaddressed"),
            models.Index(fields=["subject_id", "delivered_at"], name="inbox_of_subject"),
        ]
        triggers = [
            *never_removed(),
            pgtrigger.ReadOnly(name="as_delivered", exclude=["opened_at", "opened_by_id", "addressed_at"]),
            pgtrigger.Protect(name="first_opening", operation=pgtrigger.Update, condition=OPENED_ALREADY),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def saying(
        cls,
        wordings: Mapping[str, Wording],
        *,
        key: str,
        organization_id: uuid.UUID,
        roles: Iterable[str],
        event: str,
        kind: str = REQUIRED,
        subject_id: uuid.UUID,
        link: str,
        at: datetime,
        sender_id: uuid.UUID | None = None,
        calendar_day: date | None = None,
        calendar_uid: str = "",
        calendar_titles: Mapping[str, str] | None = None,
    ) -> "InboxEntry":
        """A notice to be delivered: a wording for each of kk, ru and en; too long a title ends with an ellipsis."""
        return cls(
            key=key,
            organization_id=organization_id,
            sender_id=sender_id,
            roles=sorted(roles),
            event=event,
            kind=kind,
            subject_id=subject_id,
            facts={code: wordings[code].facts for code in ("kk", "ru", "en")},
            link=link,
            calendar_day=calendar_day,
            calendar_uid=calendar_uid,
            calendar_titles=dict(calendar_titles or {}),
            delivered_at=at,
            **_columns(wordings),
        )

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return self.as_read.text

    @property
    def as_read(self) -> Wording:
        """All it says in the reader's language."""
        return self.wording(get_language() or "")

    def wording(self, language: str) -> Wording:
        """All it says, in `kk`, `ru` or `en`; Kazakh for any other language."""
        code = language if language in ("ru", "en") else "kk"
        title, text, advice = (getattr(self, f"{name}_{code}") for name in ("title", "text", "advice"))
        return Wording(title, text, advice, tuple((name, value) for name, value in self.facts.get(code, ())))

    def open(self, *, by_id: uuid.UUID, at: datetime) -> None:
        """Keep the first opening, in the organisation's chain of the journal, too; a second one changes nothing."""
        unopened = InboxEntry.objects.unread().filter(pk=self.pk)
        with transaction.atomic():
            if self.opened_at is None and unopened.update(opened_at=at, opened_by_id=by_id):
                self.opened_at, self.opened_by_id = at, by_id
                record(
                    chain_id=self.organization_id,
                    subject_kind="notice",
                    subject_id=self.pk,
                    event="notice_opened",
                    by=Reader(by_id, self.organization_id),
                    at=at,
                    audience=Audience.STAFF,
                )


def deliver(*notices: InboxEntry) -> list[InboxEntry]:
    """Put notices into the inboxes of their organisations; a key delivered before gives the entry that is there."""
    # half the statements of get_or_create, which needs a savepoint: every step of the procedure waits for this
    InboxEntry.objects.bulk_create(notices, ignore_conflicts=True)
    there = dict(InboxEntry.objects.filter(key__in=[one.key for one in notices]).values_list("key", "pk"))
    if any(there[one.key] == one.pk for one in notices):
        nudge(ADDRESS_NOTICES)
    return [one if there[one.key] == one.pk else InboxEntry.objects.get(key=one.key) for one in notices]


def one_line(text: str) -> str:
    """For titles and subjects: without line breaks, cut between two words where it is too long."""
    return textwrap.shorten(text, LONGEST_TITLE, placeholder=" …")


def _columns(wordings: Mapping[str, Wording]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for code in ("kk", "ru", "en"):
        wording = wordings[code]
        columns |= {f"title_{code}": one_line(wording.title), f"text_{code}": wording.text}
        columns[f"advice_{code}"] = wording.advice
    return columns


class EmailQuerySet(models.QuerySet["Email"]):
    def due(self, at: datetime) -> "EmailQuerySet":
        """Those to be tried now, the oldest first."""
        return self.filter(next_attempt_at__lte=at).order_by("next_attempt_at", "id")

    def overdue(self, since: datetime) -> "EmailQuerySet":
        """Those due since then, and those older than it that a server puts off because it refuses the portal."""
        put_off = models.Q(next_attempt_at__isnull=False, attempts=0, created_at__lte=since) & ~models.Q(last_error="")
        return self.filter(models.Q(next_attempt_at__lte=since) | put_off)

    def failed(self) -> "EmailQuerySet":
        """Those that will not be tried any more."""
        return self.filter(failed_at__isnull=False)

    def came_back(self) -> "EmailQuerySet":
        """Those that failed for good on their way to somebody who is to be written to."""
        return self.failed().exclude(last_error=NO_READER)

    def returned(self) -> "EmailQuerySet":
        """Those that came back from an address that has taken none since."""
        taken_since = Email.objects.filter(address=models.OuterRef("address"), sent_at__gt=models.OuterRef("failed_at"))
        return self.came_back().exclude(models.Exists(taken_since))

    def try_again(self, at: datetime) -> int:
        """Make those that failed due once more, at the address their person has by now; how many.

        A password's letter is not kept: it is asked for anew.
        """
        person = get_user_model()._default_manager.filter(pk=models.OuterRef("user_id"))
        address = Coalesce(models.Subquery(person.values("email")), models.F("address"))
        again = self.failed().filter(entry__isnull=False)
        return again.update(address=address, next_attempt_at=at, attempts=0, failed_at=None, last_error="")


class Email(models.Model):
    """One e-mail to one person: made in the transaction of what it tells of, sent later, at least once.

    About a notice it has an `entry` and no text of its own; other letters (a password's) bring subject, text and html,
    which are wiped once they are sent. One that tells of `organizations` goes to whoever is in all of them.
    `next_attempt_at` is None when nothing is left to do: it was sent, or has failed for good, which is shown and stops
    no term.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("key"), max_length=250, unique=True)
    entry = models.ForeignKey(InboxEntry, null=True, on_delete=models.PROTECT, related_name="emails")
    user_id = models.UUIDField(null=True)
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    organizations = ArrayField(models.UUIDField(), default=list, db_default=[])
    created_at = models.DateTimeField(_("created at"))
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failed_at = models.DateTimeField(_("failed for good at"), null=True)

    objects = EmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], condition=models.Q(next_attempt_at__isnull=False), name="email_due"
            ),
            models.Index(fields=["-failed_at"], condition=models.Q(failed_at__isnull=False), name="email_failed"),
            models.Index(fields=["address", "sent_at"], name="email_of_address"),
            models.Index(fields=["-created_at"], name="email_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.address}, {self.created_at:%d.%m.%Y %H:%M}"

    @property
    def message_id(self) -> str:
        """Fixed by the key: a mail program shows a letter that was sent twice once."""
        host = urlsplit(settings.BASE_URL).hostname or "localhost"
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:40]}@{host}>"
