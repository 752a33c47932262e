"""What a new program takes over from an earlier one: plans move with the period, actual figures stay in their years."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.content import Content, ContentRow
from programs.rules.standard_form import CellSpec, Years
from programs.rules.starting import Period, actuals_of, taken_cells, taken_rows, what_is_taken
from tests.programs.rules.contents import RIGHTS, ordinary_content, subsoil_user_content

EARLIER = ordinary_content()
"""2027-2029, actual figures of 2023-2025, in Kazakh and Russian."""


def period(first_year: int = 2030, last_year: int = 2032, **changes: tuple) -> Period:
    return Period(
        first_year, last_year, changes.get("baseline", (2025, 2026, 2027)), changes.get("languages", ("kk", "ru"))
    )


def taken(earlier: Content, into: Period) -> dict[tuple, list[dict[str, str]]]:
    found: dict[tuple, list[dict[str, str]]] = {}
    for row in taken_rows(earlier, into, actuals_of(earlier)):
        found.setdefault((row.place.section, row.place.kind, row.place.group), []).append(dict(row.cells))
    return found


def test_yearly_figures_move_by_the_distance_of_the_first_years():
    [earlier] = EARLIER.rows_of("table_2", "icv_share")
    [new] = taken(EARLIER, period())["table_2", "icv_share", None]
    assert [new[f"target.{year}"] for year in (2030, 2031, 2032)] == [
        earlier.cells[f"target.{year}"] for year in (2027, 2028, 2029)
    ]
    assert not any("2027" in key or "2029" in key for key in new)


def test_actual_figures_stay_in_their_years_and_new_years_are_empty():
    [earlier] = EARLIER.rows_of("table_1", "goods")
    [new] = taken(EARLIER, period())["table_1", "goods", None]
    assert new == {key: earlier.cells[key] for key in ("amount.2025", "icv_share.2025")}


def test_figures_of_other_years_can_be_handed_in():
    [earlier] = EARLIER.rows_of("table_1", "goods")
    reported = {("goods", "amount", 2026): "777"}
    assert taken_cells(earlier, EARLIER, period(), reported) == {"amount.2026": "777"}


def test_texts_are_taken_in_the_languages_of_the_new_program():
    [narrative] = taken(EARLIER, period(languages=("ru",)))["current_situation", "narrative", None]
    assert set(narrative) == {"text.ru"}


def test_rows_of_ended_rights_stay_behind():
    earlier = subsoil_user_content()
    ended, in_force = RIGHTS[0], RIGHTS[1:]
    rows = list(taken_rows(replace(earlier, rights=in_force), period(), {}))
    assert {row.place.right for row in taken_rows(earlier, period(), {})} == {None, *(right.id for right in RIGHTS)}
    assert {row.place.right for row in rows} == {None, *(right.id for right in in_force)}
    told = {one.section.code: one for one in what_is_taken(replace(earlier, rights=in_force), period(), {})}
    behind = len([row for row in earlier.rows_of("planned_purchases") if row.right == ended.id])
    assert told["planned_purchases"].left_behind == behind > 0


def test_what_was_written_by_nobody_is_not_taken():
    blank = replace(EARLIER, rows=tuple(replace(row, cells={}) for row in EARLIER.rows))
    assert list(taken_rows(blank, period(), {})) == []
    assert list(what_is_taken(blank, period(), {})) == []


def test_the_reader_is_told_what_becomes_of_each_section():
    told = {one.section.code: one for one in what_is_taken(EARLIER, period(last_year=2031), actuals_of(EARLIER))}
    assert (told["table_1"].kept_years, told["table_1"].empty_years) == ((2025,), (2026, 2027))
    assert (told["table_2"].moves, told["table_2"].lost_years) == (True, (2029,))
    assert not told["table_6"].moves
    assert told["table_4"].rows == len(EARLIER.rows_of("table_4"))


SPECS: list[tuple[ContentRow, CellSpec]] = [(row, spec) for row in EARLIER.rows for spec in EARLIER.cell_specs(row)]


@given(
    place=st.sampled_from(SPECS),
    text=st.text(min_size=1),
    first_year=st.integers(2027, 2040),
    years=st.integers(3, 8),
    baseline=st.sets(st.integers(2022, 2030), max_size=4),
)
def test_no_cell_is_lost_invented_or_put_into_another_year(place, text, first_year, years, baseline):
    row, spec = place
    earlier = replace(EARLIER, rows=(replace(row, cells={spec.key: text}),))
    into = Period(first_year, first_year + years - 1, tuple(sorted(baseline)), ("kk", "ru"))
    [row] = earlier.rows
    found = taken_cells(row, earlier, into, actuals_of(earlier))
    match spec.column.years:
        case Years.NONE:
            assert found == {spec.key: text}
        case Years.BASELINE:
            assert found == ({spec.key: text} if spec.year in baseline else {})
        case Years.PROGRAM:
            moved = spec.key.replace(str(spec.year), str(spec.year + first_year - 2027))
            assert found == {moved: text}


@given(distance=st.integers(0, 12))
def test_moving_there_and_back_gives_the_same_plans(distance):
    there = period(2027 + distance, 2029 + distance, baseline=EARLIER.baseline_years)
    moved = replace(
        EARLIER,
        first_year=there.first_year,
        last_year=there.last_year,
        rows=tuple(replace(row, cells=taken_cells(row, EARLIER, there, actuals_of(EARLIER))) for row in EARLIER.rows),
    )
    back = period(2027, 2029, baseline=EARLIER.baseline_years)
    for before, row in zip(EARLIER.rows, moved.rows, strict=True):
        assert taken_cells(row, moved, back, actuals_of(moved)) == {k: v for k, v in before.cells.items() if v}


@pytest.mark.parametrize("years", [3, 4, 6])
def test_a_longer_program_has_empty_years_behind(years: int):
    [new] = taken(EARLIER, period(last_year=2029 + years))["table_2", "icv_share", None]
    assert sorted(key for key in new if key.startswith("target.")) == ["target.2030", "target.2031", "target.2032"]
