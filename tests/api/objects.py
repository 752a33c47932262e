"""Objects to ask the API for: of a company's program under way, and of others'."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from approvals import actions
from approvals.models import Letter, PreliminaryDecision, Procedure, Term
from icv_portal.accounts.absences import enter_absence
from icv_portal.accounts.models import Absence, Membership, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import InboxEntry
from programs.models import Program, SubsoilRight
from programs.rules.purchases.kinds import PurchasePurpose
from tests.factories import cases, files, organizations, programs, purchases, registers, spreadsheets
from tests.factories.moments import moment

Ids = Mapping[str, Any]
"""By the part of an address that stands before the place, or by the place itself."""
TODAY = moment("2026-09-08")
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Scene:
    """`own`: with the regulator, which means to refuse; `draft`: another company's; `submitted`: a third one's."""

    people: Mapping[str, Membership | User | None]
    own: Ids
    draft: Ids
    submitted: Ids

    def hidden_from(self, who: Membership) -> list[Ids]:
        """The authorized body and auditors read what the third company submitted."""
        readers = (*(role for role in Role if role.startswith("authorized_body")), Role.AUDITOR)
        return [self.draft] if who.role in readers else [self.draft, self.submitted]


def scene() -> Scene:
    case = cases.of_natural_monopoly()
    files.attached(case.program, by=case.signatory)
    spreadsheets.refused(case.program, by=case.customer[Role.DRAFTER], at=TODAY)
    _enter(case.program, by=case.signatory)
    purchases.imported(case.program, by=case.signatory, purpose=PurchasePurpose.ACTUAL)
    case.submit(moment("2026-09-01"))
    grounds = [cases.lawful_ground(case.version)]
    actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=moment("2026-09-07"))
    programs.frozen(case.program, by=case.signatory, at=moment("2026-09-07"))
    other = organizations.team(organizations.subsoil_user())
    draft = programs.filled(other[Role.DRAFTER])
    files.attached(draft.program, by=other[Role.DRAFTER])
    spreadsheets.refused(draft.program, by=other[Role.DRAFTER], at=TODAY)
    _enter(draft.program, by=other[Role.DRAFTER])
    purchases.imported(draft.program, by=other[Role.DRAFTER], purpose=PurchasePurpose.ACTUAL)
    third = cases.of_backbone_enterprise()
    files.attached(third.program, by=third.signatory)
    spreadsheets.refused(third.program, by=third.signatory, at=TODAY)
    _enter(third.program, by=third.signatory)
    third.submit(moment("2026-09-01"))
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    with_role = [*case.customer.values(), *case.regulator.values(), *case.authorized_body.values()]
    people: dict[str, Membership | User | None] = {one.role: one for one in [*with_role, auditor, administrator]}
    assert people.keys() == set(Role)
    people |= {"no_membership": organizations.person(), "nobody": None}
    return Scene(people, _ids(case.procedure), _ids(draft), _ids(third.procedure))


def _enter(program: Program, *, by: Membership) -> None:
    day = TODAY.date()
    enter_absence(membership=by, first_day=day, last_day=day, substitute=None, by=by, at=TODAY)
    registers.contract(by)
    registers.application(program, by=by)


def _ids(procedure: Procedure) -> Ids:
    """Where the program has no such thing, an id of nothing."""
    program: Program = procedure.program
    versions = list(program.versions.order_by("-number").values_list("pk", flat=True)) or [NOWHERE]
    decision = PreliminaryDecision.objects.filter(consideration__procedure=procedure).first()
    return {
        "programs": program.pk,
        "procedures": procedure.pk,
        "considerations": _first(procedure.considerations),
        "preliminary-decisions": decision.pk if decision else NOWHERE,
        "letters": _first(Letter.objects.filter(procedure=procedure)),
        "terms": _first(Term.objects.filter(subject_id=procedure.pk)),
        "versions": versions[0],
        "changes": versions[-1],
        "attachments": _first(program.attachments),
        "spreadsheets": _first(program.spreadsheet_uploads),
        "applications": _first(program.applications),
        "contracts": _first(program.customer.contracts),
        "purchase-imports": _first(program.purchase_imports),
        "purchase-lists": _first(program.purchase_lists),
        "subsoil-rights": _first(SubsoilRight.objects.filter(customer=program.customer)),
        "inbox": _first(InboxEntry.objects.filter(organization_id=program.customer_id)),
        "tokens": NOWHERE,
        "feeds": NOWHERE,
        "absences": _first(Absence.objects.filter(membership__organization=program.customer_id)),
        "sections": "table_2",
        "rows": _first(program.rows.filter(section="table_2")),
        "language": "kk",
        "problems": "not-found",
        "calendar": 2026,
    }


def _first(queryset: Any) -> Any:
    found = queryset.order_by("pk").values_list("pk", flat=True).first()
    return found or NOWHERE
