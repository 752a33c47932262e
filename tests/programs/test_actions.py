"""Saving, merging, contracts and licences, years, freezing: the changes to a program's text."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from icv_portal.accounts.models import Membership, OrganizationFact
from icv_portal.accounts.rules.categories import FactKind
from icv_portal.accounts.rules.roles import Role
from programs import actions
from programs.actions import SectionChange, SectionConflict, save_section
from programs.content import content_of
from programs.models import Program, Row, SectionState, Version
from programs.permissions import ProgramLocked
from programs.rules import checks
from programs.rules.standard_form import SECTIONS, RowPlace, fixed_rows
from tests.factories import organizations, programs
from tests.factories.moments import OPENED_AT, moment
from tests.programs.rules.contents import RIGHTS

LATER = moment("2026-09-08", "14:03")


def narrative(program: Program) -> Row:
    return program.rows.get(section="current_situation")


def version_of(program: Program, section: str) -> int:
    return SectionState.objects.get(program=program, section=section).version


def save(program: Program, section: str, by: Membership, *, version: int, **change: Any) -> actions.SavedSection:
    asked = SectionChange(**{"cells": {}, **change})
    return save_section(program.pk, section, asked, version=version, by=by, at=LATER)


def typed(row: Row, **cells: str) -> dict[str, dict[str, str]]:
    return {str(row.pk): {key.replace("__", "."): text for key, text in cells.items()}}


def test_a_new_program_has_the_fixed_rows_and_a_state_for_each_section(empty: Program):
    places = {RowPlace(row.section, row.kind, row.group or None) for row in empty.rows.all()}
    assert places == set(fixed_rows([], is_subsoil_user=False))
    assert set(empty.sections.values_list("section", "version")) == {(section.code, 0) for section in SECTIONS}


def test_a_filled_program_has_no_findings(complete: Program):
    assert checks.run(content_of(complete, on=OPENED_AT.date())) == []


def test_a_filled_program_of_a_subsoil_user_has_no_findings(db: None):
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    program = programs.filled(drafter).program
    assert checks.run(content_of(program, on=OPENED_AT.date())) == []
    assert program.rows.filter(section="table_2", kind="icv_share").count() == len(RIGHTS)


def test_a_save_is_kept_with_its_person_in_the_history(empty: Program, drafter: Membership):
    row = narrative(empty)
    saved = save(empty, "current_situation", drafter, version=0, cells=typed(row, text__kk="Өсті", text__ru=""))
    row.refresh_from_db()
    assert (row.cells, row.section_version) == ({"text.kk": "Өсті"}, 1)
    assert (saved.state.version, saved.state.saved_at, saved.state.saved_by_id) == (1, LATER, drafter.pk)
    assert row.history.latest().history_user == drafter.user


def test_a_save_that_changes_nothing_leaves_no_history(empty: Program, drafter: Membership):
    row = narrative(empty)
    before = row.history.count()
    save(empty, "current_situation", drafter, version=0, cells=typed(row))
    assert row.history.count() == before


def test_different_cells_are_joined(empty: Program, drafter: Membership, colleague: Membership):
    row = narrative(empty)
    save(empty, "current_situation", colleague, version=0, cells=typed(row, text__kk="Олардікі"))
    saved = save(empty, "current_situation", drafter, version=0, cells=typed(row, text__ru="Моё"))
    row.refresh_from_db()
    assert saved.merged
    assert row.cells == {"text.kk": "Олардікі", "text.ru": "Моё"}


def test_the_same_cell_is_a_conflict_and_nothing_is_changed(empty: Program, drafter: Membership, colleague: Membership):
    row = narrative(empty)
    save(empty, "current_situation", colleague, version=0, cells=typed(row, text__kk="Олардікі"))
    with pytest.raises(SectionConflict) as raised:
        save(empty, "current_situation", drafter, version=0, cells=typed(row, text__kk="Менікі", text__ru="Моё"))
    row.refresh_from_db()
    assert row.cells == {"text.kk": "Олардікі"}
    assert version_of(empty, "current_situation") == 1
    [conflict] = raised.value.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == ("", "Менікі", "Олардікі")
    assert raised.value.cells[str(row.pk)] == {"text.kk": "Олардікі", "text.ru": "Моё"}
    assert raised.value.state.version == 1


def activity(program: Program, by: Membership) -> Row:
    return programs.saved(program, "table_5", added=[RowPlace("table_5", "activity")], by=by).added[0]


def test_a_row_somebody_removed_comes_back_with_what_was_typed(
    empty: Program, drafter: Membership, colleague: Membership
):
    row = activity(empty, drafter)
    version = version_of(empty, "table_5")
    programs.saved(empty, "table_5", removed=[str(row.pk)], by=colleague)
    assert not Row.objects.filter(pk=row.pk).exists()
    with pytest.raises(SectionConflict) as raised:
        save(empty, "table_5", drafter, version=version, cells=typed(row, name__kk="Көрме"))
    save(empty, "table_5", drafter, version=raised.value.state.version, cells=typed(row, name__kk="Көрме"))
    assert Row.objects.get(pk=row.pk).cells == {"name.kk": "Көрме"}


def test_removing_a_row_somebody_changed_is_a_conflict(empty: Program, drafter: Membership, colleague: Membership):
    row = activity(empty, drafter)
    version = version_of(empty, "table_5")
    programs.saved(empty, "table_5", cells=typed(row, name__kk="Көрме"), by=colleague)
    with pytest.raises(SectionConflict):
        save(empty, "table_5", drafter, version=version, cells=typed(row), removed=[str(row.pk)])
    assert Row.objects.get(pk=row.pk).cells == {"name.kk": "Көрме"}


def test_a_row_is_restored_beside_changes_of_others(empty: Program, drafter: Membership, colleague: Membership):
    row, other = activity(empty, drafter), activity(empty, drafter)
    programs.saved(empty, "table_5", cells=typed(row, name__kk="Көрме"), by=drafter)
    programs.saved(empty, "table_5", removed=[str(row.pk)], by=drafter)
    version = version_of(empty, "table_5")
    programs.saved(empty, "table_5", cells=typed(other, name__kk="Кездесу"), by=colleague)
    save(empty, "table_5", drafter, version=version, cells=typed(row, name__kk="Көрме"))
    assert {r.cells["name.kk"] for r in empty.rows.of_section("table_5")} == {"Көрме", "Кездесу"}


def test_strangers_and_readers_do_not_save(
    empty: Program, team: dict[Role, Membership], strangers: dict[str, Membership]
):
    for membership in (team[Role.COMPANY_ADMINISTRATOR], *strangers.values()):
        with pytest.raises(PermissionDenied):
            save(empty, "current_situation", membership, version=0)
    save(empty, "current_situation", team[Role.SIGNATORY], version=0)


def test_a_submitted_program_is_not_saved_and_the_database_refuses_its_rows(submitted: Program, drafter: Membership):
    row = narrative(submitted)
    with pytest.raises(ProgramLocked):
        save(submitted, "current_situation", drafter, version=2, cells=typed(row, text__kk="кеш"))
    for change in (
        lambda: Row.objects.filter(pk=row.pk).update(position=9),
        lambda: Row.objects.filter(pk=row.pk).delete(),
        lambda: Row.objects.create(program=submitted, section="table_5", kind="activity"),
    ):
        with pytest.raises(ProgrammingError, match="out of the customer's hands"), transaction.atomic():
            change()


def test_the_database_refuses_to_change_a_version(submitted: Program):
    version = Version.objects.get(program=submitted)
    assert version.is_intact
    changes = (
        lambda: Version.objects.update(reason="other"),
        lambda: Version.objects.filter(pk=version.pk)._raw_delete("default"),
    )
    for change in changes:
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_a_version_reads_as_the_draft_did(submitted: Program):
    frozen = Version.objects.get(program=submitted).as_content
    draft = content_of(submitted, on=LATER.date())
    assert (frozen.customer, frozen.years, len(frozen.rows)) == (draft.customer, draft.years, len(draft.rows))
    assert checks.run(frozen) == []


def test_a_contract_added_gets_its_row_and_one_that_ended_takes_its_rows_along(db: None):
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    program = programs.opened(drafter).program
    assert not program.rows.filter(kind="icv_share").exists()
    right = actions.add_subsoil_right(
        program.pk, kind="licence", number=" 7-ML ", signed_on=date(2019, 6, 3), by=drafter, at=LATER
    )
    row = program.rows.get(kind="icv_share")
    assert (row.right, right.number) == (right, "7-ML")
    version = version_of(program, "table_2")
    actions.end_subsoil_right(program.pk, right.pk, ended_on=date(2026, 9, 1), by=drafter, at=LATER)
    assert not program.rows.filter(right=right).exists()
    assert version_of(program, "table_2") == version + 1
    assert row.history.latest().history_type == "-"


def test_the_same_contract_is_not_entered_twice(db: None):
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    program = programs.opened(drafter).program
    again: Any = {"kind": "licence", "number": "7-ML", "signed_on": date(2019, 6, 3), "by": drafter, "at": LATER}
    actions.add_subsoil_right(program.pk, **again)
    with pytest.raises(ValidationError):
        actions.add_subsoil_right(program.pk, **again)


def test_years_change_and_what_was_typed_for_others_stays(complete: Program, drafter: Membership):
    actions.change_period(complete.pk, first_year=2028, last_year=2030, by=drafter, at=LATER)
    complete.refresh_from_db()
    assert complete.years == range(2028, 2031)
    assert "target.2027" in complete.rows.get(kind="producers_volume").cells


def test_years_of_two_programs_do_not_overlap(complete: Program, drafter: Membership):
    later = programs.opened(drafter, first_year=2030, last_year=2032).program
    with pytest.raises(ValidationError):
        actions.change_period(later.pk, first_year=2029, last_year=2031, by=drafter, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Program.objects.filter(pk=later.pk).update(first_year=2029, last_year=2031)


def test_years_are_settled_once_submitted(submitted: Program, drafter: Membership):
    with pytest.raises(ProgramLocked):
        actions.change_period(submitted.pk, first_year=2028, last_year=2030, by=drafter, at=LATER)
    actions.unlock(submitted, by=drafter, at=LATER)
    with pytest.raises(ValidationError):
        actions.change_period(submitted.pk, first_year=2028, last_year=2030, by=drafter, at=LATER)


@pytest.mark.django_db
def test_a_licence_entered_meanwhile_has_its_share_row_when_the_program_comes_back():
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    program = programs.filled(drafter).program
    actions.lock(program, by=drafter, at=LATER)
    other = programs.opened(drafter, first_year=2030, last_year=2032).program
    right = actions.add_subsoil_right(
        other.pk, kind="licence", number="77-ML", signed_on=date(2026, 6, 3), by=drafter, at=LATER
    )
    assert not program.rows.filter(right=right).exists()
    actions.unlock(program, by=drafter, at=LATER)
    assert program.rows.get(right=right).kind == "icv_share"


@pytest.mark.django_db
def test_who_becomes_a_subsoil_user_later_gets_the_share_rows_with_the_next_save():
    drafter = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    program = programs.opened(drafter).program
    fact = OrganizationFact(organization=drafter.organization, kind=FactKind.SUBSOIL_USER, basis="test")
    fact.valid_from = organizations.SINCE
    fact.save_by(None)
    right, *_others = programs.subsoil_rights(drafter.organization, by=drafter)
    programs.saved(program, "table_2", by=drafter, at=LATER)
    assert program.rows.get(right=right).kind == "icv_share"
