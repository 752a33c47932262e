"""The shares of the patterns: nothing of a hundred programs may be missing or left over."""

import pytest

from tools.bench.patterns import SHARES_MONOPOLY, SHARES_ORDINARY


@pytest.mark.parametrize("shares", [SHARES_ORDINARY, SHARES_MONOPOLY])
def test_shares_add_up_to_a_hundred(shares):
    assert sum(shares.values()) == 100
