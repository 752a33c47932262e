"""Sections through the API: what was seen is named, nothing is joined in silence, every mistake has its place."""

from typing import Any

import pytest
from django.urls import reverse

from approvals import actions as approvals
from approvals.models import Procedure
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.forms import typed_section
from programs.models import Program, Row
from programs.rules.cells import LONGEST_TEXT
from programs.rules.standard_form import SECTIONS
from tests.api.people import Caller, by_session, by_token
from tests.factories import organizations, programs
from tests.factories.moments import moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ACTIVITY = {"kind": "activity"}
NOBODY = "00000000-0000-4000-8000-000000000000"


def address(program: Program, code: str = "table_4") -> str:
    return reverse("api-section", args=[program.pk, code])


def tag(caller: Caller, program: Program, code: str = "table_4") -> str:
    return caller.get(address(program, code)).headers["ETag"]


def save(caller: Caller, program: Program, code: str = "table_4", *, over: str | None = None, **change: Any) -> Any:
    return caller.send("PATCH", address(program, code), change, if_match=over or tag(caller, program, code))


@pytest.fixture
def row(program: Program) -> Row:
    return program.rows.filter(section="table_4")[0]


@pytest.fixture
def caller(drafter: Membership) -> Caller:
    return by_token(drafter)


@pytest.mark.parametrize("code", [section.code for section in SECTIONS])
def test_each_section_says_what_can_be_written_in_it(caller: Caller, program: Program, code: str) -> None:
    answer = caller.get(address(program, code))
    told = answer.json()
    assert answer.headers["ETag"] == f'"{told["version"]}"'
    keys = {(cells["kind"], cells["group"]): {one["key"] for one in cells["cells"]} for cells in told["cells"]}
    assert told["rows"]
    for row in told["rows"]:
        assert row["cells"]
        assert row["cells"].keys() <= keys[row["kind"], row["group"]]


def test_cells_are_saved_over_the_version_that_was_seen(caller: Caller, program: Program, row: Row) -> None:
    before = tag(caller, program)
    answer = save(caller, program, cells={str(row.pk): {"name.ru": "Обучение\r\nпоставщиков", "note.kk": ""}})
    assert answer.status_code == 200
    told = next(one for one in answer.json()["rows"] if one["id"] == str(row.pk))
    kept = {key: text for key, text in row.cells.items() if key not in ("name.ru", "note.kk")}
    assert told["cells"] == kept | {"name.ru": "Обучение\nпоставщиков"}
    assert answer.headers["ETag"] == tag(caller, program) != before


def test_numbers_may_be_typed_as_people_write_them(caller: Caller, program: Program) -> None:
    share = program.rows.get(section="table_2", kind="icv_share")
    told = save(caller, program, "table_2", cells={str(share.pk): {"target.2027": "1 242,50", "target.2028": "12,x"}})
    cells = next(one["cells"] for one in told.json()["rows"] if one["id"] == str(share.pk))
    assert (cells["target.2027"], cells["target.2028"]) == ("1242.5", "12,x")
    found = {(one["code"], one["cell"], one["column"]) for one in told.json()["findings"]}
    assert {("share_out_of_range", "target.2027", "target"), ("unreadable_number", "target.2028", "target")} <= found


@pytest.mark.parametrize("sent", [None, "*", "7", '"x"', '"1", "2"', '"99999999999"'])
def test_whoever_does_not_say_what_they_saw_changes_nothing(
    caller: Caller, program: Program, row: Row, sent: str | None
) -> None:
    headers = {"if_match": sent} if sent else {}
    answer = caller.send("PATCH", address(program), {"cells": {str(row.pk): {"name.ru": "x"}}}, **headers)
    assert (answer.status_code, answer.json()["code"]) == (428, "if-match-missing")
    assert Row.objects.get(pk=row.pk).cells == row.cells


def test_a_tag_that_was_made_weak_on_the_way_is_the_same(caller: Caller, program: Program) -> None:
    assert save(caller, program, over=f"W/{tag(caller, program)}").status_code == 200


def test_somebody_elses_change_of_the_same_cell_is_told_with_all_values(
    caller: Caller, team: dict[Role, Membership], program: Program, row: Row
) -> None:
    seen = tag(caller, program)
    colleague = by_session(team[Role.SIGNATORY].user)
    assert save(colleague, program, over=seen, cells={str(row.pk): {"name.kk": "Бірінші"}}).status_code == 200
    answer = save(caller, program, over=seen, cells={str(row.pk): {"name.kk": "Екінші"}})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (412, "version-changed")
    saver = team[Role.SIGNATORY].user.full_name
    present = {"version": int(seen.strip('"')) + 1, "saved_at": "2026-09-08T14:03:00+05:00", "saved_by": saver}
    assert problem["present"] == present
    base = row.cells["name.kk"]
    assert problem["conflicts"] == [
        {"row": str(row.pk), "cell": "name.kk", "base": base, "mine": "Екінші", "theirs": "Бірінші"}
    ]
    assert Row.objects.get(pk=row.pk).cells["name.kk"] == "Бірінші"


