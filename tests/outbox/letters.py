"""E-mails that wait to be sent."""

import uuid
from datetime import datetime
from typing import Any

from icv_portal.outbox.models import Email, InboxEntry, Wording, deliver
from tests.factories.moments import moment

AT = moment("2026-09-07")
WORDINGS = {
    "kk": Wording("Бағдарлама келісуге түсті", "Ол келді.", "Ашып қараңыз.", (("Кезең", "2027-2029"),)),
    "ru": Wording("Программа поступила", "Она пришла.", "Откройте её.", (("Период", "2027-2029"),)),
    "en": Wording("A program came", "It has come.", "Open it.", (("Period", "2027-2029"),)),
}


def notice(**changes: Any) -> InboxEntry:
    fields: dict[str, Any] = {
        "key": f"filed:{uuid.uuid4()}",
        "organization_id": uuid.UUID(int=1),
        "roles": ["regulator_head"],
        "event": "filed",
        "subject_id": uuid.UUID(int=3),
        "wordings": WORDINGS,
        "link": "/programs/3/",
        "at": AT,
    }
    [entry] = deliver(InboxEntry.saying(**fields | changes))
    return entry


def email(address: str, *, entry: InboxEntry | None = None, due: datetime | None = AT, **changes: Any) -> Email:
    """About a notice, unless it brings a text of its own."""
    about = entry or (None if "text" in changes else notice())
    fields: dict[str, Any] = {
        "key": f"{about.key}:{address}" if about else str(uuid.uuid4()),
        "entry": about,
        "address": address,
        "language": "kk",
        "created_at": AT,
        "next_attempt_at": due,
    }
    return Email.objects.create(**fields | changes)
