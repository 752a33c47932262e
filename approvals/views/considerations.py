"""The review page: the program as the official document, and beside it the three questions with their evidence."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from approvals.due_dates import DueDates
from approvals.models import Consideration, Term
from approvals.views.answers import answers
from approvals.views.hearings import hearing_of
from approvals.views.next_steps import NextStep, decisions
from approvals.views.procedures import PEOPLE, sees_preparation
from approvals.views.questions import asked_about, changed, questions_about
from approvals.views.reading import figures
from approvals.views.refusals import grounds_announced, grounds_of_refusal, grounds_proposed
from icv_portal.accounts.requests import PortalRequest
from programs.rules import checks
from programs.rules.content import Content
from programs.rules.official_document import official_document
from programs.views.comparison import changes_by_section
from programs.views.documents import attachments_of


def consideration(request: PortalRequest, pk: str) -> HttpResponse:
    shown = get_object_or_404(
        Consideration.objects.visible_to(request.membership).select_related(
            *PEOPLE, "version", "procedure__responsible_organization"
        ),
        pk=pk,
    )
    content = shown.version.as_content
    findings = checks.run(content)
    questions = questions_about(findings)
    others = [finding for finding in findings if finding.ground is None]
    earlier = _earlier(shown)
    dates, term = DueDates.as_of_today(), Term.objects.filter(event="filed", event_id=shown.pk).first()
    hearing = hearing_of(shown, request.membership, term.due_on if term else None, dates)
    context = {
        "consideration": shown,
        "procedure": shown.procedure,
        "dates": dates,
        "term": term,
        "hearing": hearing,
        "announced_grounds": grounds_announced(hearing.decision, content) if hearing.decision else [],
        "document": official_document(content, _document_language(request, content)),
        "languages": content.languages,
        "questions": questions,
        "other_findings": others,
        "marks": changed(earlier.get("answers")) | asked_about(questions, others),
        "decisions": _decisions(request, shown, is_announced=hearing.decision is not None),
        "grounds": grounds_of_refusal(shown) if shown.outcome == Consideration.Outcome.REFUSED else [],
        "attachments": attachments_of(shown.version, request.membership),
        **figures(content),
        **earlier,
        **_proposal(request, shown, content),
    }
    return render(request, "approvals/consideration.html", context)


def _document_language(request: PortalRequest, content: Content) -> str:
    """The one asked for, else the reader's, else the first in which the program is written."""
    wanted = [request.GET.get("document"), get_language(), *content.languages]
    return next(language for language in wanted if language in content.languages)


def _earlier(consideration: Consideration) -> dict[str, Any]:
    """The version this body saw before and, when it refused that, on which grounds."""
    seen = Consideration.objects.filter(body=consideration.body_id, procedure=consideration.procedure_id)
    earlier = seen.filter(filed_at__lt=consideration.filed_at).select_related("version").order_by("-filed_at").first()
    if earlier is None:
        return {}
    changes = changes_by_section(earlier.version.as_content, consideration.version.as_content, get_language() or "kk")
    return {"earlier": earlier, "answers": answers(grounds_of_refusal(earlier), changes)}


def _decisions(request: PortalRequest, shown: Consideration, *, is_announced: bool) -> list[NextStep]:
    if not shown.is_open:
        return []
    is_proposed = shown.prepared_at is not None
    return decisions(request.membership, shown.procedure, shown.pk, is_announced=is_announced, is_proposed=is_proposed)


def _proposal(request: PortalRequest, consideration: Consideration, content: Content) -> dict[str, Any]:
    if consideration.prepared_at is None or not sees_preparation(request.membership, consideration):
        return {}
    return {
        "proposed": consideration.proposal.get("outcome"),
        "proposed_grounds": grounds_proposed(consideration, content),
    }
