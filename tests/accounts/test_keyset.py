"""Keyset pages over random rows: every row once, in order, whatever the size. A cursor nobody gave does no harm."""

import base64
import json
import uuid
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from icv_portal.accounts.keyset import keyset_page
from icv_portal.outbox.models import InboxEntry
from programs.models import PurchaseLine
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
NEWEST_FIRST = ("-delivered_at", "-id")
ORDERS = st.sampled_from([NEWEST_FIRST, ("delivered_at", "id"), ("event", "delivered_at", "id"), ("-event", "-id")])
AT = moment("2026-09-07")
# few moments and a microsecond between them, so that many rows are equal in the first field
MOMENTS = st.sampled_from([AT, AT + timedelta(microseconds=1), AT + timedelta(seconds=1), AT + timedelta(days=1)])
ROWS = st.lists(st.tuples(MOMENTS, st.sampled_from(["agreed", "filed", "Үлгі №1"])), max_size=25)


def insert(rows: list[tuple[datetime, str]]) -> None:
    InboxEntry.objects.bulk_create(
        InboxEntry(
            key=str(uuid.uuid4()),
            organization_id=uuid.UUID(int=1),
            roles=["drafter"],
            event=event,
            subject_id=uuid.UUID(int=2),
            link="/",
            delivered_at=at,
        )
        for at, event in rows
    )


def pages(order: tuple[str, ...], size: int) -> list[list[InboxEntry]]:
    found: list[list[InboxEntry]] = []
    cursor = ""
    while not found or cursor:
        page = keyset_page(InboxEntry.objects.all(), order=order, cursor=cursor, size=size)
        assert page.is_first is not bool(found)
        found.append(page.rows)
        cursor = page.next_cursor
    return found


@settings(max_examples=40)
@given(ROWS, ORDERS, st.integers(1, 6))
def test_pages_hold_every_row_once_and_in_order(rows, order, size):
    with transaction.atomic():
        insert(rows)
        found = pages(order, size)
        assert [row for page in found for row in page] == list(InboxEntry.objects.order_by(*order))
        assert [len(page) for page in found[:-1]] == [size] * (len(found) - 1)
        assert len(found) == 1 or found[-1]
        transaction.set_rollback(True)


def test_a_row_that_comes_between_two_pages_shifts_nothing():
    insert([(AT + timedelta(days=n), "filed") for n in range(4)])
    first = keyset_page(InboxEntry.objects.all(), order=NEWEST_FIRST, cursor="", size=2)
    insert([(AT + timedelta(days=9), "filed")])
    second = keyset_page(InboxEntry.objects.all(), order=NEWEST_FIRST, cursor=first.next_cursor, size=2)
    assert [row.delivered_at for row in first.rows + second.rows] == [AT + timedelta(days=n) for n in (3, 2, 1, 0)]
    assert second.next_cursor == ""


def test_every_page_is_one_query(django_assert_num_queries):
    insert([(AT, "filed")] * 5)
    cursor = ""
    for _ in range(3):
        with django_assert_num_queries(1):
            cursor = keyset_page(InboxEntry.objects.all(), order=NEWEST_FIRST, cursor=cursor, size=2).next_cursor


def cursor_of(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


ID = str(uuid.UUID(int=7))
NOBODY_GAVE = [
    "x",
    "=",
    "%00",
    "ұ",
    cursor_of({}),
    cursor_of([]),
    cursor_of(["2026-09-07T10:00:00+05:00"]),
    cursor_of(["2026-09-07T10:00:00+05:00", ID, ID]),
    cursor_of(["2026-09-07T10:00:00+05:00", 7]),
    cursor_of(["yesterday", ID]),
    cursor_of(["2026-13-41T10:00:00+05:00", ID]),
    cursor_of(["2026-09-07T10:00:00+05:00", "7"]),
    cursor_of(["2026-09-07T10:00:00", ID]),
    cursor_of(["0001-01-01T00:00:00+14:00", ID]),
    cursor_of(["9999-12-31T23:59:59-14:00", ID]),
    cursor_of(["\x00", ID]),
    base64.urlsafe_b64encode(b"[" * 5000).decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
]


@pytest.mark.parametrize("cursor", NOBODY_GAVE)
def test_a_cursor_nobody_gave_never_fails(cursor):
    insert([(AT, "filed")] * 3)
    page = keyset_page(InboxEntry.objects.all(), order=NEWEST_FIRST, cursor=cursor, size=2)
    assert len(page.rows) <= 2


def test_a_text_with_a_zero_byte_is_the_first_page():
    insert([(AT, "filed")] * 3)
    page = keyset_page(InboxEntry.objects.all(), order=("event", "id"), cursor=cursor_of(["\x00", ID]), size=2)
    assert page.is_first


@pytest.mark.parametrize("value", ["1e999999", "NaN", "9" * 40])
def test_a_number_no_row_can_hold_is_the_first_page(value):
    assert keyset_page(PurchaseLine.objects.all(), order=("value", "number"), cursor=cursor_of([value, "5"])).is_first


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_no_text_at_all_fails(cursor):
    with transaction.atomic():
        assert keyset_page(InboxEntry.objects.all(), order=NEWEST_FIRST, cursor=cursor).rows == []
