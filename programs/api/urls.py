"""Addresses of the standard form, drafts and versions; lists and steps belong to approvals."""

from django.urls import path

from programs.api import checks, form, programs, rights, sections, versions

urlpatterns = [
    path("form/", form.StandardForm.as_view(), name="api-form"),
    path("programs/<uuid:pk>/", programs.ProgramDetail.as_view(), name="api-program"),
    path("programs/<uuid:pk>/sections/", sections.Sections.as_view(), name="api-sections"),
    path("programs/<uuid:pk>/sections/<str:code>/", sections.SectionOfDraft.as_view(), name="api-section"),
    path("programs/<uuid:pk>/checks/", checks.Checks.as_view(), name="api-checks"),
    path("programs/<uuid:pk>/subsoil-rights/", rights.Rights.as_view(), name="api-subsoil-rights"),
    path(
        "programs/<uuid:pk>/subsoil-rights/<uuid:right_id>/end/",
        rights.EndedRight.as_view(),
        name="api-end-of-subsoil-right",
    ),
    path("programs/<uuid:pk>/versions/", versions.Versions.as_view(), name="api-versions"),
    path("versions/<uuid:pk>/", versions.VersionOfProgram.as_view(), name="api-version"),
    path("versions/<uuid:pk>/content/", versions.Contents.as_view(), name="api-content"),
    path("versions/<uuid:pk>/<str:language>.pdf", versions.VersionPdf.as_view(), name="api-version-pdf"),
    path("versions/<uuid:pk>/changes/<uuid:earlier_id>/", versions.Comparison.as_view(), name="api-comparison"),
]
