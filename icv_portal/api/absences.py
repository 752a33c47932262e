"""Who is away and who is written to instead; and when the caller's own e-mails come."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError as ModelInvalid
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.absences import absences_seen_by, choose_emails, end_absence, enter_absence
from icv_portal.accounts.models import Absence, Membership
from icv_portal.accounts.rules.notice_kinds import EmailChoice
from icv_portal.api.permissions import TokenAllows
from icv_portal.api.serializers import MEMBERSHIP
from icv_portal.api.views import Endpoint, ListEndpoint

CHOICES = [choice.value for choice in EmailChoice]
PERSON: dict[str, Any] = {"membership": MEMBERSHIP["id"], "full_name": "Әлиева Сәуле", "role": "drafter"}
ABSENCE: dict[str, Any] = {
    "id": "c7a9a2f4-7d5e-4b7e-9a2c-6f3b1d0e8a11",
    "who": PERSON,
    "first_day": "2026-12-14",
    "last_day": "2026-12-25",
    "substitute": None,
}


class PersonInRole(serializers.Serializer[Membership]):
    membership = serializers.UUIDField(source="pk")
    full_name = serializers.CharField(source="user.full_name")
    role = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("A fortnight", value=ABSENCE)])
class AbsenceSerializer(serializers.Serializer[Absence]):
    id = serializers.UUIDField()
    who = PersonInRole(source="membership")
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    substitute = PersonInRole(allow_null=True, help_text="Who reads their notices and gets the e-mails instead.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One's own",
            value={
                "membership": MEMBERSHIP["id"],
                "first_day": "2026-12-14",
                "last_day": "2026-12-25",
                "substitute": None,
            },
        )
    ]
)
class AbsenceWanted(serializers.Serializer[Any]):
    membership = serializers.UUIDField(help_text="Who is away: oneself, or anybody for whom one answers.")
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    substitute = serializers.UUIDField(allow_null=True, default=None)


@extend_schema_serializer(
    examples=[OpenApiExample("Reminders once a day", value={"reminders": "daily", "news": "at_once"})]
)
class EmailChoicesSerializer(serializers.Serializer[Any]):
    reminders = serializers.ChoiceField(CHOICES, source="reminder_emails", help_text="Of terms.")
    news = serializers.ChoiceField(CHOICES, source="news_emails", help_text="What nothing requires to be told at once.")


class Absences(ListEndpoint):
    session_only = ("POST",)
    order = ("first_day", "id")

    @extend_schema(operation_id="list_absences", tags=["absences"], responses=AbsenceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Of one's organisation, those that are not over."""
        return self.page(absences_seen_by(self.membership).not_over(timezone.localdate()), AbsenceSerializer)

    @extend_schema(
        operation_id="enter_absence", tags=["absences"], request=AbsenceWanted, responses={201: AbsenceSerializer}
    )
    def post(self, request: Request) -> Response:
        """It gives nobody authority: to decide or sign instead takes a membership with its basis."""
        wanted = AbsenceWanted(data=request.data)
        wanted.is_valid(raise_exception=True)
        asked: dict[str, Any] = dict(wanted.validated_data)
        asked |= {name: self._colleague(name, asked[name]) for name in ("membership", "substitute")}
        try:
            absence = enter_absence(**asked, by=self.membership, at=timezone.now())
        except ModelInvalid as refused:
            raise ValidationError(refused.message_dict) from refused
        return Response(AbsenceSerializer(absence).data, status=status.HTTP_201_CREATED)

    def _colleague(self, name: str, pk: UUID | None) -> Membership | None:
        if pk is None:
            return None
        colleagues = Membership.objects.in_force(timezone.localdate()).filter(
            organization=self.membership.organization_id, user__is_active=True
        )
        found = colleagues.select_related("user", "organization").filter(pk=pk).first()
        if found is None:
            raise ValidationError({name: [_("This is no membership of your organisation.")]})
        return found


class EndOfAbsence(Endpoint):
    session_only = ("POST",)

    @extend_schema(operation_id="end_absence", tags=["absences"], request=None, responses={204: None})
    def post(self, request: Request, pk: UUID) -> Response:
        """Back today: it lasted until yesterday; one that has not begun is removed."""
        absence = get_object_or_404(absences_seen_by(self.membership), pk=pk)
        end_absence(absence.pk, by=self.membership, at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class EmailChoices(Endpoint):
    permission_classes = (IsAuthenticated, TokenAllows)
    session_only = ("PUT",)

    @extend_schema(operation_id="get_email_choices", tags=["me"], responses=EmailChoicesSerializer)
    def get(self, request: Request) -> Response:
        """When one is written to about notices; what the procedure requires comes at once, always."""
        return Response(EmailChoicesSerializer(self.person).data)

    @extend_schema(
        operation_id="choose_emails", tags=["me"], request=EmailChoicesSerializer, responses=EmailChoicesSerializer
    )
    def put(self, request: Request) -> Response:
        """Every notice stands in the inbox at once, whatever is chosen."""
        chosen = EmailChoicesSerializer(data=request.data)
        chosen.is_valid(raise_exception=True)
        choose_emails(self.person, **chosen.validated_data)
        return Response(EmailChoicesSerializer(self.person).data)