def test_changes_of_different_cells_are_not_joined_in_silence_either(
    caller: Caller, team: dict[Role, Membership], program: Program, row: Row
) -> None:
    seen = tag(caller, program)
    save(by_session(team[Role.SIGNATORY].user), program, over=seen, cells={str(row.pk): {"name.kk": "Бірінші"}})
    answer = save(caller, program, over=seen, cells={str(row.pk): {"name.ru": "Вторая"}})
    assert (answer.status_code, answer.json()["conflicts"]) == (412, [])
    assert Row.objects.get(pk=row.pk).cells == row.cells | {"name.kk": "Бірінші"}


def test_rows_are_added_removed_and_brought_back(caller: Caller, program: Program, row: Row) -> None:
    added = save(caller, program, add=[ACTIVITY, ACTIVITY]).json()["added"]
    assert len(added) == 2
    assert save(caller, program, cells={added[1]: {"name.kk": "Жаңа"}}).status_code == 200
    left = save(caller, program, remove=[added[1], str(row.pk)]).json()["rows"]
    assert {added[1], str(row.pk)} & {one["id"] for one in left} == set()
    told = save(caller, program, restore=[str(row.pk)], cells={str(row.pk): {"name.kk": "Қайта"}}).json()
    back = next(one for one in told["rows"] if one["id"] == str(row.pk))
    assert back["cells"] == row.cells | {"name.kk": "Қайта"}


def order(told: Any) -> list[str]:
    return [one["id"] for one in told.json()["rows"]]


def test_rows_are_moved_one_after_the_other(caller: Caller, program: Program) -> None:
    save(caller, program, add=[ACTIVITY] * 3)
    first, second, third, fourth = order(caller.get(address(program)))
    moves = [{"row": third, "steps": -1}, {"row": first, "steps": 300}, {"row": fourth, "steps": -1}]
    assert order(save(caller, program, move=moves)) == [third, fourth, second, first]
    assert order(caller.get(address(program))) == [third, fourth, second, first]


def test_a_row_is_not_moved_over_what_was_not_seen(caller: Caller, program: Program) -> None:
    save(caller, program, add=[ACTIVITY])
    seen = tag(caller, program)
    first, second = order(caller.get(address(program)))
    assert save(caller, program, over=seen, move=[{"row": first, "steps": 1}]).status_code == 200
    assert save(caller, program, over=seen, move=[{"row": first, "steps": 1}]).status_code == 412
    assert order(caller.get(address(program))) == [second, first]


MISTAKES = [
    ({"cells": {NOBODY: {"name.kk": "x"}}}, f"/cells/{NOBODY}", "unknown-row"),
    ({"cells": {"x": {"name.kk": "x"}}}, "/cells/x", "unknown-row"),
    ({"cells": {"ROW": {"target.2027": "1"}}}, "/cells/ROW/target.2027", "unknown-cell"),
    ({"cells": {"ROW": {"term.2031.kk": "1"}}}, "/cells/ROW/term.2031.kk", "unknown-cell"),
    ({"cells": {"ROW": {"a/b": "1"}}}, "/cells/ROW/a~1b", "unknown-cell"),
    ({"cells": {"ROW": {"name.kk": None}}}, "/cells/ROW/name.kk", "null"),
    ({"cells": {"ROW": {"name.kk": "a\0b"}}}, "/cells/ROW/name.kk", "null_characters_not_allowed"),
    ({"cells": {"ROW": {"name.kk": "x" * (LONGEST_TEXT + 1)}}}, "/cells/ROW/name.kk", "max_length"),
    ({"cells": ["x"]}, "/cells", "not_a_dict"),
    ({"remove": [NOBODY]}, "/remove/0", "unknown-row"),
    ({"restore": [NOBODY]}, "/restore/0", "unknown-row"),
    ({"remove": ["x"]}, "/remove/0", "invalid"),
    ({"add": [ACTIVITY, {"kind": "target"}]}, "/add/1", "no-such-place"),
    ({"add": [{"kind": "activity", "right": NOBODY}]}, "/add/0", "no-such-place"),
    ({"add": [ACTIVITY] * (typed_section.MOST_ROWS)}, "/add/0", "too-many-rows"),
    ({"move": [{"row": NOBODY, "steps": 1}]}, "/move/0", "unknown-row"),
    ({"move": [{"row": "x", "steps": 1}]}, "/move/0/row", "invalid"),
    ({"move": [{"row": NOBODY}]}, "/move/0/steps", "required"),
    ({"move": [{"row": NOBODY, "steps": 301}]}, "/move/0/steps", "max_value"),
    ({"move": [{"row": NOBODY, "steps": "up"}]}, "/move/0/steps", "invalid"),
    ([], "", "invalid"),
]


