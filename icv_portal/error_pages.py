"""The page for mistakes of the portal itself: like every other page it can be read in three languages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
