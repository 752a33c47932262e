"""What an administrator is alarmed about: documents that could not be made, wait too long, or are no longer as made."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from icv_portal.documents.models import Rendering


@dataclass(frozen=True)
class DocumentsAlarm:
    """`given_up` of the `failing` ones are not tried again unless an administrator asks; `overdue` ones only wait."""

    failing: int
    given_up: int
    overdue: int

    def __bool__(self) -> bool:
        return bool(self.failing or self.overdue)


def documents_alarm() -> DocumentsAlarm:
    """Two queries."""
    failing = Rendering.objects.failing().aggregate(
        failing=Count("pk"), given_up=Count("pk", filter=Q(next_attempt_at=None))
    )
    return DocumentsAlarm(**failing, overdue=Rendering.objects.overdue(timezone.now()).count())
