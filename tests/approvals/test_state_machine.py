"""Random members take random steps, lawful and unlawful, at moments that go on: what must hold holds after each."""

import os
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from approvals import actions
from approvals.actions import DayChange, GivenGround, InvalidRefusal, NotReady, StepConflict
from approvals.models import CalendarDay, Consideration, Procedure, Term
from approvals.models.procedures import NEVER
from approvals.workflow import BODY_STATES, State, Step, steps
from icv_portal.accounts.models import LegalSetting, Membership
from icv_portal.accounts.rules.roles import OrganizationKind, Role
from icv_portal.journal.models import JournalEntry, first_broken_entry
from icv_portal.outbox.models import InboxEntry
from programs.models import Access, Program
from programs.permissions import ProgramLocked
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.factories.programs import saved
from tests.fingerprints import changed_tables, fingerprint

IS_LONG = os.environ.get("SOAK") == "1"
LENGTH = settings(
    max_examples=150 if IS_LONG else 12,
    stateful_step_count=60 if IS_LONG else 16,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
DENIALS = (PermissionDenied, StepConflict, NotReady, InvalidRefusal, ValidationError)
OUT_OF_HAND = {*BODY_STATES, State.AGREED, State.ADOPTED}
WITH_A_TERM = {*BODY_STATES, State.REWORK}
NAMES = sorted({step.name for step in steps()})

soon = st.builds(timedelta, days=st.sampled_from([0, 0, 1, 3, 12]), minutes=st.integers(0, 900))


@dataclass(frozen=True)
class Request:
    """What a page would send: it keeps what it was shown for."""

    name: str
    by: Membership
    procedure_id: UUID
    shown_version: int
    consideration_id: Any
    lawful: bool = True
    rows: tuple[str, ...] = ()

    def send(self, at: datetime) -> Procedure:
        by_version: dict[str, Any] = {"shown_version": self.shown_version, "by": self.by, "at": at}
        match self.name:
            case "agree":
                return actions.agree(self.consideration_id, by=self.by, at=at)
            case "refuse":
                ground = GivenGround("understated_targets", reasoning_ru="Низко", rows=self.rows if self.lawful else ())
                return actions.refuse(
                    self.consideration_id, grounds=[ground], unheard_because=cases.UNHEARD, by=self.by, at=at
                )
            case "adopt":
                number = "7" if self.lawful else ""
                return actions.adopt(self.procedure_id, order_number=number, order_date=at.date(), **by_version)
            case "withdraw":
                reason = "Жоспар өзгерді" if self.lawful else " "
                return actions.withdraw(self.procedure_id, reason=reason, **by_version)
        return getattr(actions, self.name)(self.procedure_id, **by_version)


@dataclass
class World:
    case: Case
    members: list[Membership]
    administrator: Membership

    @property
    def heads(self) -> list[Membership]:
        return [member for member in self.members if member.role in (Role.REGULATOR_HEAD, Role.AUTHORIZED_BODY_HEAD)]


def make_world() -> World:
    """A filled draft of a natural monopoly, its people, and strangers of every kind."""
    case = cases.of_natural_monopoly()
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    others = [
        organizations.natural_monopoly(case.organization(case.regulator)),
        organizations.regulator(),
        organizations.organization(OrganizationKind.AUTHORIZED_BODY, closed_on=date(2026, 1, 1)),
        organizations.oversight(),
    ]
    teams = [case.customer, case.regulator, case.authorized_body, *map(organizations.team, others)]
    members = [member for team in teams for member in team.values()]
    return World(case, [*members, administrator], administrator)


class ProcedureMachine(RuleBasedStateMachine):
    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.case = replace(self.world.case)
        self.now = moment("2026-08-25")
        self.taken: list[Request] = []
        self.history = {self.case.procedure_id: [("opened", self.case.customer[Role.DRAFTER].user_id)]}
        self.reached: set[UUID | None] = set()
        self.ever_reached: set[UUID | None] = set()
        self.frozen: dict[UUID, tuple[int, str]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    # What people do

    @initialize(places=st.lists(st.integers(0, 9), min_size=1, max_size=9))
    def the_program_goes_some_way(self, places):
        for place in places:
            self.the_right_person_takes_a_step(timedelta(hours=30), place, lawful=True)

    @rule(wait=soon, place=st.integers(0, 9), lawful=st.integers(0, 9).map(bool))
    def the_right_person_takes_a_step(self, wait, place, lawful):
        open_steps = [step for step in steps() if step.source == self.procedure.state]
        if open_steps:
            step = open_steps[place % len(open_steps)]
            self.send(self.request(step.name, self.right_person(step), lawful=lawful), wait)

    @rule(wait=soon, name=st.sampled_from(NAMES), place=st.integers(0, 99))
    def anybody_tries_a_step(self, wait, name, place):
        members = self.world.members
        self.send(self.request(name, members[place % len(members)]), wait)

    @precondition(lambda self: self.taken)
    @rule(wait=soon, place=st.integers(0, 99))
    def somebody_clicks_again(self, wait, place):
        """A request that was carried out once never changes anything again."""
        self.now += wait
        request = self.taken[place % len(self.taken)]
        before = fingerprint()
        try:
            request.send(self.now)
        except StepConflict:
            assert request is not self.taken[-1]
        assert changed_tables(before, fingerprint()) == set()

    @rule(wait=soon, place=st.integers(0, 99), filled=st.booleans())
    def somebody_edits(self, wait, place, filled):
        """Table 4 loses its only activity's name, or gets one again: without it nothing can be submitted."""
        self.now += wait
        members = self.world.members
        by = members[place % len(members)] if place % 3 else self.case.signatory
        row = self.case.program.rows.get(section="table_4")
        cells = {key: text for key, text in row.cells.items() if not key.startswith("name")}
        if filled:
            cells |= {"name.kk": f"Кездесу {place}", "name.ru": f"Встреча {place}"}
        writer = by.organization_id == self.procedure.customer_id and by.role in (Role.DRAFTER, Role.SIGNATORY)
        expected = PermissionDenied if not writer else ProgramLocked if self.procedure.state in OUT_OF_HAND else None
        before = fingerprint()
        try:
            saved(self.case.program, "table_4", cells={str(row.pk): cells}, by=by, at=self.now)
            denial = None
        except (PermissionDenied, ProgramLocked) as denied:
            denial = type(denied)
        assert denial is expected
        assert denial is None or changed_tables(before, fingerprint()) == set()

    @rule(wait=soon, ahead=st.integers(1, 25), off=st.booleans())
    def the_calendar_changes(self, wait, ahead, off):
        self.now += wait
        day = self.now.date() + timedelta(days=ahead)
        kind = CalendarDay.Kind.DAY_OFF if off else CalendarDay.Kind.MOVED_WORKING_DAY
        moved = actions.change_calendar([DayChange(day, kind, "№ 411")], by=self.world.administrator, at=self.now)
        for term in moved:
            if term.closed_at is None:
                self.history[term.subject_id].append(("calendar changed", self.world.administrator.user_id))

    @rule(answer=st.sampled_from(["refusing_body", "from_the_start"]))
    def the_legal_setting_changes(self, answer):
        LegalSetting.objects.create(
            key="rework_returns_to", value=answer, in_force_from=self.now.date(), basis="test", entered_at=self.now
        )

    # What is asked of them

    @property
    def procedure(self) -> Procedure:
        return self.case.procedure

    def right_person(self, step: Step) -> Membership:
        people = {**self.case.customer, **self.case.regulator, **self.case.authorized_body}
        return people[step.by]

    def request(self, name: str, by: Membership, *, lawful: bool = True) -> Request:
        procedure = self.procedure
        last = procedure.considerations.order_by("outcome", "-filed_at", "-round").first()
        rows = (cases.lawful_ground(last.version).rows) if last else ()
        return Request(name, by, procedure.pk, procedure.version, last.pk if last else None, lawful, rows)

    def may(self, request: Request) -> bool:
        """By the workflow's lines alone."""
        state = self.procedure.state
        found = [step for step in steps() if (step.name, step.source) == (request.name, state)]
        return any(request.by == self.right_person(step) for step in found)

    def send(self, request: Request, wait: timedelta) -> None:
        self.now += wait
        if request.name in ("agree", "refuse") and request.consideration_id is None:
            return  # nothing was ever filed: there is no page to decide on
        may, before = self.may(request), fingerprint()
        try:
            request.send(self.now)
            denial = None
        except DENIALS as denied:
            denial = type(denied)
        changed = bool(changed_tables(before, fingerprint()))
        assert not (changed and denial)
        if may:
            assert changed is (denial is None)
            assert denial not in (PermissionDenied, StepConflict)
        if changed:
            assert may, f"{request.name} by {request.by.role}"
            assert request.lawful or request.name not in ("refuse", "adopt", "withdraw")
            self.note(request)

    def note(self, request: Request) -> None:
        self.taken.append(request)
        self.history[request.procedure_id].append((request.name, request.by.user_id))
        following = Procedure.objects.filter(previous=request.procedure_id).first()
        if following:
            self.case.procedure_id = following.pk
            self.history[following.pk] = [("opened", request.by.user_id)]
            self.reached.clear()
        if self.procedure.state in BODY_STATES:
            self.reached.add(self.procedure.responsible_organization_id)
            self.ever_reached |= self.reached

    # What always holds

    @invariant()
    def one_term_runs_for_whose_turn_it_is(self):
        procedure = self.procedure
        running = list(Term.objects.running())
        turn = (procedure.responsible_organization_id, procedure.due_on)
        if procedure.state in WITH_A_TERM:
            (term,) = running
            assert term.subject_id == procedure.pk
            assert turn == (term.organization_id, term.due_on)
        else:
            assert running == []
            due_on = date(2026, 11, 30) if procedure.state == State.AGREED else None
            assert turn == (None if procedure.is_finished else procedure.customer_id, due_on)
        assert procedure.sorts_on == (procedure.due_on or NEVER)

    @invariant()
    def a_consideration_is_open_exactly_while_a_body_has_the_program(self):
        procedure = self.procedure
        bodies = list(Consideration.objects.open().values_list("procedure", "body"))
        with_a_body = procedure.state in BODY_STATES
        assert bodies == ([(procedure.pk, procedure.responsible_organization_id)] if with_a_body else [])

    @invariant()
    def the_text_is_locked_exactly_while_out_of_the_customers_hands(self):
        assert Program.objects.get(pk=self.case.program.pk).is_locked is (self.procedure.state in OUT_OF_HAND)

    @invariant()
    def versions_stay_as_they_were_frozen(self):
        versions = list(self.case.program.versions.order_by("number"))
        assert [version.number for version in versions] == list(range(1, len(versions) + 1))
        assert all(version.is_intact for version in versions)
        for version in versions:
            assert self.frozen.setdefault(version.pk, (version.number, version.sha256)) == (
                version.number,
                version.sha256,
            )
        assert len(versions) == len(self.frozen) == sum("submit" in request.name for request in self.taken)

    @invariant()
    def the_adopted_version_is_the_last_one(self):
        procedure = self.procedure
        adopted = procedure.adopted_version
        assert (adopted is not None) is (procedure.state == State.ADOPTED)
        if adopted:
            assert adopted == self.case.version

    @invariant()
    def rounds_and_steps_are_counted(self):
        procedure = self.procedure
        names = [request.name for request in self.taken if request.procedure_id == procedure.pk]
        assert (procedure.version, procedure.last_step) == (len(names), names[-1] if names else "")
        assert procedure.round == 1 + names.count("resubmit")

    @invariant()
    def the_journal_is_whole(self):
        entries = JournalEntry.objects.of_chain(self.case.program.pk)
        numbers = list(entries.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert first_broken_entry(self.case.program.pk) is None
        events = [entry.membership_id for entry in entries if entry.event not in ("opened", "term_moved")]
        assert events == [request.by.pk for request in self.taken]

    @invariant()
    def history_is_complete(self):
        for pk, expected in self.history.items():
            rows = Procedure.history.filter(id=pk).order_by("history_id")
            assert list(rows.values_list("history_change_reason", "history_user")) == expected
            assert rows.values_list("state", "version").last() == Procedure.objects.values_list("state", "version").get(
                pk=pk
            )

    @invariant()
    def exactly_the_bodies_reached_read_the_program(self):
        assert set(Access.objects.open().values_list("organization", flat=True)) == self.reached
        for head in self.world.heads:
            assert Program.objects.visible_to(head).exists() is (head.organization_id in self.ever_reached)
            reached = head.organization_id in self.reached
            assert Procedure.objects.visible_to(head).filter(pk=self.procedure.pk).exists() is reached

    @invariant()
    def every_decision_was_delivered_once(self):
        delivered = list(InboxEntry.objects.filter(event__in=["agreed", "refused"]).values_list("event", flat=True))
        for name, event in (("agree", "agreed"), ("refuse", "refused")):
            assert delivered.count(event) == sum(request.name == name for request in self.taken)


@pytest.fixture
def world(db: None) -> World:
    ProcedureMachine.world = make_world()
    return ProcedureMachine.world


@pytest.mark.usefixtures("world")
def test_whatever_people_try_the_procedure_stays_lawful():
    run_state_machine_as_test(ProcedureMachine, settings=LENGTH)
