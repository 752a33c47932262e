import pytest

from programs.rules.checks.missing_support_measures import missing_support_measures
from tests.programs.rules.contents import emptied, ordinary_content, without_rows


@pytest.mark.parametrize("spoil", [emptied, without_rows])
def test_an_empty_table_6_is_a_warning(spoil):
    [finding] = missing_support_measures(spoil(ordinary_content(), "table_6"))
    assert (finding.severity, finding.section, finding.point) == ("warning", "table_6", "5")


def test_one_measure_is_enough():
    assert list(missing_support_measures(ordinary_content())) == []
