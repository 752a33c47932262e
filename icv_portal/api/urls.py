"""Addresses of the API that belong to no chapter of the Rules; each chapter brings its own."""

from django.urls import path, re_path

from icv_portal.api.absences import Absences, EmailChoices, EndOfAbsence
from icv_portal.api.description import Description
from icv_portal.api.explanations import ProblemOfCode, Problems
from icv_portal.api.feeds import FeedRevocation, Feeds
from icv_portal.api.inbox import Inbox, Opening
from icv_portal.api.me import ActingMembership, Me
from icv_portal.api.tokens import Revocation, Tokens
from icv_portal.api.views import NothingHere

urlpatterns = [
    path("me/", Me.as_view(), name="api-me"),
    path("me/emails/", EmailChoices.as_view(), name="api-email-choices"),
    path("absences/", Absences.as_view(), name="api-absences"),
    path("absences/<uuid:pk>/end/", EndOfAbsence.as_view(), name="api-end-absence"),
    path("feeds/", Feeds.as_view(), name="api-feeds"),
    path("feeds/<uuid:pk>/revoke/", FeedRevocation.as_view(), name="api-feed-revocation"),
    path("me/acting/", ActingMembership.as_view(), name="api-acting-membership"),
    path("inbox/", Inbox.as_view(), name="api-inbox"),
    path("inbox/<uuid:pk>/open/", Opening.as_view(), name="api-open-notice"),
    path("tokens/", Tokens.as_view(), name="api-tokens"),
    path("tokens/<uuid:pk>/revoke/", Revocation.as_view(), name="api-token-revocation"),
    path("problems/", Problems.as_view(), name="api-problems"),
    path("problems/<slug:code>/", ProblemOfCode.as_view(), name="api-problem"),
    path("schema/", Description.as_view(), name="api-schema"),
    re_path("", NothingHere.as_view()),
]
