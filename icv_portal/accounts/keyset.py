"""Keyset pages: the next page starts after the last row shown, so page 2,000 costs what page 1 costs."""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

PAGE_SIZE = 50
LOCAL_TIME = re.compile(r"[\d-]+[T ][\d:.,]+")


@dataclass(frozen=True)
class KeysetPage:
    """Rows of one page and the cursor of the next, empty on the last page; `is_first` tells the way back."""

    rows: list[Any]
    next_cursor: str
    is_first: bool


def keyset_page(
    queryset: models.QuerySet[Any], *, order: Sequence[str], cursor: str, size: int = PAGE_SIZE
) -> KeysetPage:
    """One page in `order`, whose last field makes it total; all fields not null. A cursor nobody gave = first page."""
    position = _decode(cursor, len(order))
    if position is not None:
        try:
            queryset = queryset.filter(_after(order, position))
        except (ValidationError, ValueError):
            position = None
    rows = list(queryset.order_by(*order)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return KeysetPage(rows, _encode(rows[-1], order) if more else "", position is None)


def _after(order: Sequence[str], position: Sequence[Any]) -> Q:
    """(a, b) > (x, y) spelled out, each field in its own direction, with a bound on the first for the index."""
    condition = Q()
    equal = Q()
    for field, value in zip(order, position, strict=True):
        name, comparison = (field[1:], "lt") if field.startswith("-") else (field, "gt")
        condition |= equal & Q(**{f"{name}__{comparison}": value})
        equal &= Q(**{name: value})
    first = order[0]
    bound = (f"{first[1:]}__lte", position[0]) if first.startswith("-") else (f"{first}__gte", position[0])
    return Q(bound) & condition


def _encode(row: Any, order: Sequence[str]) -> str:
    """Dates and moments in full ISO form: to the microsecond, or rows of one moment would be skipped."""
    values = (getattr(row, field.lstrip("-")) for field in order)
    texts = [value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode()


def _decode(cursor: str, length: int) -> list[str] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, RecursionError):  # not base64, not JSON, or brackets in brackets without end
        return None
    wanted = isinstance(values, list) and len(values) == length and all(map(_may_be_compared, values))
    return values if wanted else None


def _may_be_compared(value: Any) -> bool:
    """PostgreSQL has no text with a zero byte in it, and a moment without its time zone is none we gave."""
    return isinstance(value, str) and "\0" not in value and not LOCAL_TIME.fullmatch(value)
