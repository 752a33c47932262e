"""The events people are told of, and what a notice of one consists of."""

from dataclasses import dataclass, replace
from enum import StrEnum

from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.notice_kinds import NoticeKind


class Event(StrEnum):
    READY = "ready"
    READY_TAKEN_BACK = "ready_taken_back"
    RETURNED = "returned"
    FILED = "filed"
    REGISTERED = "registered"
    PROPOSED = "proposed"
    PRELIMINARY_DECISION = "preliminary_decision"
    OBJECTED = "objected"
    HEARD = "heard"
    AGREED = "agreed"
    REFUSED = "refused"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"
    TARGETS_CHANGED = "targets_changed"
    TERM_MOVED = "term_moved"
    TERM_ENDS = "term_ends"
    TERM_ENDS_TODAY = "term_ends_today"
    TERM_OVERDUE = "term_overdue"
    TERM_MISSED = "term_missed"
    ADOPTION_NEAR = "adoption_near"
    ADOPTION_TODAY = "adoption_today"
    ADOPTION_OVERDUE = "adoption_overdue"
    CALENDAR_MISSING = "calendar_missing"


@dataclass(frozen=True)
class Notice:
    """`title` is the subject of the e-mail, `advice` what to do next; the {places} of all three are filled alike.

    `kind` says whether its readers may choose when to be written to.
    """

    title: Label
    text: Label
    advice: Label
    kind: NoticeKind = NoticeKind.REQUIRED

    def format(self, **values: object) -> "Notice":
        parts = {name: getattr(self, name).format(**values) for name in ("title", "text", "advice")}
        return replace(self, **parts)
