"""Addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

from icv_portal import health
from icv_portal.metrics.views import metrics

urlpatterns = [
    path("", include("icv_portal.audit_trail.urls")),
    path("", include("approvals.urls")),
    path("", include("programs.urls")),
    path("", include("icv_portal.accounts.urls")),
    path("", include("icv_portal.outbox.urls")),
    path("", include("icv_portal.machinery.urls")),
    path("api/v1/", include("approvals.api.urls")),
    path("api/v1/", include("programs.api.urls")),
    path("api/v1/", include("icv_portal.api.urls")),
    path("admin/", admin.site.urls),
    path("health/live/", health.live, name="health_live"),
    path("health/ready/", health.ready, name="health_ready"),
    path("health/work/", health.working, name="health_work"),
    path("metrics/", metrics, name="metrics"),
]

handler400 = "icv_portal.error_pages.bad_request"
handler404 = "icv_portal.error_pages.not_found"
handler500 = "icv_portal.error_pages.server_error"
