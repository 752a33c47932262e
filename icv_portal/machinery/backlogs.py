"""What waits for the worker and what it has given up, queue by queue, and how to have it tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.models import Procedure, Term
from approvals.rules.reminders import reminder_day
from icv_portal.audit_trail.exports import WRITE_WANTED
from icv_portal.audit_trail.models import HistoryExport
from icv_portal.documents import rendering
from icv_portal.documents.models import Rendering
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS, Email, EmailQuerySet, InboxEntry
from programs.actions.purchases import IMPORT_WANTED
from programs.actions.spreadsheets.uploads import READ_WAITING
from programs.models import PurchaseImport, SpreadsheetUpload

Rows = QuerySet[Any]
STILL_OF_USE = timedelta(days=14)


@dataclass(frozen=True)
class Queue:
    """Rows the worker is to deal with. `waiting` are those due by a moment, `since` the field that says since when;
    `failed` those that nothing happens to any more until somebody has them tried again."""

    code: str
    title: Promise
    waiting: Callable[[datetime], Rows]
    since: str
    failed: Callable[[], Rows] | None = None
    retry: Callable[[datetime], int] | None = None


@dataclass(frozen=True)
class Backlog:
    """`oldest` is a moment, of reminders a day; None when nothing waits."""

    queue: Queue
    waiting: int
    oldest: Any
    failed: int


def backlogs(at: datetime) -> list[Backlog]:
    """Two queries for each queue that can fail, one for the others."""
    return [_backlog(queue, at) for queue in QUEUES]


def try_again(code: str, *, at: datetime) -> int:
    """Have all that failed in this queue tried now; how many. Raises LookupError for a queue there is not."""
    for queue in QUEUES:
        if queue.code == code and queue.retry is not None:
            return queue.retry(at)
    raise LookupError(code)


def _backlog(queue: Queue, at: datetime) -> Backlog:
    found = queue.waiting(at).order_by().aggregate(number=Count("pk"), oldest=Min(queue.since))
    return Backlog(queue, found["number"], found["oldest"], queue.failed().count() if queue.failed else 0)


def _emails_to_try_again() -> EmailQuerySet:
    """Those about a notice of the last days: the text of others is gone, and what is old helps nobody any more."""
    return Email.objects.came_back().filter(entry__isnull=False, failed_at__gte=timezone.now() - STILL_OF_USE)


def _retry_emails(at: datetime) -> int:
    nudge(SEND_EMAILS)
    return _emails_to_try_again().try_again(at)


def _retry_documents(at: datetime) -> int:
    return rendering.try_again(Rendering.objects.failing(), at=at)


def _retry(given_up: Callable[[], Rows], task: str) -> Callable[[datetime], int]:
    def again(at: datetime) -> int:
        nudge(task)
        return given_up().update(next_attempt_at=at, attempts=0)

    return again


QUEUES = (
    Queue(
        "term_reminders",
        _("Reminders of terms"),
        waiting=lambda at: Term.objects.to_remind_of(reminder_day(at)),
        since="remind_on",
    ),
    Queue(
        "adoption_reminders",
        _("Reminders of adoptions"),
        waiting=lambda at: Procedure.objects.to_remind_of(reminder_day(at)),
        since="remind_on",
    ),
    Queue(
        "notices",
        _("Notices without their e-mails"),
        waiting=lambda _at: InboxEntry.objects.unaddressed(),
        since="delivered_at",
    ),
    Queue(
        "emails",
        _("E-mails"),
        waiting=lambda at: Email.objects.due(at),
        since="next_attempt_at",
        failed=_emails_to_try_again,
        retry=_retry_emails,
    ),
    Queue(
        "documents",
        _("Documents"),
        waiting=lambda at: Rendering.objects.due(at),
        since="wanted_at",
        failed=lambda: Rendering.objects.failing(),
        retry=_retry_documents,
    ),
    Queue(
        "workbooks",
        _("Workbooks of the form"),
        waiting=lambda at: SpreadsheetUpload.objects.due(at),
        since="uploaded_at",
        failed=lambda: SpreadsheetUpload.objects.given_up(),
        retry=_retry(lambda: SpreadsheetUpload.objects.given_up(), READ_WAITING),
    ),
    Queue(
        "purchases",
        _("Lists of purchases"),
        waiting=lambda at: PurchaseImport.objects.due(at),
        since="uploaded_at",
        failed=lambda: PurchaseImport.objects.given_up(),
        retry=_retry(lambda: PurchaseImport.objects.given_up(), IMPORT_WANTED),
    ),
    Queue(
        "histories",
        _("Histories as files"),
        waiting=lambda at: HistoryExport.objects.due(at),
        since="wanted_at",
        failed=lambda: HistoryExport.objects.given_up(),
        retry=_retry(lambda: HistoryExport.objects.given_up(), WRITE_WANTED),
    ),
)
"""In the order in which people feel that they stand still."""
