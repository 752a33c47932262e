"""What a workbook would change in a draft that went on meanwhile."""

from dataclasses import replace

import pytest

from programs.rules.content import Content, ContentRow
from programs.rules.places import MOST_ROWS
from programs.spreadsheets.comparing import Comparison, compare, missing_from
from programs.spreadsheets.findings import Findings, FoundCell, FoundRow, MissingRow
from tests.programs.rules.contents import RIGHTS, ordinary_content, subsoil_user_content

CONTENT = ordinary_content()
ACTIVITY, SECOND = CONTENT.rows_of("table_2", "activity")
KEY = "target.2027"
WAS = ACTIVITY.cells[KEY]


def with_cells(content: Content, row: ContentRow, **cells: str) -> Content:
    changed = {key.replace("__", "."): text for key, text in cells.items()}
    rows = [replace(one, cells={**one.cells, **changed}) if one.id == row.id else one for one in content.rows]
    return replace(content, rows=tuple(rows))


def without(content: Content, *rows: ContentRow) -> Content:
    return replace(content, rows=tuple(row for row in content.rows if row not in rows))


def findings(
    *changed: FoundRow,
    added: tuple[FoundRow, ...] = (),
    missing: tuple[ContentRow, ...] = (),
    content: Content = CONTENT,
) -> Findings:
    return Findings(
        language="ru",
        downloaded_at="2026-09-08T14:03:00+05:00",
        years=content.years,
        baseline_years=content.baseline_years,
        languages=content.languages,
        known=frozenset(row.id for row in content.rows),
        changed=changed,
        added=added,
        missing=tuple(MissingRow(row.id, row.section, "Таблица 2", dict(row.cells)) for row in missing),
        problems=(),
    )


def found(row: ContentRow, *, new: bool = False, line: int = 9, **cells: str) -> FoundRow:
    texts = {key.replace("__", "."): text for key, text in cells.items()}
    held = {key: FoundCell("" if new else row.cells.get(key, ""), text, "I9") for key, text in texts.items()}
    row_id = "" if new else row.id
    return FoundRow(row_id, row.section, row.kind, row.group, row.right, "Таблица 2", line, held)


def codes(made: Comparison) -> list[str]:
    return [problem.code for problem in made.problems]


MINE = findings(found(ACTIVITY, target__2027="77"))


@pytest.mark.parametrize(
    ("now", "cells", "contested"),
    [
        (CONTENT, {ACTIVITY.id: {KEY: "77"}}, []),
        (with_cells(CONTENT, ACTIVITY, target__2028="5"), {ACTIVITY.id: {KEY: "77"}}, []),
        (with_cells(CONTENT, ACTIVITY, target__2027="77"), {}, []),
        (with_cells(CONTENT, ACTIVITY, target__2027="78"), {}, [(WAS, "77", "78", False)]),
        (with_cells(CONTENT, ACTIVITY, target__2027=""), {}, [(WAS, "77", "", False)]),
    ],
)
def test_what_others_changed_meanwhile_is_joined_or_contested(now, cells, contested):
    made = compare(MINE, now, {})
    assert made.cells == cells
    assert [(one.before, one.mine, one.theirs, one.is_gone) for one in made.contested] == contested


def test_a_row_somebody_removed_is_contested_and_can_come_back():
    made = compare(MINE, without(CONTENT, ACTIVITY), {ACTIVITY.id: ACTIVITY})
    assert [(one.row, one.mine, one.is_gone) for one in made.contested] == [(ACTIVITY, "77", True)]
    assert missing_from(without(CONTENT, ACTIVITY), MINE) == {("table_2", ACTIVITY.id)}


def test_a_row_this_draft_never_had_is_refused():
    assert codes(compare(MINE, without(CONTENT, ACTIVITY), {})) == ["no_place"]


def test_rows_of_a_right_no_longer_in_force_have_no_place():
    content = subsoil_user_content()
    purchase = next(row for row in content.rows_of("planned_purchases") if row.right == RIGHTS[0].id)
    ended = replace(content, rights=RIGHTS[1:])
    sent = findings(found(purchase, unit="тонна"), added=(found(purchase, new=True, unit="тонна"),), content=content)
    made = compare(sent, without(ended, purchase), {purchase.id: purchase})
    assert (codes(made), made.added, made.has_errors) == (["place_gone", "place_gone"], [], True)


def test_new_rows_are_added_and_the_same_again_is_not():
    row = found(SECOND, new=True, name__kk="Жаңа")
    made = compare(findings(added=(row, row)), CONTENT, {})
    assert made.added == [row, row]
    there = ContentRow("new", "table_2", "activity", None, None, 9, {"name.kk": "Жаңа", "note.kk": ""})
    again = compare(findings(added=(row, row)), replace(CONTENT, rows=(*CONTENT.rows, there)), {})
    assert (again.added, codes(again)) == ([row], ["row_there_already"])


def test_rows_that_are_gone_are_told_with_what_others_made_of_them():
    made = compare(findings(missing=(ACTIVITY, SECOND)), with_cells(CONTENT, SECOND, note__kk="жаңа"), {})
    assert [(one.row.id, one.is_changed) for one in made.missing] == [(ACTIVITY.id, False), (SECOND.id, True)]
    assert compare(findings(missing=(SECOND,)), without(CONTENT, SECOND), {}).is_empty


def test_years_and_languages_the_program_no_longer_has_are_left_out():
    shorter = replace(ordinary_content(languages=("kk",)), first_year=2028, last_year=2030)
    sent = findings(found(ACTIVITY, target__2027="1", target__2028="2", name__ru="x", name__kk="y"))
    made = compare(sent, shorter, {})
    assert made.cells == {ACTIVITY.id: {"target.2028": "2", "name.kk": "y"}}
    assert codes(made) == ["other_years", "other_languages"]


def test_a_section_holds_no_more_rows_than_its_page():
    rows = tuple(found(SECOND, new=True, line=at, name__kk=str(at)) for at in range(MOST_ROWS))
    made = compare(findings(added=rows), CONTENT, {})
    assert [one.what for one in made.problems] == [
        "With the new lines the section would have 304 rows; it holds 300 at most."
    ]


def test_sections_that_would_be_saved_stand_in_the_order_of_the_form():
    total = CONTENT.rows_of("table_1")[0]
    sent = findings(found(ACTIVITY, target__2027="1"), found(total, amount__2023="1"), missing=(SECOND,))
    assert compare(sent, CONTENT, {}).sections == ["table_1", "table_2"]


def test_after_it_the_draft_holds_what_nobody_contests():
    row = found(SECOND, new=True, name__kk="Жаңа")
    after = compare(findings(found(ACTIVITY, target__2027="77"), added=(row,)), CONTENT, {}).after
    [*_others, new] = after.rows_of("table_2", "activity")
    assert (new.cells, new.position) == ({"name.kk": "Жаңа"}, 3)
    assert next(one for one in after.rows if one.id == ACTIVITY.id).cells[KEY] == "77"


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (with_cells(CONTENT, SECOND, note__kk="жаңа"), True),
        (with_cells(CONTENT, ACTIVITY, target__2027="78"), False),
        (with_cells(CONTENT, ACTIVITY, target__2027="77"), False),
    ],
)
def test_the_token_changes_with_what_there_is_to_decide_and_with_nothing_else(now, same):
    assert (compare(MINE, now, {}).token == compare(MINE, CONTENT, {}).token) is same
