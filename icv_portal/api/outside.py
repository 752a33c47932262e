"""Problems told where no endpoint was reached: unknown addresses, foreign hosts, mistakes, a portal that is away."""

from django.http import HttpRequest, JsonResponse
from django.utils import translation

from icv_portal.api.problems import MEDIA_TYPE, Problem

ADDRESSES = "/api/"


def is_for_the_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(ADDRESSES)


def problem_answer(request: HttpRequest, kind: type[Problem], headers: dict[str, str] | None = None) -> JsonResponse:
    """In the language the request itself asks for: the error may have come before one was chosen."""
    with translation.override(translation.get_language_from_request(request)):
        body = kind().body
    unicode = {"ensure_ascii": False}
    return JsonResponse(
        body, status=kind.status_code, content_type=MEDIA_TYPE, headers=headers, json_dumps_params=unicode
    )
