"""Addresses of the pages on which a program is written and read."""

from django.urls import path

from programs.views import checks, documents, form, rights, section

urlpatterns = [
    path("programs/<uuid:pk>/form/", form.program_form, name="program_form"),
    path("programs/<uuid:pk>/form/<str:code>/", section.section, name="section"),
    path("programs/<uuid:pk>/rights/", rights.subsoil_rights, name="subsoil_rights"),
    path("programs/<uuid:pk>/rights/<uuid:right_pk>/end/", rights.end_subsoil_right, name="end_subsoil_right"),
    path("programs/<uuid:pk>/checks/", checks.checks, name="checks"),
    path("programs/<uuid:pk>/document/", documents.draft_document, name="draft_document"),
    path("versions/<uuid:pk>/", documents.version_document, name="version_document"),
    path("versions/<uuid:pk>/<str:language>.pdf", documents.version_pdf, name="version_pdf"),
    path("versions/<uuid:pk>/changes/<uuid:earlier_pk>/", documents.version_comparison, name="version_comparison"),
]
