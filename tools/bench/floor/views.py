"""Two views without middleware, sign-in or permissions."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tools.bench.floor.models import Change, Entry

ROWS = 50


def page(request: HttpRequest) -> HttpResponse:
    """One indexed query, 50 rendered rows."""
    return render(request, "floor/page.html", {"entries": Entry.objects.order_by("due_on", "id")[:ROWS]})


@transaction.atomic
def act(request: HttpRequest) -> HttpResponse:
    """Lock a row, update it, insert a row of history, commit."""
    entry = Entry.objects.select_for_update().get(pk=request.POST["entry"])
    entry.state = request.POST["state"]
    entry.save()
    Change.objects.create(entry=entry, state=entry.state, at=timezone.now())
    return HttpResponse(status=204)
