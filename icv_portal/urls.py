"""Addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("approvals.urls")),
    path("", include("programs.urls")),
    path("", include("icv_portal.accounts.urls")),
    path("", include("icv_portal.outbox.urls")),
    path("api/v1/", include("icv_portal.api.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "icv_portal.error_pages.server_error"
