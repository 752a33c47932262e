"""Addresses of chapter 3 in the API. Each step has the name of its page, with `api-` before it."""

from django.urls import path

from approvals.api import (
    calendar,
    considerations,
    decisions,
    draft_reading,
    hearings,
    letters,
    planner,
    previews,
    procedures,
    programs,
    steps,
    terms,
    timeline,
    timeliness,
)

PROCEDURE = "procedures/<uuid:pk>/"
CONSIDERATION = "considerations/<uuid:pk>/"
DECISION = "preliminary-decisions/<uuid:pk>/"

urlpatterns = [
    path("programs/", programs.Programs.as_view(), name="api-programs"),
    path("programs/<uuid:pk>/period/", programs.Period.as_view(), name="api-period"),
    path("programs/<uuid:pk>/reading/", draft_reading.DraftReading.as_view(), name="api-reading"),
    path("procedures/", procedures.Procedures.as_view(), name="api-procedures"),
    path(PROCEDURE, procedures.ProcedureDetail.as_view(), name="api-procedure"),
    path(f"{PROCEDURE}considerations/", considerations.Considerations.as_view(), name="api-considerations"),
    path(f"{PROCEDURE}terms/", terms.Terms.as_view(), name="api-terms"),
    path(f"{PROCEDURE}terms/<uuid:term_id>/", terms.TermDetail.as_view(), name="api-term"),
    path(f"{PROCEDURE}letters/", letters.Letters.as_view(), name="api-letters"),
    path(f"{PROCEDURE}timeline/", timeline.Timeline.as_view(), name="api-timeline"),
    path(f"{PROCEDURE}submit/", steps.Submit.as_view(), name="api-submit"),
    path(f"{PROCEDURE}submit/preview/", previews.Submission.as_view(), name="api-submit-preview"),
    path(f"{PROCEDURE}resubmit/", steps.Resubmit.as_view(), name="api-resubmit"),
    path(f"{PROCEDURE}resubmit/preview/", previews.Resubmission.as_view(), name="api-resubmit-preview"),
    path(f"{PROCEDURE}adopt/", steps.Adopt.as_view(), name="api-adopt"),
    path(f"{PROCEDURE}adopt/preview/", previews.Adoption.as_view(), name="api-adopt-preview"),
    path(f"{PROCEDURE}withdraw/", steps.Withdraw.as_view(), name="api-withdraw"),
    path(f"{PROCEDURE}withdraw/preview/", previews.Withdrawal.as_view(), name="api-withdraw-preview"),
    path(f"{PROCEDURE}ready/", steps.DeclareReady.as_view(), name="api-declare_ready"),
    path(f"{PROCEDURE}ready/preview/", previews.Readiness.as_view(), name="api-declare_ready-preview"),
    path(f"{PROCEDURE}ready/take-back/", steps.TakeReadyBack.as_view(), name="api-take_ready_back"),
    path(f"{PROCEDURE}ready/take-back/preview/", previews.TakingBack.as_view(), name="api-take_ready_back-preview"),
    path(f"{PROCEDURE}return/", steps.ReturnDraft.as_view(), name="api-return_draft"),
    path(f"{PROCEDURE}return/preview/", previews.Returning.as_view(), name="api-return_draft-preview"),
    path(CONSIDERATION, considerations.ConsiderationDetail.as_view(), name="api-consideration"),
    path(f"{CONSIDERATION}prepare/", decisions.Prepare.as_view(), name="api-prepare"),
    path(f"{CONSIDERATION}prepare/preview/", previews.Proposal.as_view(), name="api-prepare-preview"),
    path(f"{CONSIDERATION}agree/", decisions.Agree.as_view(), name="api-agree"),
    path(f"{CONSIDERATION}agree/preview/", previews.Agreement.as_view(), name="api-agree-preview"),
    path(f"{CONSIDERATION}refuse/", decisions.Refuse.as_view(), name="api-refuse"),
    path(f"{CONSIDERATION}refuse/preview/", previews.Refusal.as_view(), name="api-refuse-preview"),
    path(
        f"{CONSIDERATION}preliminary-decision/",
        decisions.DecidePreliminarily.as_view(),
        name="api-decide_preliminarily",
    ),
    path(
        f"{CONSIDERATION}preliminary-decision/preview/",
        previews.Announcement.as_view(),
        name="api-decide_preliminarily-preview",
    ),
    path(f"{DECISION}answer/", hearings.AnswerDecision.as_view(), name="api-object_to"),
    path(f"{DECISION}minutes/", hearings.KeepMinutes.as_view(), name="api-keep_minutes"),
    path("letters/<uuid:pk>/", letters.LetterDetail.as_view(), name="api-letter"),
    path("letters/<uuid:pk>/<str:language>.pdf", letters.LetterPdf.as_view(), name="api-letter-pdf"),
    path("timeliness/", timeliness.TimelinessOfBodies.as_view(), name="api-timeliness"),
    path("calendar/", calendar.Years.as_view(), name="api-calendar"),
    path("calendar/<int:year>/", calendar.Year.as_view(), name="api-calendar-year"),
    path("calendar/latest-filing/", planner.LatestFiling.as_view(), name="api-latest-filing"),
    path("calendar/end-of-term/", calendar.EndOfTermOf.as_view(), name="api-end-of-term"),
]
