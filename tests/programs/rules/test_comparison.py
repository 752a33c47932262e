from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.comparison import Change, ChangeKind, apply, compare, excerpts
from programs.rules.content import Content, ContentRow
from programs.rules.content_json import as_submitted, from_json, to_json
from programs.rules.numbers import canonical_number
from programs.rules.standard_form import RowPlace
from tests.programs.rules.contents import (
    RIGHTS,
    identifier,
    ordinary_content,
    row_id,
    subsoil_user_content,
    with_cells,
    with_row,
    without_rows,
)


def test_equal_contents_have_no_changes():
    assert compare(subsoil_user_content(), from_json(to_json(subsoil_user_content()))) == []


def test_a_changed_number_is_one_change_of_one_cell():
    old = ordinary_content()
    new = with_cells(old, {"target.2028": "27.0001"}, "table_2", "icv_share")
    assert compare(old, new) == [
        Change(
            kind=ChangeKind.CHANGED,
            section="table_2",
            row_id=row_id(old, "table_2", "icv_share"),
            key="target.2028",
            before="27",
            after="27.0001",
        )
    ]


@pytest.mark.parametrize("text", ["27.0", "27,00", "27.0000 %", "027"])
def test_the_same_number_written_otherwise_is_no_change(text):
    old = ordinary_content()
    assert compare(old, with_cells(old, {"target.2028": text}, "table_2", "icv_share")) == []


def test_a_text_that_only_looks_like_the_same_number_is_a_change():
    old = with_cells(ordinary_content(), {"note.ru": "1.0"}, "table_2", "icv_share")
    [change] = compare(old, with_cells(old, {"note.ru": "1.00"}, "table_2", "icv_share"))
    assert (change.key, change.before, change.after) == ("note.ru", "1.0", "1.00")


def test_a_filled_and_an_emptied_cell_have_none_on_the_other_side():
    old = ordinary_content()
    new = with_cells(old, {"note.ru": "Новое", "target.2027": ""}, "table_2", "icv_share")
    changes = {change.key: (change.before, change.after) for change in compare(old, new)}
    assert changes == {"note.ru": (None, "Новое"), "target.2027": ("24", None)}


def test_an_added_row_is_one_change_with_the_whole_row():
    old = ordinary_content()
    new = with_row(old, {"name.ru": "Обучение"}, RowPlace("table_4", "activity"))
    [change] = compare(old, new)
    assert (change.kind, change.before) == (ChangeKind.ADDED, None)
    assert change.after == new.rows_of("table_4")[1]


def test_a_removed_row_is_one_change_with_the_whole_row():
    old = ordinary_content()
    [change] = compare(old, without_rows(old, "table_5"))
    assert (change.kind, change.section, change.after) == (ChangeKind.REMOVED, "table_5", None)
    assert change.before == old.rows_of("table_5")[0]


def activities(*names: str) -> Content:
    content = without_rows(ordinary_content(), "table_2", "activity")
    rows = [
        ContentRow(identifier(name), "table_2", "activity", None, None, position, {"name.ru": name})
        for position, name in enumerate(names, start=1)
    ]
    return replace(content, rows=(*content.rows, *rows))


def test_rows_pushed_down_by_a_new_one_have_not_moved():
    changes = compare(activities("а", "б", "в"), activities("новая", "а", "б", "в"))
    assert [(change.kind, change.after.position) for change in changes] == [(ChangeKind.ADDED, 1)]


def test_a_row_moved_to_the_front_is_the_only_one_that_moved():
    [change] = compare(activities("а", "б", "в", "г"), activities("г", "а", "б", "в"))
    assert (change.kind, change.row_id) == (ChangeKind.MOVED, identifier("г"))
    assert (change.before, change.after) == (4, 1)


def test_a_row_given_to_another_right_is_removed_there_and_added_here():
    old = subsoil_user_content()
    moved = old.rows_of("planned_purchases")[0]
    elsewhere = replace(moved, right=RIGHTS[2].id, position=9)
    new = replace(old, rows=tuple(elsewhere if row.id == moved.id else row for row in old.rows))
    changes = compare(old, new)
    assert [change.kind for change in changes] == [ChangeKind.REMOVED, ChangeKind.ADDED]
    assert apply(changes, old) == new


