"""What lists of purchases add up to: exactly, and in every order of their lines."""

from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from programs.rules.icv_share import DIGITS, PricedShare, customer_share
from programs.rules.purchases.faults import NoteCode, Notes, notes_from_json
from programs.rules.purchases.totals import (
    Adding,
    PurchaseList,
    in_million,
    in_thousand,
    joined,
    list_as_json,
    list_from_json,
)

values = st.decimals(min_value=0, max_value=10**15, places=10)
shares = st.none() | st.decimals(min_value=0, max_value=100, places=10)
lines = st.lists(
    st.tuples(
        st.sampled_from(["goods", "works"]), st.sampled_from([2027, 2028]), st.sampled_from([None, "r"]), values, shares
    ),
    max_size=30,
)


def added(all_lines: list[tuple[str, int, str | None, Decimal, Decimal | None]]) -> PurchaseList:
    adding = Adding()
    with localcontext(prec=DIGITS):
        for line in all_lines:
            adding.add(*line)
    return PurchaseList("id", "planned", "x.csv", "0" * 64, len(all_lines), adding.totals())


@given(lines)
def test_the_share_of_totals_is_that_of_the_lines_themselves(all_lines):
    """Formula 5 over the lines, one by one."""
    whole = joined(added(all_lines).totals)
    expected = customer_share(PricedShare(value, share or Decimal(0)) for *_key, value, share in all_lines)
    assert whole.icv_share == expected
    assert whole.lines == len(all_lines)
    assert whole.without_share == sum(share is None for *_key, share in all_lines)


@given(lines, st.randoms())
def test_the_order_of_lines_changes_nothing(all_lines, random):
    mixed = list(all_lines)
    random.shuffle(mixed)
    assert added(mixed).totals == added(all_lines).totals


@given(lines)
def test_what_is_frozen_is_read_back_as_it_was(all_lines):
    one = added(all_lines)
    assert list_from_json(list_as_json(one)) == one


def test_parts_are_told_apart_by_kind_year_and_right():
    one = added(
        [
            ("goods", 2027, "a", Decimal(100), Decimal(50)),
            ("goods", 2027, "b", Decimal(300), None),
            ("goods", 2028, "a", Decimal(7), Decimal(0)),
            ("services", 2027, None, Decimal(9), Decimal(90)),
        ]
    )
    goods = joined(one.of(kind="goods", year=2027))
    assert (goods.value, goods.icv_value, goods.from_producers, goods.icv_share) == (400, 50, 100, Decimal("12.5"))
    assert joined(one.of(right="a")).lines == 2
    assert joined(one.of(year=2030)).icv_share is None


def test_units_are_those_of_the_form():
    assert in_million(Decimal("1234567.8")) == Decimal("1.2345678")
    assert in_thousand(Decimal("1234.5")) == Decimal("1.2345")


def test_notes_count_lines_and_name_the_first():
    notes = Notes()
    for line in (4, 9):
        notes.add(NoteCode.WITHOUT_VALUE, line)
    notes.add(NoteCode.WITHOUT_SHARE, 6)
    told = notes_from_json(notes.counted)
    assert [(note.code, note.count, note.first_line) for note in told] == [
        ("without_share", 1, 6),
        ("without_value", 2, 4),
    ]
    assert all(note.label.kk for note in told)