@pytest.mark.parametrize(("change", "pointer", "code"), MISTAKES)
def test_every_mistake_is_named_at_its_place_and_nothing_is_saved(
    caller: Caller, program: Program, row: Row, change: Any, pointer: str, code: str
) -> None:
    over = tag(caller, program)
    if isinstance(change, dict) and "ROW" in change.get("cells", ()):
        change = {"cells": {str(row.pk): change["cells"]["ROW"]}}
    answer = caller.send("PATCH", address(program), change, if_match=over)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")
    errors = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
    assert errors == [(pointer.replace("ROW", str(row.pk)), code)]
    assert tag(caller, program) == over


def test_all_mistakes_are_told_at_once(caller: Caller, program: Program, row: Row) -> None:
    answer = save(caller, program, cells={NOBODY: {}, str(row.pk): {"x": ""}}, remove=[NOBODY])
    assert len(answer.json()["errors"]) == 3


def test_a_fixed_row_stays(caller: Caller, program: Program) -> None:
    fixed = program.rows.get(section="table_2", kind="icv_share")
    answer = save(caller, program, "table_2", remove=[str(fixed.pk)])
    assert [error["code"] for error in answer.json()["errors"]] == ["fixed-row"]
    assert Row.objects.filter(pk=fixed.pk).exists()


def test_a_fixed_row_is_where_the_form_has_it(caller: Caller, program: Program) -> None:
    fixed = program.rows.get(section="table_2", kind="icv_share")
    answer = save(caller, program, "table_2", move=[{"row": str(fixed.pk), "steps": 1}])
    assert [error["code"] for error in answer.json()["errors"]] == ["fixed-row"]


def test_a_row_cannot_be_moved_and_removed_at_once(caller: Caller, program: Program, row: Row) -> None:
    answer = save(caller, program, remove=[str(row.pk)], move=[{"row": str(row.pk), "steps": 1}])
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/move/0", "unknown-row")]
    assert Row.objects.filter(pk=row.pk).exists()


def test_what_is_typed_into_a_removed_row_needs_it_back_first(caller: Caller, program: Program, row: Row) -> None:
    save(caller, program, remove=[str(row.pk)])
    answer = save(caller, program, cells={str(row.pk): {"name.kk": "x"}})
    assert [error["code"] for error in answer.json()["errors"]] == ["row-removed"]


def test_a_submitted_program_is_read_and_not_written(
    caller: Caller, team: dict[Role, Membership], program: Program
) -> None:
    organizations.authorized_body()
    over = tag(caller, program)
    procedure = Procedure.objects.get(program=program)
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=moment("2026-09-08"))
    assert caller.get(address(program)).json()["may_write"] is False
    answer = save(caller, program, over=over, add=[ACTIVITY])
    assert (answer.status_code, answer.json()["code"]) == (409, "program-locked")


def test_sections_and_checks_tell_what_is_missing_in_the_callers_language(team: dict[Role, Membership]) -> None:
    drafter = team[Role.DRAFTER]
    empty = programs.opened(drafter).program
    told = {}
    for language in ("kk", "ru", "en"):
        caller = by_token(drafter, language=language)
        checks = caller.get(reverse("api-checks", args=[empty.pk])).json()
        assert checks["errors"] == len([one for one in checks["findings"] if one["severity"] == "error"]) > 5
        told[language] = [one["message"] for one in checks["findings"]]
        sections = caller.get(reverse("api-sections", args=[empty.pk])).json()
        assert {one["status"] for one in sections["sections"]} == {"not_started"}
    assert not set(told["kk"]) & set(told["en"])
    assert not set(told["ru"]) & set(told["en"])


def test_the_number_of_queries_does_not_depend_on_the_rows(
    caller: Caller, program: Program, django_assert_num_queries: Any
) -> None:
    caller.get("/api/v1/me/")  # the token's last use is told
    for rows in (1, 20):
        with django_assert_num_queries(11):
            caller.get(address(program))
        save(caller, program, add=[ACTIVITY] * rows)
