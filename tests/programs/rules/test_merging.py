import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.merging import Conflict, Merge, merge

cells = st.dictionaries(
    st.sampled_from("rst"),
    st.dictionaries(st.sampled_from("ab"), st.sampled_from(["", "1", "2"]), max_size=2),
    max_size=3,
)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ({"r": {"a": "1"}}, {"r": {"a": "1"}}, {"r": {"a": "1"}}, {"r": {"a": "1"}}),
        ({"r": {"a": "1"}}, {"r": {"a": "2"}}, {"r": {"a": "1"}}, {"r": {"a": "2"}}),
        ({"r": {"a": "1"}}, {"r": {"a": "1"}}, {"r": {"a": "2"}}, {"r": {"a": "2"}}),
        ({"r": {"a": "1"}}, {"r": {"a": "2"}}, {"r": {"a": "2"}}, {"r": {"a": "2"}}),
        (
            {"r": {"a": "1", "b": "1"}},
            {"r": {"a": "2", "b": "1"}},
            {"r": {"a": "1", "b": "3"}},
            {"r": {"a": "2", "b": "3"}},
        ),
        ({"r": {"a": "1"}}, {"r": {"a": ""}}, {"r": {"a": "1"}}, {"r": {}}),
        ({}, {"r": {"a": "1"}}, {"s": {"a": "2"}}, {"s": {"a": "2"}, "r": {"a": "1"}}),
        ({"r": {"a": "1"}}, {}, {"r": {"a": "1"}}, {}),
        ({"r": {"a": "1"}}, {"r": {"a": "1"}}, {}, {}),
        ({"r": {"a": "1"}}, {}, {}, {}),
        ({}, {"r": {}}, {}, {"r": {}}),
    ],
)
def test_changes_that_do_not_meet_are_joined(base, mine, theirs, merged):
    assert merge(base, mine, theirs) == Merge(merged, ())


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged", "conflict"),
    [
        ({"r": {"a": "1"}}, {"r": {"a": "2"}}, {"r": {"a": "3"}}, {"r": {"a": "3"}}, Conflict("r", "a", "1", "2", "3")),
        ({"r": {}}, {"r": {"a": "2"}}, {"r": {"a": "3"}}, {"r": {"a": "3"}}, Conflict("r", "a", "", "2", "3")),
        ({"r": {"a": "1"}}, {"r": {"a": ""}}, {"r": {"a": "3"}}, {"r": {"a": "3"}}, Conflict("r", "a", "1", "", "3")),
        (
            {"r": {"a": "1", "b": "5"}},
            {"r": {"a": "2", "b": "5"}},
            {},
            {"r": {"a": "2", "b": "5"}},
            Conflict("r", "a", "1", "2", ""),
        ),
        (
            {"r": {"a": "1", "b": "5"}},
            {},
            {"r": {"a": "3", "b": "5"}},
            {"r": {"a": "3", "b": "5"}},
            Conflict("r", "a", "1", "", "3"),
        ),
    ],
)
def test_changes_that_meet_are_conflicts_with_all_three_values(base, mine, theirs, merged, conflict):
    assert merge(base, mine, theirs) == Merge(merged, (conflict,))


def without_empty(rows):
    return {row_id: {key: text for key, text in row.items() if text} for row_id, row in rows.items()}


@given(cells, cells)
def test_one_sides_changes_alone_are_taken_as_they_are(base, changed):
    assert merge(base, changed, base) == Merge(without_empty(changed), ())
    assert merge(base, base, changed) == Merge(without_empty(changed), ())


@given(cells, cells)
def test_equal_changes_never_conflict(base, changed):
    assert merge(base, changed, changed) == Merge(without_empty(changed), ())


@given(cells, cells, cells)
def test_nothing_one_side_typed_is_lost(base, mine, theirs):
    merged = merge(base, mine, theirs)
    shown = {(c.row_id, c.key, text) for c in merged.conflicts for text in (c.mine, c.theirs)}
    for side in (mine, theirs):
        for row_id, row in side.items():
            for key, text in row.items():
                new = text and text != base.get(row_id, {}).get(key, "")
                if new:
                    assert merged.cells.get(row_id, {}).get(key) == text or (row_id, key, text) in shown


@given(cells, cells, cells)
def test_both_editors_get_the_same_conflicts(base, mine, theirs):
    def sides(merged):
        return {(conflict.row_id, conflict.key) for conflict in merged.conflicts}

    assert sides(merge(base, mine, theirs)) == sides(merge(base, theirs, mine))
