"""When a line of `make bench` is over its budget."""

from itertools import repeat

import pytest

from tools.bench.lines import Floor, Line, head
from tools.bench.measuring import Measured
from tools.bench.visitor import Request


def measured(seconds: float, queries: int = 12, floor: float = 1.0, rows: int = 50) -> Measured:
    line = Line("a list", head, lambda by, visitor: repeat(Request("/")), Floor.PAGE, 3, most_queries=12, is_flat=True)
    return Measured(line, seconds, floor, queries, rows)


@pytest.mark.parametrize(
    ("now", "smaller", "excesses"),
    [
        (measured(3.0), None, []),
        (measured(3.1), None, ["over"]),
        (measured(2.0, queries=13), None, ["too many queries"]),
        (measured(2.5), measured(2.0), []),
        (measured(2.6), measured(2.0), ["not flat: 1.3 x"]),
        (measured(2.6, rows=50), measured(2.0, rows=49), ["not flat: 1.3 x"]),
        (measured(2.6, rows=50), measured(2.0, rows=22), []),
        (measured(2.6), measured(2.6, floor=1.3), []),
        (measured(3.9, floor=1.3), measured(2.6), []),
    ],
)
def test_times_queries_and_growth_have_budgets(now, smaller, excesses):
    assert now.excesses(smaller) == excesses
