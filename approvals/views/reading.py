"""How a reviewer would read a draft: the three questions of p. 12, each with its evidence and its ground's risk."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from approvals.views.questions import Question, questions_about
from icv_portal.accounts.requests import PortalRequest
from programs.rules import checks, contract_targets, evidence, refusal_risk
from programs.rules.content import Content
from programs.rules.content_json import as_submitted
from programs.views.drafts import draft_of


@dataclass(frozen=True)
class QuestionRead:
    """A question as the reviewer's page asks it, and what the draft answers."""

    question: Question
    reading: refusal_risk.Reading


def reading(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """For the customer's own organisation: rows are nobody else's."""
    draft = draft_of(request, pk)
    content = as_submitted(draft.content)
    context = {"draft": draft, "questions": questions_read(content), **figures(content)}
    return render(request, "approvals/reading.html", context)


def questions_read(content: Content) -> list[QuestionRead]:
    """In the order of p. 14; `content` as it is, or would be, submitted."""
    findings = checks.found_in(content, checks.ALL_CHECKS)
    questions = {question.ground.value: question for question in questions_about(findings)}
    return [QuestionRead(questions[one.ground.value], one) for one in refusal_risk.readings(content, findings)]


def figures(content: Content) -> dict[str, Any]:
    """What stands beside the three questions, on this page and on the reviewer's."""
    return {
        "share_years": evidence.share_years(content),
        "shares": list(evidence.shares(content)),
        "contracts": list(evidence.contracts(content)),
        "contract_groups": list(contract_targets.compared(content)) if content.contracts else [],
        "received": content.applications,
        "sme_activities": evidence.sme_activities(content),
    }