def test_years_languages_customer_and_rights_are_compared():
    old = subsoil_user_content()
    new = replace(old, last_year=2030, languages=("kk",), rights=old.rights[:2])
    changes = [change for change in compare(old, new) if change.kind is ChangeKind.FIELD]
    assert [(change.key, change.before, change.after) for change in changes] == [
        ("last_year", 2029, 2030),
        ("languages", ("kk", "ru"), ("kk",)),
        ("rights", old.rights, old.rights[:2]),
    ]


def test_a_year_that_left_the_program_leaves_its_cells():
    old = ordinary_content(last_year=2030)
    new = as_submitted(replace(old, last_year=2029))
    share = row_id(old, "table_2", "icv_share")
    assert [(c.key, c.after) for c in compare(old, new) if c.row_id == share] == [("target.2030", None)]


def test_changes_stand_in_the_order_of_the_form():
    old = ordinary_content()
    new = with_cells(
        with_cells(old, {"name.ru": "б"}, "table_4"), {"amount.2025": "1", "icv_share.2023": "1"}, "table_1"
    )
    assert [(change.section, change.key) for change in compare(old, new)][:3] == [
        ("table_1", "icv_share.2023"),
        ("table_1", "amount.2025"),
        ("table_1", "icv_share.2023"),
    ]
    assert compare(old, new)[-1].section == "table_4"


@st.composite
def edited(draw, content: Content) -> Content:
    """The content after a number of edits a person could make."""
    rows = list(content.rows)
    for _ in range(draw(st.integers(0, 6))):
        index = draw(st.integers(0, len(rows) - 1))
        match draw(st.sampled_from(["change", "remove", "move", "add"])):
            case "change":
                spec = draw(st.sampled_from(content.cell_specs(rows[index])))
                text = canonical_number(draw(st.sampled_from(["", "1", "1.5", "27", "мәтін", "0.0001"])))
                cells = {**rows[index].cells, spec.key: text}
                rows[index] = replace(rows[index], cells={key: value for key, value in cells.items() if value})
            case "remove" if len(rows) > 1:
                del rows[index]
            case "move":
                rows[index] = replace(rows[index], position=draw(st.integers(-5, 9)))
            case "add":
                place = rows[index].place
                name = f"added {draw(st.integers(0, 5))}"
                if identifier(name) not in {row.id for row in rows}:
                    position = draw(st.integers(0, 9))
                    new = ContentRow(
                        identifier(name),
                        place.section,
                        place.kind,
                        place.group,
                        place.right,
                        position,
                        {"name.ru": "а"},
                    )
                    rows.append(new)
    last_year = draw(st.sampled_from([content.last_year, content.last_year + 1]))
    return replace(
        content, rows=tuple(rows), last_year=last_year, rights=draw(st.permutations(content.rights).map(tuple))
    )


bases = st.sampled_from([ordinary_content(), subsoil_user_content(), activities(*"абвгдежз")])


@given(bases.flatmap(lambda content: st.tuples(edited(content), edited(content))))
def test_applying_the_changes_to_the_old_content_gives_the_new_one(contents):
    old, new = contents
    assert apply(compare(old, new), old) == new


@given(bases.flatmap(lambda content: st.permutations(list(content.rows))))
def test_any_reordering_can_be_applied(rows):
    old = replace(ordinary_content(), rows=tuple(rows))
    new = replace(old, rows=tuple(replace(row, position=-row.position) for row in old.rows))
    assert apply(compare(old, new), old) == new


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "new", ("", "new")),
        ("same", "same!", ("same", "same!")),
        ("0123456789 old 0123456789", "0123456789 new 0123456789", ("…789 old 012…", "…789 new 012…")),
        ("0123456789 a 0123456789 b", "0123456789 A 0123456789 B", ("…789 a 0123456789 b", "…789 A 0123456789 B")),
        ("01234aa56789", "01234a56789", ("…234aa5678…", "…234a5678…")),
    ],
)
def test_excerpts_leave_out_what_both_texts_share(before: str, after: str, shown: tuple[str, str]):
    assert excerpts(before, after, context=4) == shown


@given(before=st.text("abc", max_size=30), after=st.text("abc", max_size=30))
def test_excerpts_differ_where_the_texts_do(before: str, after: str):
    was, is_now = excerpts(before, after, context=2)
    assert (was == is_now) is (before == after)
    assert was.strip("…") in before
    assert is_now.strip("…") in after
