"""The life of one program told through the actions of the portal: who acts, when, in which order."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from approvals import actions as approvals
from approvals.actions import GivenGround
from approvals.actions.hearing import latest_decision
from approvals.models import Consideration, Procedure
from approvals.rules.route import BodyKind
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.categories import FactKind
from icv_portal.accounts.rules.roles import Role
from icv_portal.demo.attachments import Paper
from icv_portal.demo.contents.program_contents import ProgramContents, ProgramFrame, WrittenRow, by_section
from icv_portal.demo.people import Members
from icv_portal.demo.purchases import actual_list, mistaken_list, planned_list
from icv_portal.demo.registers import DemoApplication, DemoContract
from programs import actions as programs
from programs.actions import SectionChange
from programs.actions.applications import add_application
from programs.actions.attachments import attach
from programs.actions.contracts import add_contract, end_contract
from programs.actions.purchase_imports import import_due
from programs.actions.purchases import send_purchases
from programs.models import Program, Row
from programs.rules.contracts import ContractStatus
from programs.rules.purchases.kinds import PurchasePurpose
from programs.rules.standard_form import RowPlace

BETWEEN_SAVES = timedelta(minutes=9)
BETWEEN_ENTRIES = timedelta(minutes=3)
REVIEWER = {
    BodyKind.REGULATOR: Role.REGULATOR_REVIEWER,
    BodyKind.AUTHORIZED_BODY: Role.AUTHORIZED_BODY_REVIEWER,
}
HEAD = {BodyKind.REGULATOR: Role.REGULATOR_HEAD, BodyKind.AUTHORIZED_BODY: Role.AUTHORIZED_BODY_HEAD}


class Storyteller:
    """Opens programs; knows who holds which role where."""

    def __init__(self, organizations: Mapping[str, Organization], members: Members) -> None:
        self.organizations, self.members = organizations, members
        self.codes = {organization.pk: code for code, organization in organizations.items()}

    def open(
        self,
        customer: str,
        first_year: int,
        *,
        at: datetime,
        years: int = 3,
        languages: Sequence[str] = ("kk", "ru"),
        rights: Iterable[tuple[str, str, date]] = (),
        start_from: "Story | None" = None,
    ) -> "Story":
        """A program in draft; `rights` are kind, number and date of the customer's contracts and licences."""
        drafter = self.members[customer, Role.DRAFTER]
        procedure = approvals.open_program(
            self.organizations[customer],
            first_year=first_year,
            last_year=first_year + years - 1,
            languages=languages,
            by=drafter,
            at=at,
            start_from=start_from.program_id if start_from else None,
        )
        for kind, number, signed_on in rights:
            programs.add_subsoil_right(
                procedure.program_id, kind=kind, number=number, signed_on=signed_on, by=drafter, at=at
            )
        return Story(self, procedure, drafter=drafter, signatory=self.members[customer, Role.SIGNATORY])

    def official(self, consideration: Consideration, roles: Mapping[BodyKind, Role]) -> Membership:
        return self.members[self.codes[consideration.body_id], roles[BodyKind(consideration.body_kind)]]


