"""Keyset pages: the next page starts after the last row shown, so page 2,000 costs what page 1 costs."""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Value

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
    """One page in `order`: fields of one direction, not null, the last of which makes it total.

    A cursor nobody gave = first page.
    """
    position = _decode(cursor, len(order))
    if position is not None:
        try:
            queryset = queryset.filter(_after(queryset.model, order, position))
        except (ValidationError, ValueError):
            position = None
    rows = list(queryset.order_by(*order)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return KeysetPage(rows, _encode(rows[-1], order) if more else "", position is None)


class After(Func):
    """(a, b) > (x, y) as one comparison of rows, which an index on (a, b) answers from that place on."""

    output_field = models.BooleanField()

    def __init__(self, fields: Sequence[Any], values: Sequence[Any], comparison: str) -> None:
        here = [F(field.name) for field in fields]
        there = [Value(_checked(field, value), output_field=field) for field, value in zip(fields, values, strict=True)]
        super().__init__(*here, *there)
        self.comparison = comparison

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        half = len(compiled) // 2
        here, there = (", ".join(sql for sql, _params in side) for side in (compiled[:half], compiled[half:]))
        return f"({here}) {self.comparison} ({there})", tuple(param for _sql, params in compiled for param in params)


def _checked(field: Any, value: str) -> Any:
    """Raises ValidationError for what no row can hold, which the database may not even be able to compare with."""
    checked = field.to_python(value)
    field.run_validators(checked)
    return checked


def _after(model: type[models.Model], order: Sequence[str], position: Sequence[Any]) -> After:
    """The rows behind a position; all fields of an order run in one direction."""
    downwards = order[0].startswith("-")
    fields = [model._meta.get_field(name.lstrip("-")) for name in order]
    return After(fields, position, "<" if downwards else ">")


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
