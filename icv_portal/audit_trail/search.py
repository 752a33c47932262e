"""What a search finds in the journal: numbers of letters, hashes, names, and words of reasonings."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from approvals.models import GroundForRefusal, HearingMinutes, Letter, Objection, Procedure
from approvals.models.words import query_of, words_of
from icv_portal.accounts.models import Membership, Organization, User

MOST_FOUND = 200
"""Of each kind of thing found: who finds more has to say more."""


class FitsTooMuch(Exception):
    """What was typed fits more than MOST_FOUND things of one kind: a list of the first ones would look complete."""


HASH = re.compile(r"[0-9a-f]{8,64}", re.IGNORECASE)
LETTER = re.compile(r"(\d{1,9})/(\d{4})")


def found_by(text: str) -> Q:
    """Entries that fit what was typed; nothing fits a text of spaces. Raises FitsTooMuch, as the two below do."""
    text = text.strip()
    if (exact := _as_id(text)) is not None:
        return Q(pk=exact) | Q(chain_id=exact) | Q(subject_id=exact)
    if letter := LETTER.fullmatch(text):
        sequence, year = map(int, letter.groups())
        return Q(subject_id__in=_ids(Letter.objects.filter(sequence=sequence, year=year), "procedure"))
    found = Q(version_sha256__startswith=text.lower()) if HASH.fullmatch(text) else Q(pk=None)
    companies = _organizations(text)
    people = _ids(User.objects.filter(full_name__icontains=text), "pk")
    members = _ids(Membership.objects.filter(user__in=people), "pk")
    procedures = {*_of_customers(companies), *_reasoned(text)}
    return (
        found
        | Q(subject_id__in=procedures)
        | Q(chain_id__in=[*companies, *people])
        | Q(membership_id__in=members)
        | Q(subject_id__in=members)
    )


def organizations_called(text: str) -> list[UUID]:
    """By BIN or a part of the name in any language."""
    return _organizations(text)


def members_called(text: str) -> list[UUID]:
    """Memberships of the people with this in their name or as their e-mail."""
    people = User.objects.filter(Q(full_name__icontains=text) | Q(email__iexact=text))
    return _ids(Membership.objects.filter(user__in=_ids(people, "pk")), "pk")


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _organizations(text: str) -> list[UUID]:
    called = Q(bin__startswith=text)
    for field in ("name_kk", "name_ru", "name_en"):
        called |= Q(**{f"{field}__icontains": text})
    return _ids(Organization.objects.filter(called), "pk")


def _of_customers(companies: Iterable[UUID]) -> list[UUID]:
    return _ids(Procedure.objects.filter(customer__in=companies), "pk")


def _reasoned(text: str) -> list[UUID]:
    """Procedures with these words in a ground for refusal, an objection or the minutes of a hearing."""
    grounds = _worded(GroundForRefusal.objects.all(), text, "reasoning_kk", "reasoning_ru")
    objections = _worded(Objection.objects.all(), text, "text")
    minutes = _worded(HearingMinutes.objects.all(), text, "text")
    decision = "preliminary_decision__consideration__procedure"
    return [*_ids(grounds, "consideration__procedure"), *_ids(objections, decision), *_ids(minutes, decision)]


def _worded(rows: QuerySet[Model], text: str, *columns: str) -> QuerySet[Model]:
    return rows.annotate(words=words_of(*columns)).filter(words=query_of(text))


def _ids(rows: QuerySet[Model], field: str) -> list[UUID]:
    ids = list(rows.order_by().values_list(field, flat=True).distinct()[: MOST_FOUND + 1])
    if len(ids) > MOST_FOUND:
        raise FitsTooMuch
    return ids