class Story:
    """One program's steps, each at its moment, by whoever takes it."""

    def __init__(
        self, storyteller: Storyteller, procedure: Procedure, *, drafter: Membership, signatory: Membership
    ) -> None:
        self._storyteller, self._procedure = storyteller, procedure
        self._drafter, self._signatory = drafter, signatory

    def write(self, contents: ProgramContents, *, at: datetime) -> None:
        self.write_rows(contents.rows(self.frame(at)), at=at)

    def rework(self, contents: ProgramContents, *, at: datetime) -> None:
        """Write Tables 2 and 3 anew."""
        rows = contents.rows(self.frame(at))
        self.write_rows((row for row in rows if row.place.section in ("table_2", "table_3")), at=at)

    def write_rows(self, rows: Iterator[WrittenRow], *, at: datetime) -> None:
        """Section by section, some minutes apart, by the customer's drafter; rows that stand already come first."""
        program = Program.objects.get(pk=self._procedure.program_id)
        standing: dict[RowPlace, list[str]] = {}
        for row in program.rows.all():
            standing.setdefault(_place(row), []).append(str(row.pk))
        versions = dict(program.sections.values_list("section", "version"))
        for number, (section, written) in enumerate(by_section(rows).items()):
            saved_at = at + number * BETWEEN_SAVES
            self._write_section(section, written, standing, version=versions[section], at=saved_at)

    def _write_section(
        self,
        section: str,
        written: Iterable[WrittenRow],
        standing: Mapping[RowPlace, list[str]],
        *,
        version: int,
        at: datetime,
    ) -> None:
        cells: dict[str, Mapping[str, str]] = {}
        added: list[WrittenRow] = []
        for row in written:
            if standing.get(row.place):
                cells[standing[row.place].pop(0)] = row.cells
            else:
                added.append(row)
        saved = self._save(section, SectionChange(cells, added=[row.place for row in added]), version=version, at=at)
        if added:
            cells = {str(row.pk): new.cells for row, new in zip(saved.added, added, strict=True)}
            self._save(section, SectionChange(cells), version=saved.state.version, at=at)

    def _save(self, section: str, change: SectionChange, *, version: int, at: datetime) -> programs.SavedSection:
        return programs.save_section(
            self._procedure.program_id, section, change, version=version, by=self._drafter, at=at
        )

    def frame(self, at: datetime) -> ProgramFrame:
        program = Program.objects.select_related("customer").get(pk=self._procedure.program_id)
        rights = program.customer.subsoil_rights.in_force()
        return ProgramFrame(
            years=program.years,
            baseline_years=program.baseline_years,
            languages=program.languages,
            rights=[str(right.pk) for right in rights],
            art_46_excluded=FactKind.ART_46_EXCLUDED in program.customer.facts_on(localdate(at)),
        )

    def attach(self, paper: Paper, *, at: datetime) -> None:
        customer, day = self._drafter.organization.name_ru, localdate(at)
        sent = paper.printed(customer=customer, day=day)
        attach(self._procedure.program_id, sent, kind=paper.kind, by=self._drafter, at=at)

    def enter_contract(self, contract: DemoContract, *, at: datetime) -> UUID:
        """Into the register of the customer; told by its drafter."""
        program = Program.objects.get(pk=self._procedure.program_id)
        return add_contract(contract.facts(program.first_year), by=self._drafter, at=at).pk

    def end_contract(self, contract_id: UUID, ended_on: date, *, at: datetime) -> None:
        end_contract(
            contract_id, status=ContractStatus.PERFORMED, ended_on=ended_on, reason="", by=self._drafter, at=at
        )

    def enter_applications(self, applications: Iterable[DemoApplication], *, at: datetime) -> None:
        """Received in the days before, entered one after another."""
        for number, application in enumerate(applications, start=1):
            facts = application.facts(localdate(at) - timedelta(days=40 - number), number)
            add_application(self._procedure.program_id, facts, by=self._drafter, at=at + number * BETWEEN_ENTRIES)

    def import_planned(self, contents: ProgramContents, *, at: datetime) -> None:
        program = Program.objects.get(pk=self._procedure.program_id)
        rights = {str(right.pk): right.number for right in program.customer.subsoil_rights.in_force()}
        sent = planned_list(contents.rows(self.frame(at)), rights=rights, years=program.years)
        self._import(sent, PurchasePurpose.PLANNED, at=at)

    def import_mistaken(self, contents: ProgramContents, *, at: datetime) -> None:
        """A file with the mistakes people make, which is not taken: what is wrong in it can be looked at."""
        program = Program.objects.get(pk=self._procedure.program_id)
        sent = mistaken_list(contents.rows(self.frame(at)), years=program.years)
        self._import(sent, PurchasePurpose.PLANNED, at=at)

    def import_actual(self, contents: ProgramContents, *, at: datetime) -> None:
        frame = self.frame(at)
        sent = actual_list(contents.rows(frame), years=frame.baseline_years)
        self._import(sent, PurchasePurpose.ACTUAL, at=at)

    def _import(self, sent: SimpleUploadedFile, purpose: PurchasePurpose, *, at: datetime) -> None:
        """What the worker does with a file is done at once."""
        send_purchases(self._procedure.program_id, sent, purpose=purpose, by=self._drafter, at=at)
        import_due(lambda: at)

    def submit(self, *, at: datetime) -> None:
        self._procedure = approvals.submit(
            self._procedure.pk, shown_version=self._procedure.version, by=self._signatory, at=at
        )

    def declare_ready(self, *, at: datetime) -> None:
        self._procedure = approvals.declare_ready(
            self._procedure.pk, shown_version=self._procedure.version, by=self._drafter, at=at
        )

    def return_draft(self, note: str, *, at: datetime) -> None:
        self._procedure = approvals.return_draft(
            self._procedure.pk, shown_version=self._procedure.version, note=note, by=self._signatory, at=at
        )

    def resubmit(self, *, at: datetime) -> None:
        self._procedure = approvals.resubmit(
            self._procedure.pk, shown_version=self._procedure.version, by=self._signatory, at=at
        )

    def prepare(self, outcome: str, *, at: datetime, grounds: Collection[GivenGround] = ()) -> None:
        """The reviewer of the body it lies with proposes a decision."""
        consideration = self.consideration
        reviewer = self._storyteller.official(consideration, REVIEWER)
        shown = consideration.prepared_at
        approvals.prepare(
            consideration.pk, outcome=outcome, grounds=grounds, shown_prepared_at=shown, by=reviewer, at=at
        )

    def agree(self, *, at: datetime) -> None:
        consideration = self.consideration
        self._procedure = approvals.agree(consideration.pk, by=self._storyteller.official(consideration, HEAD), at=at)

    def decide_preliminarily(self, grounds: Collection[GivenGround], *, at: datetime) -> None:
        """The body tells the customer on which grounds it means to refuse."""
        consideration = self.consideration
        head = self._storyteller.official(consideration, HEAD)
        approvals.decide_preliminarily(consideration.pk, grounds=grounds, by=head, at=at)

    def object(self, text: str, *, at: datetime, asks_for_hearing: bool = False) -> None:
        """The customer answers the preliminary decision that counts."""
        decision = latest_decision(self.consideration)
        assert decision is not None
        approvals.object_to(decision.pk, text=text, asks_for_hearing=asks_for_hearing, by=self._signatory, at=at)

    def keep_minutes(self, text: str, *, at: datetime) -> None:
        """The body's reviewer keeps the minutes of the oral hearing of that day."""
        consideration = self.consideration
        decision, reviewer = latest_decision(consideration), self._storyteller.official(consideration, REVIEWER)
        assert decision is not None
        approvals.keep_minutes(decision.pk, held_on=localdate(at), text=text, by=reviewer, at=at)

    def refuse(self, grounds: Collection[GivenGround], *, at: datetime) -> None:
        consideration = self.consideration
        head = self._storyteller.official(consideration, HEAD)
        self._procedure = approvals.refuse(consideration.pk, grounds=grounds, by=head, at=at)

    def adopt(self, order_number: str, *, at: datetime) -> None:
        self._procedure = approvals.adopt(
            self._procedure.pk,
            shown_version=self._procedure.version,
            order_number=order_number,
            order_date=localdate(at),
            by=self._signatory,
            at=at,
        )

    def withdraw(self, reason: str, *, at: datetime) -> None:
        self._procedure = approvals.withdraw(
            self._procedure.pk, shown_version=self._procedure.version, reason=reason, by=self._signatory, at=at
        )

    @property
    def program_id(self) -> UUID:
        return self._procedure.program_id

    @property
    def consideration(self) -> Consideration:
        return self._procedure.considerations.open().get()

    def rows(self, section: str, kind: str, group: str = "") -> tuple[str, ...]:
        """Ids of the rows a ground for refusal concerns."""
        found = Row.objects.filter(program=self._procedure.program_id, section=section, kind=kind, group=group)
        return tuple(str(pk) for pk in found.values_list("pk", flat=True))


def _place(row: Row) -> RowPlace:
    return RowPlace(row.section, row.kind, row.group or None, str(row.right_id) if row.right_id else None)
