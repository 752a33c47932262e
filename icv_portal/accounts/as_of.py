"""Who acted, as they were called then: name, position and organisation of that moment, not of today."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import get_language

Act = tuple[uuid.UUID | None, datetime]
"""A membership and the moment it acted at; None for what the portal did by itself."""

ROW_THEN = """
LATERAL (
    SELECT * FROM accounts_historical{model} WHERE id = {id}
    ORDER BY history_date > act.at, abs(extract(epoch FROM history_date - act.at)),
        CASE WHEN history_date > act.at THEN history_id ELSE -history_id END
    LIMIT 1
)
"""
"""The row of a history that held at a moment; for a moment before the first one that one."""

PEOPLE_THEN = f"""
SELECT act.membership, act.at, coalesce(person.full_name, ''), membership.position, membership.position_ru,
    organization.name_kk, organization.name_ru, organization.name_en, membership.role
FROM unnest(%s::uuid[], %s::timestamptz[]) AS act (membership, at)
JOIN {ROW_THEN.format(model="membership", id="act.membership")} membership ON true
LEFT JOIN {ROW_THEN.format(model="user", id="membership.user_id")} person ON true
LEFT JOIN {ROW_THEN.format(model="organization", id="membership.organization_id")} organization ON true
"""


@dataclass(frozen=True, slots=True)
class Person:
    """In the reader's language; `role` is a code."""

    membership_id: uuid.UUID
    name: str
    position: str
    organization: str
    role: str

    def __str__(self) -> str:
        return f"{self.name}, {self.position}, {self.organization}"


class PeopleAsOf:
    """The people of some acts: one query, however many acts there are."""

    def __init__(self, acts: Iterable[Act]) -> None:
        by_people = {act for act in acts if act[0] is not None}
        self._people: dict[Act, Person] = _people(by_people) if by_people else {}

    def who(self, membership_id: uuid.UUID | None, at: datetime) -> Person | None:
        """Of one of the acts; None for the portal itself, and for a membership nobody knows."""
        return self._people.get((membership_id, at))


def _people(acts: Iterable[Act]) -> dict[Act, Person]:
    memberships, moments = zip(*acts, strict=True)
    language = get_language()
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE_THEN, [list(memberships), list(moments)])
        return {
            (pk, at): Person(
                membership_id=pk,
                name=name,
                position=(position_ru if language == "ru" else "") or position,
                organization={"ru": name_ru, "en": name_en}.get(language or "", name_kk) or "",
                role=role,
            )
            for pk, at, name, position, position_ru, name_kk, name_ru, name_en, role in cursor.fetchall()
        }
