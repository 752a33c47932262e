"""Long lists in pages that cost the same wherever they start: the keyset pages of the portal's own lists."""

from typing import Any
from urllib.parse import urlencode

from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from icv_portal.accounts.keyset import KeysetPage, keyset_page

Schema = dict[str, Any]


class KeysetPages(BasePagination):
    """A view names its `order`: fields of one direction, the last of which makes it total."""

    page: KeysetPage
    request: Request

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        self.request = request
        order = view.order  # type: ignore[union-attr] # every view with a list has one
        self.page = keyset_page(queryset, order=order, cursor=request.query_params.get("after", ""))
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self._next()})

    def _next(self) -> str | None:
        """The address of the next page, with the same filters; None on the last."""
        if not self.page.next_cursor:
            return None
        query = {**self.request.query_params.dict(), "after": self.page.next_cursor}
        return self.request.build_absolute_uri(f"{self.request.path}?{urlencode(query)}")

    def get_paginated_response_schema(self, schema: Schema) -> Schema:
        following = {
            "type": "string",
            "format": "uri",
            "nullable": True,
            "example": "https://portal.example/api/v1/programs/?after=WyIyMDI2Il0=",
        }
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {"results": schema, "next": following},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[Schema]:
        after = "Where the page starts: taken from `next` of the page before."
        return [{"name": "after", "in": "query", "required": False, "schema": {"type": "string"}, "description": after}]
