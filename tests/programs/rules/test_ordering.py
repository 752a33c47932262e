import pytest

from programs.rules.ordering import RowMove, below, moved, positions


@pytest.mark.parametrize(
    ("row_id", "steps", "order"),
    [
        ("a", 1, "bacd"),
        ("a", -1, "abcd"),
        ("d", 1, "abcd"),
        ("d", -1, "abdc"),
        ("b", 2, "acdb"),
        ("c", -300, "cabd"),
        ("b", 300, "acdb"),
        ("b", 0, "abcd"),
    ],
)
def test_a_row_moves_among_the_others_and_stops_at_the_ends(row_id: str, steps: int, order: str):
    assert moved(list("abcd"), RowMove(row_id, steps)) == list(order)


@pytest.mark.parametrize(("row_id", "above", "order"), [("d", "a", "adbc"), ("d", "c", "abcd"), ("a", "c", "bcad")])
def test_a_row_comes_right_below_another(row_id: str, above: str, order: str):
    assert moved(list("abcd"), below(list("abcd"), row_id, above)) == list(order)


@pytest.mark.parametrize(
    ("order", "present", "told"),
    [
        ("ba", {"a": 3, "b": 7}, {"b": 3, "a": 7}),
        ("abc", {"a": 1, "b": 4, "c": 9}, {"a": 1, "b": 4, "c": 9}),
        ("ba", {"a": 0, "b": 0}, {"b": 0, "a": 1}),
        ("cab", {"a": 2, "b": 2, "c": 3}, {"c": 2, "a": 3, "b": 4}),
        ("", {}, {}),
    ],
)
def test_positions_rise_and_are_kept_where_they_can_be(order: str, present: dict[str, int], told: dict[str, int]):
    assert positions(list(order), present) == told
