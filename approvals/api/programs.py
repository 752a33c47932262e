"""Opening a program, and other years for a draft: both change the lists that belong to this chapter."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from approvals import actions
from approvals.forms.periods import NewProgramForm, PeriodForm
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.views import Endpoint
from programs.api.problems import ProgramIsLocked, YearsSettled, told_when_locked
from programs.api.programs import ProgramList, told_programs
from programs.api.serializers.programs import OwnProgram, StartedProgram, YearsSerializer
from programs.models import Program
from programs.permissions import may_open_program
from programs.views.drafts import draft_of


class Programs(ProgramList):
    scope = Scope.DRAFT

    @extend_schema(operation_id="open_program", tags=["programs"], request=StartedProgram, responses={201: OwnProgram})
    def post(self, request: Request) -> Response:
        """A new program of one's own company with its procedure, both in draft: empty, or from an earlier one.

        A program of another company in `from` answers 404.
        """
        if not may_open_program(self.membership):
            raise PermissionDenied
        wanted = StartedProgram(data=request.data)
        wanted.is_valid(raise_exception=True)
        earlier = wanted.validated_data.get("from")
        if earlier is not None:
            get_object_or_404(Program.objects.drafted_by(self.membership), pk=earlier)
        form = NewProgramForm(wanted.validated_data, today=timezone.localdate())
        procedure = actions.open_program(
            self.membership.organization, **cleaned(form), start_from=earlier, by=self.membership, at=timezone.now()
        )
        return Response(told_programs([procedure.program], self.membership)[0], status=201)


class Period(Endpoint):
    scope = Scope.DRAFT
    problems = {"PUT": (ProgramIsLocked, YearsSettled)}

    @extend_schema(operation_id="change_period", tags=["programs"], request=YearsSerializer, responses=OwnProgram)
    def put(self, request: Request, pk: UUID) -> Response:
        """Other years for a draft that was never submitted, or that was withdrawn."""
        draft = draft_of(self.page_request, pk)
        if not draft.may_write:
            raise PermissionDenied
        if not draft.program.may_change_years:
            raise YearsSettled
        wanted = YearsSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        initial = {"first_year": draft.program.first_year, "last_year": draft.program.last_year}
        form = PeriodForm(wanted.validated_data, initial=initial, today=timezone.localdate())
        with told_when_locked():
            actions.change_period(pk, **cleaned(form), by=self.membership, at=timezone.now())
        changed = Program.objects.select_related("customer").get(pk=pk)
        return Response(told_programs([changed], self.membership)[0])


def cleaned(form: PeriodForm) -> dict[str, Any]:
    """What the page's own form says of the same values. Raises ValidationError."""
    if form.is_valid():
        return form.cleaned_data
    told = {
        field: [ErrorDetail(text, str(error.code or "invalid")) for error in errors for text in error.messages]
        for field, errors in form.errors.as_data().items()
    }
    raise ValidationError(told)
