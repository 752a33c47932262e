"""What an administrator is alarmed about: documents that could not be made, or are no longer as they were made."""

from dataclasses import dataclass

from django.db.models import Count, Q

from icv_portal.documents.models import Rendering


@dataclass(frozen=True)
class DocumentsAlarm:
    """`given_up` of the `failing` ones are not tried again unless an administrator asks."""

    failing: int
    given_up: int

    def __bool__(self) -> bool:
        return bool(self.failing)


def documents_alarm() -> DocumentsAlarm:
    """One query."""
    counted = Rendering.objects.failing().aggregate(
        failing=Count("pk"), given_up=Count("pk", filter=Q(next_attempt_at=None))
    )
    return DocumentsAlarm(**counted)
