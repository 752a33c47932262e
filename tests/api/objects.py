"""Objects to ask the API for: of a company's program under way, and of others'."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from approvals import actions
from approvals.models import Letter, PreliminaryDecision, Procedure, Term
from approvals.workflow import State
from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import InboxEntry
from programs.models import Program, SubsoilRight
from tests.factories import cases, organizations, programs
from tests.factories.moments import moment

Ids = Mapping[str, Any]
"""By the part of an address that stands before the place, or by the place itself."""
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
    case = cases.in_state(State.WITH_REGULATOR)
    grounds = [cases.lawful_ground(case.version)]
    actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=moment("2026-09-07"))
    programs.frozen(case.program, by=case.signatory, at=moment("2026-09-07"))
    other = organizations.team(organizations.subsoil_user())
    draft = programs.filled(other[Role.DRAFTER])
    third = cases.of_backbone_enterprise()
    third.submit(moment("2026-09-01"))
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    with_role = [*case.customer.values(), *case.regulator.values(), *case.authorized_body.values()]
    people: dict[str, Membership | User | None] = {one.role: one for one in [*with_role, auditor, administrator]}
    assert people.keys() == set(Role)
    people |= {"no_membership": organizations.person(), "nobody": None}
    return Scene(people, _ids(case.procedure), _ids(draft), _ids(third.procedure))


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
        "subsoil-rights": _first(SubsoilRight.objects.filter(customer=program.customer)),
        "inbox": _first(InboxEntry.objects.filter(organization_id=program.customer_id)),
        "tokens": NOWHERE,
        "sections": "table_2",
        "language": "kk",
        "problems": "not-found",
        "calendar": 2026,
    }


def _first(queryset: Any) -> Any:
    found = queryset.order_by("pk").values_list("pk", flat=True).first()
    return found or NOWHERE
