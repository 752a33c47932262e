"""Applications of manufacturers: what is entered, refused, changed, removed and told."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import Audience, JournalEntry
from programs.actions.applications import (
    ApplicationChanged,
    add_application,
    change_application,
    remove_application,
)
from programs.content import content_of
from programs.models import ManufacturerApplication, Program
from tests.factories import programs
from tests.factories.moments import moment
from tests.factories.registers import APPLICATION, SUPPLIER_BIN, application
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")


def received(program: Program) -> list[str]:
    return [one.id for one in content_of(program, on=AT.date()).applications]


def test_an_application_is_part_of_the_content_until_it_is_removed(empty: Program, drafter: Membership):
    later = application(empty, by=drafter, received_on=date(2026, 5, 1), volume=Decimal("12.5"))
    earlier = application(empty, by=drafter)
    assert received(empty) == [str(earlier.pk), str(later.pk)]
    remove_application(empty.pk, later.pk, reason="Қате енгізілді", by=drafter, at=AT)
    assert received(empty) == [str(earlier.pk)]
    gone = ManufacturerApplication.history.filter(id=later.pk, history_type="-").get()
    assert (gone.history_change_reason, gone.history_user, gone.volume) == (
        "Қате енгізілді",
        drafter.user,
        Decimal("12.5"),
    )


def test_a_fact_is_entered_whoever_the_program_lies_with(submitted: Program, drafter: Membership):
    application(submitted, by=drafter, at=AT)
    assert submitted.versions.get().as_content.applications == ()
    assert programs.frozen(submitted, by=drafter, at=AT).as_content.applications[0].manufacturer_bin == SUPPLIER_BIN


def test_the_journal_tells_of_it_by_ids_and_codes_to_the_company_alone(empty: Program, drafter: Membership):
    made = application(empty, by=drafter)
    change_application(empty.pk, made.pk, {"outcome": "declined"}, seen=made.version, by=drafter, at=AT)
    remove_application(empty.pk, made.pk, reason="Қате", by=drafter, at=AT)
    entries = JournalEntry.objects.of_chain(empty.pk).filter(subject_kind="application")
    assert [one.event for one in entries] == ["application_added", "application_changed", "application_removed"]
    assert {one.audience for one in entries} == {Audience.STAFF}
    assert entries[1].payload == {"kind": "offtake", "fields": ["outcome"]}
    assert not any(word in one.content for one in entries for word in (SUPPLIER_BIN, "Болат", "Қате"))


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"kind": "contract_purchase"}, "kind", "not a valid choice"),
        ({"manufacturer_bin": "990140999994"}, "manufacturer_bin", "The last digit of a BIN checks"),
        ({"product_code": "1"}, "product_code", "281314.900.000001"),
        ({"received_on": date(2026, 9, 9)}, "received_on", "still to come"),
        ({"received_on": date(26, 9, 9)}, "received_on", "Check the year"),
        ({"volume": Decimal(-1)}, "volume", "not negative"),
        ({"volume": Decimal("0.00001")}, "volume", "4 decimal places"),
        ({"manufacturer": ""}, "manufacturer", "cannot be blank"),
        ({"outcome": "lost"}, "outcome", "not a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    empty: Program, drafter: Membership, facts: dict[str, Any], field: str, says: str
):
    before = fingerprint()
    with translation.override("en"):
        with pytest.raises(ValidationError) as error:
            add_application(empty.pk, {**APPLICATION, **facts}, by=drafter, at=AT)
        assert says in " ".join(map(str, error.value.message_dict[field]))
    assert changed_tables(before, fingerprint()) == set()


def test_the_same_application_is_entered_once_a_day(empty: Program, drafter: Membership):
    application(empty, by=drafter)
    with pytest.raises(ValidationError):
        application(empty, by=drafter, volume=Decimal(3))
    application(empty, by=drafter, kind="guaranteed_purchase")
    application(empty, by=drafter, received_on=date(2026, 3, 3))
    assert empty.applications.count() == 3


def test_a_program_holds_a_bounded_number(empty: Program, drafter: Membership, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("programs.actions.applications.MOST_APPLICATIONS", 1)
    application(empty, by=drafter)
    with pytest.raises(ValidationError):
        application(empty, by=drafter, good="Басқа")


def test_a_change_over_another_state_than_the_one_seen_is_refused(
    empty: Program, drafter: Membership, colleague: Membership
):
    made = application(empty, by=drafter)
    seen = made.version
    change_application(empty.pk, made.pk, {"outcome": "declined"}, seen=seen, by=colleague, at=AT)
    before = fingerprint()
    with pytest.raises(ApplicationChanged) as stale:
        change_application(empty.pk, made.pk, {"unit": "метр"}, seen=seen, by=drafter, at=AT)
    assert stale.value.application.outcome == "declined"
    assert changed_tables(before, fingerprint()) == set()


def test_a_removal_has_its_reason_and_happens_once(empty: Program, drafter: Membership):
    made = application(empty, by=drafter)
    before = fingerprint()
    with pytest.raises(ValidationError):
        remove_application(empty.pk, made.pk, reason=" ", by=drafter, at=AT)
    assert changed_tables(before, fingerprint()) == set()
    remove_application(empty.pk, made.pk, reason="Қате", by=drafter, at=AT)
    before = fingerprint()
    remove_application(empty.pk, made.pk, reason="Қате", by=drafter, at=AT)
    assert changed_tables(before, fingerprint()) == set()


def test_others_enter_nothing(empty: Program, team: dict[Role, Membership], strangers: dict[str, Membership]):
    made, before = application(empty, by=team[Role.DRAFTER]), fingerprint()
    for by in (team[Role.COMPANY_ADMINISTRATOR], *strangers.values()):
        with pytest.raises(PermissionDenied):
            application(empty, by=by)
        with pytest.raises(PermissionDenied):
            change_application(empty.pk, made.pk, {"unit": "метр"}, seen=None, by=by, at=AT)
        with pytest.raises(PermissionDenied):
            remove_application(empty.pk, made.pk, reason="Қате", by=by, at=AT)
    assert changed_tables(before, fingerprint()) == set()
