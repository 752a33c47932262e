from dataclasses import replace

import pytest

from programs.rules.checks.short_baseline import short_baseline
from tests.programs.rules.contents import ordinary_content


def content_of(baseline_years, activity_began_on):
    content = ordinary_content()
    customer = replace(content.customer, activity_began_on=activity_began_on)
    return replace(content, baseline_years=baseline_years, customer=customer)


@pytest.mark.parametrize(
    ("baseline_years", "activity_began_on"),
    [
        ((2024, 2025), None),
        ((), None),
        ((2024, 2025), "2010-01-01"),
        ((2025,), "2024-12-31"),
    ],
)
def test_fewer_years_than_three_without_a_late_beginning_are_an_error(baseline_years, activity_began_on):
    [finding] = short_baseline(content_of(baseline_years, activity_began_on))
    assert (finding.section, finding.point) == ("table_1", "6(1)")
    assert f"Table 1 covers {len(baseline_years)} year(s)" in finding.message.en


@pytest.mark.parametrize(
    ("baseline_years", "activity_began_on"),
    [
        ((2023, 2024, 2025), None),
        ((2021, 2022, 2023, 2024, 2025), None),
        ((2024, 2025), "2024-07-01"),
        ((), "2026-02-01"),
    ],
)
def test_three_years_or_the_whole_life_are_right(baseline_years, activity_began_on):
    assert list(short_baseline(content_of(baseline_years, activity_began_on))) == []
