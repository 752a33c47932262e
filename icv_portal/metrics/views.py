"""The figures, for whoever has the token; for everybody else there is no such page."""

from secrets import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from icv_portal.metrics import requests, state_of_work


@require_safe
@login_not_required
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not has_token(request):
        raise Http404
    return HttpResponse(requests.written() + state_of_work.written(), content_type=CONTENT_TYPE_LATEST)


def has_token(request: HttpRequest) -> bool:
    wanted, sent = f"Bearer {settings.METRICS_TOKEN}", request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and compare_digest(wanted.encode(), sent.encode())
