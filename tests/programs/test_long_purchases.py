"""A long list is imported in the time and the memory a worker has: 20,000 lines here, 100,000 in the long form."""

import os
import tracemalloc
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.urls import reverse

from icv_portal.accounts.models import Membership
from programs.models import Program, PurchaseLine
from tests.factories import purchases
from tests.factories.purchases import PLANNED, csv_bytes, planned_lines, read, waiting, xlsx_bytes
from tests.programs.conftest import TODAY

LINES = 100_000 if os.environ.get("SOAK") == "1" else 20_000
SECONDS = LINES / 100_000 * 120


def content_of(extension: str) -> bytes:
    lines = planned_lines(LINES)
    return csv_bytes(PLANNED, lines) if extension == "csv" else xlsx_bytes([PLANNED, *lines])


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_long_list_is_imported_in_time(
    extension: str, empty: Program, drafter: Membership, settings: Any, tmp_path: Path
):
    settings.MEDIA_ROOT = tmp_path
    wanted = waiting(empty, content_of(extension), by=drafter, name=f"x.{extension}", at=TODAY)
    began = monotonic()
    taken = read(wanted, now=lambda: TODAY)
    took = monotonic() - began
    assert (taken.state, taken.lines_read) == ("taken", LINES), (taken.refusal, taken.faults[:3])
    assert PurchaseLine.objects.filter(purchase_list=taken.purchase_list).count() == LINES
    assert taken.purchase_list is not None
    assert sum(total.lines for total in taken.purchase_list.as_named.totals) == LINES
    assert took < SECONDS, f"{took:.0f} s"


def test_memory_does_not_grow_with_the_list(empty: Program, drafter: Membership, settings: Any, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    short, long = (csv_bytes(PLANNED, planned_lines(lines)) for lines in (500, 10_000))
    peaks = []
    for content in (short, short, long):
        wanted = waiting(empty, content, by=drafter, at=TODAY)
        tracemalloc.start()
        read(wanted, now=lambda: TODAY)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] + 8 * 1024 * 1024


def test_a_page_of_a_long_list_is_quick(
    empty: Program, drafter: Membership, signed_in: Any, settings: Any, tmp_path: Path
):
    settings.MEDIA_ROOT = tmp_path
    found = purchases.imported(empty, planned_lines(LINES), by=drafter, at=TODAY)
    client, url = signed_in(drafter), reverse("purchase_list", args=[empty.pk, found.pk])
    client.get(url)
    began = monotonic()
    response = client.get(url, {"year": "2028", "producers": "on", "search": "Товар № 1"})
    assert len(response.context["lines"]) == 50
    assert monotonic() - began < 2
