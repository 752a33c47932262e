"""The register of contracts: what is entered, refused, changed, ended and told, and what counts towards a program."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import Audience, JournalEntry, first_broken_entry
from programs.actions.contracts import (
    ContractChanged,
    ContractEnded,
    add_contract,
    change_contract,
    end_contract,
    take_up_contract,
)
from programs.content import content_of
from programs.models import Contract, Program, Version
from programs.rules.contracts import ContractStatus, RegisterState
from tests.factories import organizations, programs
from tests.factories.moments import OPENED_AT, moment
from tests.factories.registers import CONTRACT, SUPPLIER_BIN, contract
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")
Team = dict[Role, Membership]


def events(by: Membership) -> list[str]:
    entries = JournalEntry.objects.of_chain(by.organization_id).filter(subject_kind="contract")
    return list(entries.values_list("event", flat=True))


def refused(by: Membership, **facts: Any) -> dict[str, list[str]]:
    """What is said, in English, beside which field; nothing is kept."""
    before = fingerprint()
    with translation.override("en"):
        with pytest.raises(ValidationError) as error:
            add_contract({**CONTRACT, **facts}, by=by, at=AT)
        assert changed_tables(before, fingerprint()) == set()
        return {field: list(map(str, texts)) for field, texts in error.value.message_dict.items()}


def ended(one: Contract, by: Membership, status: ContractStatus = ContractStatus.PERFORMED, **given: Any) -> Contract:
    end = {"ended_on": date(2026, 9, 1), "reason": "", **given}
    return end_contract(one.pk, status=status, **end, by=by, at=AT)


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.SIGNATORY])
def test_writers_enter_a_contract_of_their_company(team: Team, role: Role):
    by = team[role]
    kept = Contract.objects.get(pk=contract(by, supplier="  «Болат   Құбыр» ЖШС ").pk)
    assert (kept.customer, kept.supplier, kept.status) == (by.organization, "«Болат Құбыр» ЖШС", "in_force")
    assert kept.amount == Decimal("155.5")
    [row] = kept.history.all()
    assert (row.history_user, row.history_change_reason, row.history_date) == (by.user, "added", OPENED_AT)


def test_the_journal_tells_of_it_by_ids_and_codes_to_the_company_alone(drafter: Membership):
    made = contract(drafter)
    change_contract(made.pk, {"number": "13"}, seen=None, by=drafter, at=AT)
    ended(made, drafter)
    take_up_contract(made.pk, by=drafter, at=AT)
    assert events(drafter) == ["contract_added", "contract_changed", "contract_ended", "contract_taken_up"]
    entries = JournalEntry.objects.filter(subject_id=made.pk)
    assert {entry.audience for entry in entries} == {Audience.STAFF}
    assert not any(word in entry.content for entry in entries for word in (SUPPLIER_BIN, "Болат"))
    assert first_broken_entry(drafter.organization_id) is None


def test_others_enter_nothing(team: Team, strangers: dict[str, Membership]):
    made, before = contract(team[Role.DRAFTER]), fingerprint()
    for by in (team[Role.COMPANY_ADMINISTRATOR], *strangers.values()):
        if by.role not in ("drafter", "signatory"):
            with pytest.raises(PermissionDenied):
                add_contract({**CONTRACT, "number": "2"}, by=by, at=AT)
        with pytest.raises((PermissionDenied, Contract.DoesNotExist)):
            change_contract(made.pk, {"number": "2"}, seen=None, by=by, at=AT)
        with pytest.raises((PermissionDenied, Contract.DoesNotExist)):
            ended(made, by)
        with pytest.raises((PermissionDenied, Contract.DoesNotExist)):
            take_up_contract(made.pk, by=by, at=AT)
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"supplier_bin": "990140999994"}, "supplier_bin", "The last digit of a BIN checks"),
        ({"supplier_bin": "99014099999"}, "supplier_bin", "12"),
        ({"product_code": "28131"}, "product_code", "281314.900.000001"),
        ({"kind": "lease"}, "kind", "not a valid choice"),
        ({"number": " "}, "number", "cannot be blank"),
        ({"signed_on": date(2026, 9, 9)}, "signed_on", "still to come"),
        ({"signed_on": date(1025, 9, 9)}, "signed_on", "before 1992"),
        ({"ends_on": date(2025, 3, 31), "yearly": {}}, "ends_on", "before the first one"),
        ({"ends_on": date(2125, 3, 31)}, "ends_on", "more than 50 years"),
        ({"yearly": {"2029": {"amount": "1"}}}, "yearly", "2029 is outside"),
        ({"yearly": {"2027": {"amount": "abc"}}}, "yearly", "no number"),
        ({"supplier": "Ы" * 301}, "supplier", "300"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(drafter: Membership, facts: dict, field: str, says: str):
    problems = refused(drafter, **facts)
    assert says in " ".join(problems[field])


def test_ones_own_company_supplies_nothing(drafter: Membership):
    assert "your own company" in refused(drafter, supplier_bin=drafter.organization.bin)["supplier_bin"][0]


def test_the_same_contract_is_entered_once(drafter: Membership):
    contract(drafter)
    assert "already: № 12-О/2025" in refused(drafter, good="Басқа тауар")["number"][0]
    assert contract(drafter, number="12-О/2026").pk
    other = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    assert contract(other).customer == other.organization


def test_a_change_leaves_who_what_and_when(drafter: Membership, colleague: Membership):
    made = contract(drafter)
    change_contract(made.pk, {"good": "Құбырлар"}, seen=made.version, by=colleague, at=AT)
    last, first = made.history.order_by("-history_id")
    assert (last.good, last.history_user, last.history_membership_id) == ("Құбырлар", colleague.user, colleague.pk)
    assert first.good == CONTRACT["good"]
    assert JournalEntry.objects.get(event="contract_changed").payload["fields"] == ["good"]


def test_what_changes_nothing_leaves_no_trace(drafter: Membership):
    made, before = contract(drafter), fingerprint()
    change_contract(made.pk, CONTRACT, seen=made.version, by=drafter, at=AT)
    assert changed_tables(before, fingerprint()) == set()


def test_a_change_over_another_state_than_the_one_seen_is_refused(drafter: Membership, colleague: Membership):
    made = contract(drafter)
    seen = made.version
    change_contract(made.pk, {"good": "Құбырлар"}, seen=seen, by=colleague, at=AT)
    before = fingerprint()
    with pytest.raises(ContractChanged) as stale:
        change_contract(made.pk, {"unit": "метр"}, seen=seen, by=drafter, at=AT)
    assert stale.value.contract.good == "Құбырлар"
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize(
    ("status", "given", "field"),
    [
        (ContractStatus.ENDED_EARLY, {"reason": " "}, "end_reason"),
        (ContractStatus.PERFORMED, {"ended_on": date(2026, 9, 9)}, "ended_on"),
        (ContractStatus.PERFORMED, {"ended_on": date(2025, 3, 13)}, "ended_on"),
    ],
)
def test_an_end_that_cannot_be_is_refused(drafter: Membership, status: ContractStatus, given: dict, field: str):
    made, before = contract(drafter), fingerprint()
    with pytest.raises(ValidationError) as error:
        ended(made, drafter, status, **given)
    assert list(error.value.message_dict) == [field]
    assert changed_tables(before, fingerprint()) == set()


def test_an_end_said_twice_is_said_once_and_another_end_is_refused(drafter: Membership):
    made = contract(drafter)
    ended(made, drafter)
    before = fingerprint()
    assert ended(made, drafter).status == "performed"
    with pytest.raises(ContractEnded):
        ended(made, drafter, ContractStatus.ENDED_EARLY, reason="Жеткізуші тоқтады")
    assert changed_tables(before, fingerprint()) == set()


def test_an_end_entered_by_mistake_is_taken_back(drafter: Membership):
    made = contract(drafter)
    ended(made, drafter, ContractStatus.ENDED_EARLY, reason="Жеткізуші тоқтады")
    again = take_up_contract(made.pk, by=drafter, at=AT)
    assert (again.status, again.ended_on, again.end_reason) == ("in_force", None, "")
    before = fingerprint()
    take_up_contract(made.pk, by=drafter, at=AT)
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize(
    ("day", "state", "counts"),
    [
        (date(2025, 3, 13), RegisterState.IN_FORCE, False),
        (date(2025, 3, 14), RegisterState.IN_FORCE, True),
        (date(2028, 12, 31), RegisterState.IN_FORCE, True),
        (date(2029, 1, 1), RegisterState.TERM_OVER, False),
    ],
)
def test_a_contract_counts_from_its_conclusion_to_the_end_of_its_term(
    empty: Program, drafter: Membership, day: date, state: RegisterState, counts: bool
):
    made = contract(drafter)
    assert made.state(day) is state
    assert Contract.objects.in_state(state, day).get() == made
    assert [one.id for one in content_of(empty, on=day).contracts] == [str(made.pk)] * counts


@pytest.mark.parametrize(("ends_on", "counts"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_only_contracts_that_run_in_a_year_of_the_program_count(
    empty: Program, drafter: Membership, ends_on: date, counts: bool
):
    contract(drafter, ends_on=ends_on, yearly={})
    assert len(content_of(empty, on=AT.date()).contracts) == counts


def test_an_ended_contract_and_another_companys_count_towards_nothing(empty: Program, drafter: Membership):
    ended(contract(drafter), drafter)
    contract(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER))
    assert content_of(empty, on=AT.date()).contracts == ()


def test_a_version_keeps_the_contracts_it_was_submitted_with(team: Team):
    organizations.authorized_body()
    by = team[Role.DRAFTER]
    procedure = programs.filled(by)
    made = contract(by)
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=AT)
    change_contract(made.pk, {"number": "99"}, seen=None, by=by, at=AT)
    ended(made, by)
    version = Version.objects.get()
    assert [one.number for one in version.as_content.contracts] == [CONTRACT["number"]]
    assert version.is_intact
    assert content_of(procedure.program, on=AT.date()).contracts == ()


def test_sums_are_those_of_each_type(drafter: Membership):
    contract(drafter)
    contract(drafter, number="2", yearly={"2026": {"quantity": "3"}, "2027": {"amount": "0.1"}})
    contract(drafter, number="3", kind="guaranteed_purchase", yearly={})
    assert Contract.objects.all().summed() == [
        {"kind": "guaranteed_purchase", "number": 1, "total": None},
        {"kind": "offtake", "number": 2, "total": Decimal("155.6")},
    ]
