"""The front page of a program's procedure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from approvals.actions.terms import SUBJECT
from approvals.due_dates import DueDates
from approvals.models import Consideration, Procedure, Term
from approvals.models.considerations import ConsiderationQuerySet
from approvals.views.hearings import hearing_of
from approvals.views.letters import ProgramDocuments, documents_of
from approvals.views.next_steps import NextStep, next_steps
from approvals.views.planning import filing_plan
from approvals.views.readiness import task_of
from approvals.views.refusals import GroundAsRead, grounds_of_refusal
from approvals.views.route_line import route_line
from approvals.views.rows import language_of_names
from approvals.views.timeline import ON_THE_FRONT_PAGE, timeline_page
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import OrganizationKind
from programs.models import Program, Version
from programs.views.documents import attachments_of

PEOPLE = ("body", "prepared_by__user", "decided_by__user")
OF_THE_PROGRAM = ("program__ready_by__user", "program__returned_by__user")
OF_TERMS = ("event", "event_id", "kind", "point", "started_on", "due_on", "missing_year", "closed_at")


@dataclass(frozen=True)
class ConsiderationRow:
    """A consideration with its term; `prepared_by` only for those whom the preparation is a matter of."""

    consideration: Consideration
    term: Term | None
    prepared_by: Membership | None


@dataclass(frozen=True)
class VersionRow:
    """A version with the one before it in the same procedure."""

    version: Version
    previous: Version | None


@dataclass(frozen=True)
class Refusal:
    consideration: Consideration
    grounds: list[GroundAsRead]


def procedure(request: PortalRequest, pk: str) -> HttpResponse:
    membership = request.membership
    visible = Procedure.objects.visible_to(membership).with_end_of_access(membership)
    shown = get_object_or_404(visible.select_related(*OF_THE_PROGRAM, "responsible_organization"), pk=pk)
    considerations = _considerations(shown, membership)
    _take_what_is_known(shown, membership, considerations)
    terms = _terms(shown)
    dates = DueDates.as_of_today()
    opened = next((one for one in considerations if one.is_open), None)
    versions = _versions(considerations)
    documents = documents_of(shown, [one.version for one in versions])
    own = shown.program if membership is not None and shown.customer_id == membership.organization_id else None
    context = {
        "procedure": shown,
        "own": own,
        "task": task_of(shown.state, membership, own),
        "is_my_turn": membership is not None and shown.responsible_organization_id == membership.organization_id,
        "dates": dates,
        "plan": filing_plan(shown, dates),
        "running_term": next((term for term in terms if term.closed_at is None), None),
        "route": route_line(shown, considerations),
        "steps": _steps(membership, shown, opened, own),
        **_hearing(opened, documents, shown, membership, dates),
        "refusal": _refusal(shown, considerations),
        "considerations": _rows(considerations, terms, membership),
        "versions": versions,
        "documents": documents,
        "attachments": attachments_of(versions[0].version, membership) if versions else [],
        "may_read_draft": own is not None,
        "following": _following(shown, membership),
        "terms": terms,
        "timeline": timeline_page(shown, membership, size=ON_THE_FRONT_PAGE, with_changes=False),
    }
    return render(request, "approvals/procedure.html", context)


def _steps(
    membership: Membership | None, procedure: Procedure, opened: Consideration | None, own: Program | None
) -> list[NextStep]:
    if opened is None:
        return next_steps(membership, procedure, None, is_proposed=False, program=own)
    return next_steps(membership, procedure, opened.pk, is_proposed=bool(opened.proposal))


def _take_what_is_known(
    procedure: Procedure, membership: Membership | None, considerations: Iterable[Consideration]
) -> None:
    """Who reads as the customer, and the version adopted, are here already: they are not asked for again."""
    if membership is not None and membership.organization_id == procedure.customer_id:
        procedure.customer = procedure.program.customer = membership.organization
    for consideration in considerations:
        if consideration.version_id == procedure.adopted_version_id:
            procedure.adopted_version = consideration.version


def _hearing(
    opened: Consideration | None,
    documents: ProgramDocuments,
    procedure: Procedure,
    membership: Membership | None,
    dates: DueDates,
) -> dict[str, object]:
    """What the body that considers the program has told the customer before a refusal, if its letters say so."""
    if opened is None or not documents.announce_refusal_in(opened):
        return {}
    opened.procedure = procedure
    return {"consideration": opened, "hearing": hearing_of(opened, membership, procedure.due_on, dates)}


def _considerations(procedure: Procedure, membership: Membership | None) -> list[Consideration]:
    """With bodies, versions without their text, who decided, who prepared where that is shown, grounds of refusals."""
    visible = Consideration.objects.of_visible(procedure)
    joined = visible.select_related("body", "version", "decided_by__user").defer("version__content")
    considerations = list(joined)
    prepared = [one for one in considerations if one.prepared_by_id and sees_preparation(membership, one)]
    prefetch_related_objects(prepared, Prefetch("prepared_by", Membership.objects.select_related("user")))
    refused = [one for one in considerations if one.outcome == Consideration.Outcome.REFUSED]
    prefetch_related_objects(refused, "grounds")
    return considerations


def with_people(considerations: ConsiderationQuerySet) -> ConsiderationQuerySet:
    """With bodies, people and versions, but without the versions' text."""
    return considerations.select_related(*PEOPLE, "version").defer("version__content")


def _refusal(procedure: Procedure, considerations: Sequence[Consideration]) -> Refusal | None:
    """What the customer reworks by: the last refusal, while it is being reworked."""
    if procedure.state != State.REWORK:
        return None
    return Refusal(considerations[-1], grounds_of_refusal(considerations[-1]))


def _following(procedure: Procedure, membership: Membership | None) -> Procedure | None:
    """The procedure that took the place of a withdrawn one, for those who may see it."""
    if procedure.state != State.WITHDRAWN:
        return None
    return Procedure.objects.visible_to(membership).filter(previous=procedure).first()


def _terms(procedure: Procedure) -> list[Term]:
    """Each with `whose`: the name of the organisation in the reader's language."""
    named = Term.objects.annotate(whose=F(f"organization__name_{language_of_names()}"))
    return list(named.of_subject(SUBJECT, procedure.pk).only(*OF_TERMS))


def _rows(
    considerations: Iterable[Consideration], terms: Iterable[Term], membership: Membership | None
) -> list[ConsiderationRow]:
    term_of = {term.event_id: term for term in terms if term.event == "filed"}
    return [
        ConsiderationRow(
            consideration,
            term_of.get(consideration.pk),
            consideration.prepared_by if sees_preparation(membership, consideration) else None,
        )
        for consideration in considerations
    ]


def sees_preparation(membership: Membership | None, consideration: Consideration) -> bool:
    """What goes on inside a body before its decision is read by the body itself and by auditors."""
    if membership is None:
        return False
    return membership.kind is OrganizationKind.OVERSIGHT or membership.organization_id == consideration.body_id


def _versions(considerations: Iterable[Consideration]) -> list[VersionRow]:
    """The versions of this procedure, the newest first: each submission is a consideration's."""
    versions = sorted({one.version for one in considerations}, key=lambda version: version.number)
    rows = [VersionRow(version, previous) for version, previous in zip(versions, [None, *versions], strict=False)]
    return rows[::-1]
