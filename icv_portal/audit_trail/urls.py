"""Addresses of the auditor's pages, and of histories as files."""

from django.urls import path

from icv_portal.audit_trail import views

urlpatterns = [
    path("audit/", views.journal, name="audit"),
    path("audit/journal/<uuid:pk>/", views.entry, name="audit_entry"),
    path("audit/export/", views.export_journal, name="export_journal"),
    path("procedures/<uuid:pk>/history/export/", views.export_timeline, name="export_timeline"),
    path("audit/exports/<uuid:pk>/", views.history_export, name="history_export"),
    path("audit/exports/<uuid:pk>/file/", views.history_file, name="history_file"),
]
