import pytest

from programs.rules.checks.missing_sme_activities import missing_sme_activities
from tests.programs.rules.contents import emptied, ordinary_content, without_rows


@pytest.mark.parametrize("spoil", [emptied, without_rows])
def test_no_sme_activity_is_an_error_with_its_ground(spoil):
    [finding] = missing_sme_activities(spoil(ordinary_content(), "table_4"))
    assert (finding.ground, finding.point, finding.section) == ("no_sme_activities", "14", "table_4")


def test_one_activity_is_enough():
    content = ordinary_content()
    assert len(content.rows_of("table_4")) == 1
    assert list(missing_sme_activities(content)) == []
