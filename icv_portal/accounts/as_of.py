"""Who acted, as they were called then: name, position and organisation of that moment, not of today."""

import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from icv_portal.accounts.models import Membership, Organization, User

Act = tuple[uuid.UUID | None, datetime]
"""A membership and the moment it acted at; None for what the portal did by itself."""


@dataclass(frozen=True)
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
    """The people of some acts: three queries, however many acts there are."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._memberships = _histories(Membership, {pk for pk, _at in acts if pk is not None})
        rows = [row for history in self._memberships.values() for row in history]
        self._users = _histories(User, {row.user_id for row in rows})
        self._organizations = _histories(Organization, {row.organization_id for row in rows})
        self._people: dict[tuple[Any, ...], Person] = {}

    def who(self, membership_id: uuid.UUID | None, at: datetime) -> Person | None:
        """None for the portal itself, and for a membership nobody knows."""
        row = _as_of(self._memberships, membership_id, at)
        if row is None:
            return None
        user, organization = _as_of(self._users, row.user_id, at), _as_of(self._organizations, row.organization_id, at)
        called = (row, user, organization)
        if called not in self._people:  # a page shows the same few people over and over
            self._people[called] = self._person(row, user, organization)
        return self._people[called]

    def _person(self, row: Any, user: Any, organization: Any) -> Person:
        return Person(
            membership_id=row.id,
            name=user.full_name if user else "",
            position=row.instance.position_as_read,
            organization=organization.instance.name if organization else "",
            role=row.role,
        )


Histories = Mapping[uuid.UUID, list[Any]]


def _histories(model: Any, ids: set[uuid.UUID]) -> Histories:
    """History rows of these instances by id, the oldest first."""
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in model.history.filter(id__in=ids).order_by("history_date", "history_id"):
        found[row.id].append(row)
    return found


def _as_of(histories: Histories, pk: uuid.UUID | None, at: datetime) -> Any:
    """The row that held at a moment; for a moment before the first one that one."""
    rows = histories.get(pk, []) if pk else []
    place = bisect_right(rows, at, key=lambda row: row.history_date)
    return rows[max(place - 1, 0)] if rows else None
