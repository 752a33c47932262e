"""How long the session lasts yet, for the script that warns of its end; and what was typed after its end."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from icv_portal.accounts import kept_forms, session_time
from icv_portal.accounts.middleware import act_in
from icv_portal.accounts.models import KeptForm


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def session(request: Any) -> HttpResponse:
    """JSON: `person` (null when nobody is signed in), `left` in seconds, `token` for the forms of open pages, and
    `notice`, what to show about it to the person `of` in their language.

    A POST goes on with the session, in the `membership` the page was opened in.
    """
    if request.method == "POST" and request.user.is_authenticated:
        session_time.go_on(request.session, is_exact=True)
        request.session_left = session_time.seconds_left(request.session)
        act_in(request, request.POST.get("membership", ""))
    person = str(request.user.pk) if request.user.is_authenticated else None
    told = {
        "person": person,
        "left": request.session_left or 0,
        "token": get_token(request),
        "notice": _notice(request, person),
    }
    return JsonResponse(told)


session.is_activity = False  # type: ignore[attr-defined]  # asking how much time is left is none


def _notice(request: Any, person: str | None) -> str:
    """Empty while there is nothing to say."""
    is_theirs = person is not None and person == request.GET.get("of")
    if is_theirs and request.session_left > settings.SESSION_WARNING.total_seconds():
        return ""
    left = request.session_left or 0
    context = {
        "is_theirs": is_theirs,
        "is_anothers": person and not is_theirs,
        "until": timezone.now() + timedelta(seconds=left),
        "can_stay": session_time.seconds_of_a_day_left(request.session) > left,
    }
    return render_to_string("account/_session.html", context, request)


@never_cache
@require_safe
def kept_form(request: Any, pk: uuid.UUID) -> HttpResponse:
    """What the person sent when their session had ended, to be sent again, in the membership it was written in."""
    try:
        kept = kept_forms.of_person(request.user, pk, at=timezone.now())
    except KeptForm.DoesNotExist:
        raise Http404 from None
    if act_in(request, str(kept.membership_id)):
        return redirect("kept_form", pk)
    fields = kept_forms.sent(kept)
    context = {
        "path": kept.path,
        "fields": fields,
        "typed": list(kept_forms.typed(fields)),
        "until": kept.kept_at + kept_forms.KEPT_FOR,
    }
    return render(request, "account/kept_form.html", context)
