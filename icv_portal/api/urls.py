"""Addresses of the API that belong to no chapter of the Rules; each chapter brings its own."""

from django.urls import path, re_path

from icv_portal.api import schema  # noqa: F401 - tells drf-spectacular how one signs in
from icv_portal.api.me import Me
from icv_portal.api.views import NothingHere

urlpatterns = [
    path("me/", Me.as_view(), name="api-me"),
    re_path("", NothingHere.as_view()),
]
