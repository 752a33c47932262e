"""What somebody typed and sent when they were no longer signed in: it must reach them again, and nobody else."""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from icv_portal.accounts.models import KeptForm, User

KEPT_FOR = timedelta(days=1)
MOST_KEPT = 20
"""Of one person: the oldest give way."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
TOKEN = "csrfmiddlewaretoken"
SECRET = re.compile(r"password")
FOR_SIGNING_IN = ("account_", "mfa_")
"""Beginnings of the names of pages on which nothing is typed but what must not be kept."""
NOT_TYPED = frozenset({"version", "before", "shown_version", "do", "at_cell", "next", "languages"})
IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Fields = list[tuple[str, str]]


def fields_of(request: HttpRequest) -> Fields:
    """Names and values of a form as it was sent, in its order; without what is secret, which is typed anew."""
    page = request.resolver_match.url_name if request.resolver_match else None
    if request.method != "POST" or request.content_type not in FORMS or (page or "").startswith(FOR_SIGNING_IN):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != TOKEN and not SECRET.search(name)
    ]


def keep(request: HttpRequest, user: User, *, membership_id: str | None) -> KeptForm | None:
    """None when nothing was typed: a button can be pressed again."""
    fields = fields_of(request)
    if not any(typed(fields)):
        return None
    _make_room(user)
    return KeptForm.objects.create(
        user=user,
        membership_id=uuid.UUID(membership_id) if membership_id else None,
        path=request.get_full_path()[:500],
        fields=json.dumps(fields, ensure_ascii=True),  # a database takes no NUL, which stands escaped in here
        kept_at=timezone.now(),
    )


def _make_room(user: User) -> None:
    for old in KeptForm.objects.filter(user=user).order_by("-kept_at")[MOST_KEPT - 1 :]:
        old.delete()


def of_person(user: User, pk: uuid.UUID, *, at: datetime) -> KeptForm:
    """Raises DoesNotExist for another person's, and for one whose time is over."""
    return KeptForm.objects.get(pk=pk, user=user, kept_at__gt=at - KEPT_FOR)


def sent(kept: KeptForm) -> Fields:
    return [(name, value) for name, value in json.loads(kept.fields)]


def typed(fields: Fields) -> Iterator[str]:
    """What a person recognises as their own, without identifiers and numbers of versions."""
    return (
        value
        for name, value in fields
        if value.strip() and name not in NOT_TYPED and not IDENTIFIER.fullmatch(value.strip())
    )


def forget_old(*, at: datetime) -> None:
    KeptForm.objects.filter(kept_at__lte=at - KEPT_FOR).delete()
