"""The page of the work behind the pages, and its two buttons."""

from django.urls import path

from icv_portal.machinery import views

urlpatterns = [
    path("machinery/", views.machinery, name="machinery"),
    path("machinery/run/", views.run, name="run_sweep"),
    path("machinery/retry/", views.retry, name="retry_failed"),
]
