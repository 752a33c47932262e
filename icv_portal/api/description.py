"""The OpenAPI description itself: made once per process, in English, for everybody."""

from functools import cache
from threading import Lock
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.api.views import Endpoint

ONE_AT_A_TIME = Lock()
"""drf-spectacular fails when two threads make their first description at once."""


def description() -> dict[str, Any]:
    with ONE_AT_A_TIME:
        return _made()


@cache
def _made() -> dict[str, Any]:
    with translation.override("en"):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return made


class Description(Endpoint):
    """`Accept: application/yaml` gives YAML. There is no page to try things out: its scripts the portal forbids."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer2, OpenApiYamlRenderer)
    schema = None

    def get(self, request: Request) -> Response:
        return Response(description())
