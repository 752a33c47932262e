"""Calendar feeds of the caller: the private addresses that calendar programs ask."""

from typing import Any, ClassVar
from uuid import UUID

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.feeds import issue_feed, revoke_feed
from icv_portal.accounts.models import CalendarFeed
from icv_portal.api.problems import ReauthenticationRequired
from icv_portal.api.serializers import MEMBERSHIP, MembershipBrief
from icv_portal.api.views import Endpoint, ListEndpoint

FEED: dict[str, Any] = {
    "id": "e0d0a1b6-5f4b-4b7e-8d43-2d9d8b3f2c11",
    "membership": MEMBERSHIP,
    "whole_organization": False,
    "created_at": "2026-11-29T10:00:00+05:00",
    "last_used_at": None,
    "revoked_at": None,
}
ADDRESS = "https://portal.example/feeds/Zk3v9Q…/terms.ics"


@extend_schema_serializer(examples=[OpenApiExample("A feed in use", value=FEED)])
class FeedSerializer(serializers.Serializer[CalendarFeed]):
    id = serializers.UUIDField()
    membership = MembershipBrief()
    whole_organization = serializers.BooleanField(help_text="false: all that waits for the caller, in each membership.")
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="Exact to the hour.")
    revoked_at = serializers.DateTimeField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Just made", value={**FEED, "address": ADDRESS})])
class IssuedFeedSerializer(FeedSerializer):
    address = serializers.CharField(help_text="Where the calendar is (RFC 5545), told this once.")


@extend_schema_serializer(examples=[OpenApiExample("One's own terms", value={"whole_organization": False})])
class FeedWanted(serializers.Serializer[Any]):
    whole_organization = serializers.BooleanField()


class Feeds(ListEndpoint):
    session_only = ("POST",)
    problems: ClassVar = {"POST": [ReauthenticationRequired]}
    order = ("-created_at", "-id")

    @extend_schema(operation_id="list_calendar_feeds", tags=["calendar"], responses=FeedSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One's own, and those of the organisation one answers for; those that open nothing any more included."""
        return self.page(CalendarFeed.objects.kept_by(self.membership), FeedSerializer)

    @extend_schema(
        operation_id="issue_calendar_feed",
        tags=["calendar"],
        request=FeedWanted,
        responses={201: IssuedFeedSerializer},
    )
    def post(self, request: Request) -> Response:
        """Its address stands in this answer and nowhere else, ever: whoever knows it reads the calendar.

        Only for whoever signed in, or confirmed on the pages that it is them, in the last five minutes.
        """
        wanted = FeedWanted(data=request.data)
        wanted.is_valid(raise_exception=True)
        if is_reauthentication_required(self.page_request, app="accounts"):
            raise ReauthenticationRequired
        feed, secret = issue_feed(**wanted.validated_data, by=self.membership, at=timezone.now())
        address = settings.BASE_URL + reverse("calendar_feed", args=[secret])
        told = {**FeedSerializer(feed).data, "address": address}
        return Response(told, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


class FeedRevocation(Endpoint):
    session_only = ("POST",)

    @extend_schema(operation_id="revoke_calendar_feed", tags=["calendar"], request=None, responses=FeedSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """The address opens nothing from now on; doing so again changes nothing."""
        try:
            feed = revoke_feed(pk, by=self.membership, at=timezone.now())
        except CalendarFeed.DoesNotExist:
            raise Http404 from None
        return Response(FeedSerializer(feed).data)
