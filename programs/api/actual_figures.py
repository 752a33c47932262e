"""Table 1 of a draft beside what the contracts of past years come to, and taken over from them."""

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.problems import Problem, VersionMissing
from icv_portal.api.versions import etag, version_seen
from icv_portal.api.views import Endpoint
from programs.actions import SectionConflict
from programs.actions.actual_figures import ListNotInForce, take_over_actuals
from programs.api.attachments import draft_to_write
from programs.api.problems import ProgramIsLocked, SectionChanged, told_when_locked
from programs.api.sections import ETAG, changed_meanwhile, told_section
from programs.api.serializers.actual_figures import ActualFiguresSerializer, FiguresWanted
from programs.api.serializers.sections import SectionSerializer
from programs.rules.actual_figures import ComputedRow, computed_rows
from programs.rules.content import Content
from programs.rules.names import row_name
from programs.rules.purchases.kinds import PurchasePurpose
from programs.views.open_section import open_section

SECTION = "table_1"


class ListIsNotInForce(Problem):
    default_code: str = "list-not-in-force"
    title: ClassVar[Any] = gettext_lazy("The list of purchases is not in force any more.")
    advice: ClassVar[Any] = gettext_lazy("Nothing was changed. Read the computed figures again.")


class ActualFigures(Endpoint):
    scope = Scope.DRAFT
    problems = {"POST": (ProgramIsLocked, VersionMissing, SectionChanged, ListIsNotInForce)}

    @extend_schema(
        operation_id="get_actual_figures", tags=["programs"], parameters=[ETAG], responses=ActualFiguresSerializer
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """What the contracts of past years come to beside Table 1 as typed (p. 6(1)); no rows without a list."""
        opened = open_section(self.page_request, pk, SECTION)
        content = opened.draft.content
        actual = content.purchase_list(PurchasePurpose.ACTUAL)
        told = {"list": actual.id if actual else None, "rows": list(_rows(content))}
        headers = {"ETag": etag(opened.state.version)}
        return Response(ActualFiguresSerializer(told).data, headers=headers)

    @extend_schema(
        operation_id="take_over_actual_figures",
        tags=["programs"],
        parameters=[ETAG],
        request=FiguresWanted,
        responses={200: OpenApiResponse(SectionSerializer, description="Table 1 as it stands now.")},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Write the computed figures over the version of Table 1 in If-Match; what is not computed stays."""
        draft_to_write(self, pk)
        seen = version_seen(request)
        wanted = FiguresWanted(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            with told_when_locked():
                take_over_actuals(
                    pk, wanted.validated_data["list"], version=seen, by=self.membership, at=timezone.now()
                )
        except ListNotInForce:
            raise ListIsNotInForce from None
        except SectionConflict as conflict:
            raise changed_meanwhile(conflict) from None
        return told_section(open_section(self.page_request, pk, SECTION))


def _rows(content: Content) -> Iterator[dict[str, Any]]:
    for computed in computed_rows(content):
        yield {"row": computed.row.id, "name": row_name(content, computed.row), "figures": list(_figures(computed))}


def _figures(computed: ComputedRow) -> Iterator[dict[str, Any]]:
    for year in computed.years:
        for figure in (year.amount, year.icv_share):
            told = {"cell": figure.key, "typed": figure.typed, "computed": figure.computed}
            yield {**told, "year": year.year, "lines": year.lines, "differs": figure.differs}
