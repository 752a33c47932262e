import pytest

from programs.rules.checks.incomplete_support_measure import incomplete_support_measure
from tests.programs.rules.contents import emptied, ordinary_content, with_cells

DESCRIPTION = {"description.kk": "", "description.ru": ""}
BODIES = {"bodies.kk": "", "bodies.ru": " "}


@pytest.mark.parametrize(
    ("cells", "cell", "said"),
    [
        (DESCRIPTION, "description.kk", "Description of the measure"),
        (BODIES, "bodies.kk", "Responsible bodies"),
        (DESCRIPTION | BODIES, "description.kk", "Description of the measure, Responsible bodies"),
    ],
)
def test_a_measure_that_says_too_little_is_a_warning(cells, cell, said):
    [finding] = incomplete_support_measure(with_cells(ordinary_content(), cells, "table_6"))
    assert (finding.cell, finding.point) == (cell, "5")
    assert f"not filled in: {said}." in finding.message.en


def test_one_language_is_enough_here():
    content = with_cells(ordinary_content(), {"description.kk": "", "bodies.ru": ""}, "table_6")
    assert list(incomplete_support_measure(content)) == []


def test_a_blank_row_is_no_measure():
    assert list(incomplete_support_measure(emptied(ordinary_content(), "table_6"))) == []
