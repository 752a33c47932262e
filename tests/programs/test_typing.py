"""Cells saved while they are typed: compare and set, one history row for each spell, and who else is there."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.actions import TypedCell, Typing, end_old_spells, type_cells
from programs.content import content_of, content_row
from programs.models import Presence, Program, Row, SectionState
from programs.permissions import ProgramLocked, ProgramReady
from programs.rules.cells import LONGEST_TEXT, UnfitCell
from programs.tasks import record_typing
from tests.factories import organizations, programs
from tests.factories.moments import moment
from tests.programs.conftest import TODAY

SignIn = Callable[[Membership], Client]
AT = TODAY
TEXT = "text.kk"


@pytest.fixture
def row(empty: Program) -> Row:
    return empty.rows.get(section="current_situation")


@pytest.fixture
def share(empty: Program) -> Row:
    return empty.rows.get(section="table_2", kind="icv_share")


def typed(row: Row, key: str, text: str, *, by: Membership, before: str = "", at: Any = AT) -> Typing:
    return type_cells(row.program_id, row.section, [TypedCell(str(row.pk), key, before, text)], by=by, at=at)


def history(row: Row) -> list[tuple[str, dict[str, str]]]:
    """Reason and cells, the oldest first."""
    return list(row.history.order_by("history_id").values_list("history_change_reason", "cells"))


def test_a_cell_over_what_it_held_is_kept_without_history(row: Row, drafter: Membership) -> None:
    before = len(history(row))
    for so_far, text in (("", "Ө"), ("Ө", "Өс"), ("Өс", "Өсті")):
        result = typed(row, TEXT, text, by=drafter, before=so_far)
        assert [cell.text for cell in result.kept] == [text]
    row.refresh_from_db()
    assert (row.cells, row.unrecorded_by, row.unrecorded_at) == ({TEXT: "Өсті"}, drafter, AT)
    assert len(history(row)) == before
    state = SectionState.objects.get(program=row.program_id, section=row.section)
    assert (state.version, state.saved_at, state.saved_by_id, row.section_version) == (3, AT, drafter.pk, 3)


def test_a_cell_somebody_else_changed_is_contested_and_the_others_are_kept(
    row: Row, drafter: Membership, colleague: Membership
) -> None:
    typed(row, TEXT, "Олардікі", by=colleague)
    mine = [TypedCell(str(row.pk), TEXT, "", "Менікі"), TypedCell(str(row.pk), "text.ru", "", "Моё")]
    result = type_cells(row.program_id, row.section, mine, by=drafter, at=AT)
    [contested] = result.contested
    assert (contested.theirs, contested.by, contested.typed) == ("Олардікі", colleague, mine[0])
    assert result.kept == [mine[1]]
    row.refresh_from_db()
    assert row.cells == {TEXT: "Олардікі", "text.ru": "Моё"}


def test_the_same_again_is_kept_already_and_is_no_save(row: Row, drafter: Membership) -> None:
    first = typed(row, TEXT, "Өсті", by=drafter)
    again = typed(row, TEXT, "Өсті", by=drafter)
    assert [cell.text for cell in again.kept] == ["Өсті"]
    assert again.state.version == first.state.version


def test_what_was_sent_before_and_never_confirmed_is_ones_own(row: Row, drafter: Membership) -> None:
    """The portal kept "Өс", and its answer was lost."""
    typed(row, TEXT, "Өс", by=drafter)
    again = TypedCell(str(row.pk), TEXT, "", "Өсті", sent=("Ө", "Өс"))
    result = type_cells(row.program_id, row.section, [again], by=drafter, at=AT)
    assert (result.kept, result.contested) == ([again], [])
    row.refresh_from_db()
    assert row.cells == {TEXT: "Өсті"}


def test_numbers_of_two_lines_are_not_read_as_one(share: Row, drafter: Membership) -> None:
    typed(share, "target.2027", "12\n13", by=drafter)
    share.refresh_from_db()
    assert share.cells == {"target.2027": "12 13"}


@pytest.mark.parametrize("seen", ["1234.5", "1 234,50", "1234,5"])
def test_numbers_are_compared_as_they_are_kept(share: Row, drafter: Membership, seen: str) -> None:
    typed(share, "target.2027", "1 234,5", by=drafter)
    result = typed(share, "target.2027", "42,0 %", by=drafter, before=seen)
    assert result.contested == []
    share.refresh_from_db()
    assert share.cells == {"target.2027": "42"}


def test_an_emptied_cell_is_no_longer_a_key(row: Row, drafter: Membership) -> None:
    typed(row, TEXT, "Өсті", by=drafter)
    typed(row, TEXT, "", by=drafter, before="Өсті")
    row.refresh_from_db()
    assert row.cells == {}


def test_a_row_that_is_gone_is_told(empty: Program, drafter: Membership) -> None:
    added = programs.saved(empty, "table_4", added=[programs.RowPlace("table_4", "activity")], by=drafter).added[0]
    programs.saved(empty, "table_4", removed=[str(added.pk)], by=drafter)
    result = typed(added, "name.kk", "Оқыту", by=drafter)
    assert ([cell.text for cell in result.gone], result.kept) == (["Оқыту"], [])


def test_a_row_of_another_program_is_none_of_this_one(row: Row, empty: Program, db: None) -> None:
    stranger = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    other = programs.opened(stranger).program
    cell = TypedCell(str(row.pk), TEXT, "", "Бөтен")
    result = type_cells(other.pk, row.section, [cell], by=stranger, at=AT)
    assert result.gone == [cell]
    row.refresh_from_db()
    assert row.cells == {}


@pytest.mark.parametrize("key", ["text", "text.en", "target.2027", "name.kk", "text.2027.kk", "", "text.kk "])
def test_a_cell_the_form_does_not_have_is_refused(row: Row, drafter: Membership, key: str) -> None:
    with pytest.raises(UnfitCell):
        typed(row, key, "x", by=drafter)


def test_nobody_else_types(row: Row, team: dict[Role, Membership], strangers: dict[str, Membership]) -> None:
    for other in (team[Role.COMPANY_ADMINISTRATOR], *strangers.values()):
        with pytest.raises(PermissionDenied):
            typed(row, TEXT, "x", by=other)


def test_nobody_types_after_submission_or_while_it_waits_for_the_signature(
    submitted: Program, team: dict[Role, Membership]
) -> None:
    row = submitted.rows.get(section="current_situation")
    with pytest.raises(ProgramLocked):
        typed(row, TEXT, "x", by=team[Role.DRAFTER], before=row.cells[TEXT])


def test_nobody_types_while_it_is_ready(row: Row, empty: Program, drafter: Membership) -> None:
    from programs.actions import stand_ready

    stand_ready(empty, by=drafter, at=AT)
    with pytest.raises(ProgramReady):
        typed(row, TEXT, "x", by=drafter)


# Spells


def test_a_spell_ends_when_nobody_has_typed_for_half_an_hour(row: Row, drafter: Membership) -> None:
    typed(row, TEXT, "Ө", by=drafter)
    typed(row, TEXT, "Өсті", by=drafter, before="Ө", at=AT + timedelta(minutes=5))
    assert end_old_spells(AT + timedelta(minutes=34)) == 0
    assert end_old_spells(AT + timedelta(minutes=35)) == 1
    assert history(row)[1:] == [("typed", {TEXT: "Өсті"})]
    last = row.history.latest()
    assert (last.history_user, last.history_membership_id) == (drafter.user, drafter.pk)
    assert last.history_date == AT + timedelta(minutes=5)
    assert end_old_spells(AT + timedelta(days=1)) == 0


def test_the_sweep_records_what_is_old(row: Row, drafter: Membership, today: None) -> None:
    typed(row, TEXT, "Өсті", by=drafter, at=AT - timedelta(hours=1))
    record_typing()
    assert history(row)[1:] == [("typed", {TEXT: "Өсті"})]


def test_another_person_in_the_same_row_ends_the_spell(row: Row, drafter: Membership, colleague: Membership) -> None:
    typed(row, TEXT, "Өсті", by=drafter)
    typed(row, "text.ru", "Рост", by=colleague, at=AT + timedelta(minutes=1))
    assert history(row)[1:] == [("typed", {TEXT: "Өсті"})]
    assert end_old_spells(AT + timedelta(hours=1)) == 1
    assert history(row)[2:] == [("typed", {TEXT: "Өсті", "text.ru": "Рост"})]
    assert row.history.latest().history_membership_id == colleague.pk


def test_a_save_ends_the_spell_before_it_is_recorded_itself(
    row: Row, empty: Program, drafter: Membership, colleague: Membership
) -> None:
    typed(row, TEXT, "Өсті", by=drafter)
    programs.saved(empty, row.section, cells={str(row.pk): {TEXT: "Өсті", "text.ru": "Рост"}}, by=colleague, at=AT)
    assert history(row)[1:] == [("typed", {TEXT: "Өсті"}), ("saved", {TEXT: "Өсті", "text.ru": "Рост"})]


def test_a_save_takes_the_same_statements_over_one_row_that_was_typed_into_and_over_many(
    empty: Program, drafter: Membership, colleague: Membership
) -> None:
    counted = []
    for number, section in ((1, "table_2"), (4, "table_1")):
        for row in empty.rows.of_section(section)[:number]:
            [key, *_] = [spec.key for spec in content_of(empty, on=AT.date()).cell_specs(content_row(row))]
            typed(row, key, "7", by=drafter)
        with CaptureQueriesContext(connection) as made:
            programs.saved(empty, section, by=colleague, at=AT)
        assert set(empty.rows.of_section(section).values_list("unrecorded_at", flat=True)) == {None}
        counted.append(len(made))
    assert counted[0] == counted[1]


def test_what_was_typed_last_is_recorded_and_submitted(team: dict[Role, Membership]) -> None:
    organizations.authorized_body()
    procedure = programs.filled(team[Role.DRAFTER])
    row = procedure.program.rows.get(section="current_situation")
    typed(row, TEXT, "Соңғы сөз", by=team[Role.DRAFTER], before=row.cells[TEXT])
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=moment("2026-09-09"))
    assert history(row)[-1][0] == "typed"
    assert row.history.latest().cells[TEXT] == "Соңғы сөз"
    frozen = procedure.program.versions.get().as_content
    assert [one.cells[TEXT] for one in frozen.rows if one.id == str(row.pk)] == ["Соңғы сөз"]


# The addresses a page asks by itself


def post(client: Client, row: Row, *changes: dict[str, str]) -> Any:
    url = reverse("typing", args=[row.program_id, row.section])
    return client.post(url, {"changes": json.dumps(list(changes))}, headers={"accept": "application/json"})


def change(row: Row, key: str = TEXT, before: str = "", text: str = "Өсті") -> dict[str, str]:
    return {"row": str(row.pk), "key": key, "before": before, "text": text}


def test_the_page_is_told_what_became_of_its_cells(row: Row, drafter: Membership, signed_in: SignIn) -> None:
    told = post(signed_in(drafter), row, change(row)).json()
    name = f"cell:{row.pk}:{TEXT}"
    assert told == {
        "seen": 0,
        "version": 1,
        "savedAt": "14:03",
        "kept": [name],
        "gone": [],
        "contested": [],
    }


def test_the_page_gets_the_question_about_a_contested_cell(
    row: Row, drafter: Membership, colleague: Membership, signed_in: SignIn
) -> None:
    typed(row, TEXT, "<b>Олардікі</b>", by=colleague)
    [contested] = post(signed_in(drafter), row, change(row)).json()["contested"]
    assert (contested["name"], contested["theirs"]) == (f"cell:{row.pk}:{TEXT}", "<b>Олардікі</b>")
    assert "&lt;b&gt;Олардікі&lt;/b&gt;" in contested["question"]
    assert colleague.user.full_name in contested["question"]


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{}",
        "[1]",
        '[{"row": "x"}]',
        '[{"row": "x", "key": "text.kk", "before": "", "text": ""}]',
        json.dumps([{"row": "0" * 32, "key": "text.kk", "before": "", "text": "a\0b"}]),
        json.dumps([{"row": "0" * 32, "key": "text.kk", "before": "", "text": "\ud800"}]),
        "[" * 100_000,
        json.dumps([{"row": "0" * 32, "key": "text.kk", "before": "", "text": "x" * (LONGEST_TEXT + 1)}]),
    ],
)
def test_what_no_page_sends_is_refused(row: Row, drafter: Membership, signed_in: SignIn, sent: str) -> None:
    url = reverse("typing", args=[row.program_id, row.section])
    assert signed_in(drafter).post(url, {"changes": sent}).status_code == 400


def test_an_unknown_section_is_refused(row: Row, drafter: Membership, signed_in: SignIn) -> None:
    url = reverse("typing", args=[row.program_id, "table_9"])
    assert signed_in(drafter).post(url, {"changes": "[]"}).status_code == 400


def test_a_program_that_was_submitted_answers_that_it_is_locked(
    submitted: Program, drafter: Membership, signed_in: SignIn
) -> None:
    row = submitted.rows.get(section="current_situation")
    answer = post(signed_in(drafter), row, change(row, before=row.cells[TEXT]))
    assert (answer.status_code, answer.json()) == (409, {"locked": True})


def test_whoever_may_not_write_is_refused_and_nobody_else_finds_the_address(
    row: Row, team: dict[Role, Membership], strangers: dict[str, Membership], signed_in: SignIn
) -> None:
    assert post(signed_in(team[Role.COMPANY_ADMINISTRATOR]), row, change(row)).status_code == 403
    presence = reverse("presence", args=[row.program_id, row.section])
    for stranger in strangers.values():
        client = signed_in(stranger)
        assert (post(client, row, change(row)).status_code, client.post(presence).status_code) == (404, 404)
    assert not Presence.objects.exists()


def test_a_session_that_has_ended_is_told_to_the_script_without_a_page(row: Row) -> None:
    assert post(Client(), row, change(row)).status_code == 401


def test_typing_takes_the_same_statements_for_one_cell_and_for_many(
    share: Row, drafter: Membership, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = signed_in(drafter)
    client.get("/")
    for cells in (["target.2027"], ["target.2027", "target.2028", "target.2029"]):
        with django_assert_num_queries(11):
            changes = [change(share, key, before="", text="41") for key in cells]
            assert post(client, share, *changes).status_code == 200
        Row.objects.filter(pk=share.pk).update(cells={})


def look(client: Client, row: Row, **sent: Any) -> Any:
    url = reverse("presence", args=[row.program_id, row.section])
    return client.post(url, sent, headers={"accept": "application/json"}).json()


def test_each_is_told_of_the_others_and_where_they_write(
    row: Row, share: Row, drafter: Membership, colleague: Membership, signed_in: SignIn
) -> None:
    name = f"cell:{row.pk}:{TEXT}"
    assert look(signed_in(colleague), row, cell=name, version="0")["people"].strip() == ""
    told = look(signed_in(drafter), row, version="0")
    assert colleague.user.full_name in told["people"]
    assert told["cells"] == {name: colleague.user.full_name}
    elsewhere = look(signed_in(drafter), share, version="0")
    assert "Current situation" in elsewhere["people"] or colleague.user.full_name in elsewhere["people"]
    assert elsewhere["cells"] == {}


@pytest.mark.parametrize("sent", [{"version": "9" * 5000}, {"version": "-1"}, {"cell": "a\0b", "version": "x"}])
def test_strange_questions_are_answered_without_changes(
    row: Row, drafter: Membership, signed_in: SignIn, sent: dict[str, str]
) -> None:
    assert look(signed_in(drafter), row, **sent)["changed"] == {}


def test_what_a_page_sends_by_itself_chooses_no_membership_for_other_pages(
    row: Row, drafter: Membership, signed_in: SignIn
) -> None:
    signatory = organizations.member(drafter.organization, Role.SIGNATORY, user=drafter.user)
    client = signed_in(drafter)
    session = client.session
    session["acting_membership"] = str(signatory.pk)
    session.save()
    for name in ("typing", "presence"):
        url = reverse(name, args=[row.program_id, row.section])
        answer = client.post(url, {"changes": json.dumps([change(row)]), "page_membership": str(drafter.pk)})
        assert answer.status_code == 200
    assert client.session["acting_membership"] == str(signatory.pk)
    row.refresh_from_db()
    assert row.unrecorded_by == drafter
    assert Presence.objects.get().membership == drafter


def test_whoever_was_not_heard_of_for_a_while_is_gone(
    row: Row, drafter: Membership, colleague: Membership, signed_in: SignIn
) -> None:
    look(signed_in(colleague), row, version="0")
    Presence.objects.update(seen_at=AT - timedelta(seconds=46))
    assert look(signed_in(drafter), row, version="0")["people"].strip() == ""


def test_a_page_is_told_what_others_saved_since_as_it_shows_it(
    share: Row, drafter: Membership, colleague: Membership, signed_in: SignIn
) -> None:
    typed(share, "target.2027", "1234.5", by=colleague)
    told = look(signed_in(drafter), share, version="0")
    assert told["version"] == 1
    assert told["changed"][f"cell:{share.pk}:target.2027"] == "1\u00a0234.5"
    assert told["changed"][f"cell:{share.pk}:target.2028"] == ""
    assert look(signed_in(drafter), share, version="1")["changed"] == {}


def test_the_shape_changes_when_a_row_comes(empty: Program, drafter: Membership, signed_in: SignIn) -> None:
    place = programs.RowPlace("table_4", "activity")
    row = programs.saved(empty, "table_4", added=[place], by=drafter).added[0]
    before = look(signed_in(drafter), row, version="0")["shape"]
    programs.saved(empty, "table_4", cells={str(row.pk): {"name.kk": "Оқыту"}}, by=drafter)
    assert look(signed_in(drafter), row, version="0")["shape"] == before
    programs.saved(empty, "table_4", added=[place], by=drafter)
    assert look(signed_in(drafter), row, version="0")["shape"] != before
