"""Targets of Table 2 beside what the planned purchases come to."""

from dataclasses import replace
from decimal import Decimal

from programs.rules.checks import ALL_CHECKS, run
from programs.rules.content import Content
from programs.rules.content_json import from_json, to_json
from programs.rules.purchases.totals import PurchaseList, PurchaseTotal
from programs.rules.targets import agrees
from programs.rules.tracing import rests_on_list, traced_targets
from tests.programs.rules.contents import RIGHTS, ordinary_content, subsoil_user_content


def total(
    year: int, value: str, icv: str, producers: str, right: str | None = None, kind: str = "goods"
) -> PurchaseTotal:
    return PurchaseTotal(kind, year, right, 10, Decimal(value), Decimal(icv), Decimal(producers), 0)


def with_list(content: Content, *totals: PurchaseTotal) -> Content:
    return replace(content, purchase_lists=(PurchaseList("id", "planned", "x.csv", "0" * 64, 30, totals),))


def test_without_a_list_the_typed_rows_are_the_source():
    content = subsoil_user_content()
    assert not rests_on_list(content)
    for target in traced_targets(content):
        for year in target.years:
            assert (year.agrees, year.difference, year.listed) == (True, 0, None)


def test_each_right_has_its_own_share():
    totals = [total(2027, "1000000000", "240000000", "400000000", right=right.id) for right in RIGHTS[:2]]
    traced = list(traced_targets(with_list(subsoil_user_content(), *totals)))
    shares = [target.years[0] for target in traced if target.is_share]
    assert [(one.computed, one.planned, one.listed and one.listed.lines) for one in shares] == [
        (24, 1000, 10),
        (24, 1000, 10),
        (None, 0, 0),
    ]
    volume = traced[-1].years[0]
    assert (volume.computed, volume.planned) == (800, 2000)


def test_works_and_services_are_no_part_of_targets_of_goods():
    goods, services = (
        total(2027, "1000000", "10000", "10000"),
        total(2027, "9000000", "9000000", "9000000", kind="services"),
    )
    [share, _volume] = traced_targets(with_list(ordinary_content(), goods, services))
    assert (share.years[0].computed, share.years[0].planned) == (1, 1)


def test_checks_find_what_the_page_shows():
    """The same figures for the drafter, the checks and the reviewer."""
    content = with_list(ordinary_content(), total(2027, "1000000000", "240000000", "400000000"))
    shown = {
        (target.row.id, year.year)
        for target in traced_targets(content)
        for year in target.years
        if not year.agrees and (target.is_share or year.planned)
    }
    found = {
        (one.row_id, int((one.cell or "").partition(".")[2]))
        for one in run(content, ALL_CHECKS)
        if one.code in ("planned_share_differs", "planned_volume_differs")
    }
    assert found == shown != set()


def test_a_frozen_list_says_the_same():
    content = with_list(ordinary_content(), total(2027, "1000000000.5", "240000000", "400000000"))
    frozen = to_json(content)
    assert frozen["purchase_lists"][0]["totals"][0]["value"] == "1000000000.5"
    assert list(traced_targets(from_json(frozen))) == list(traced_targets(content))
    assert "purchase_lists" not in to_json(ordinary_content())


def test_figures_agree_to_the_decimals_they_are_declared_with():
    assert agrees(Decimal("25.37"), Decimal(25))
    assert not agrees(Decimal("25.5"), Decimal(25))
    assert not agrees(Decimal("25.37"), Decimal("25.3"))
