"""Addresses of the standard form, drafts and versions; lists and steps belong to approvals."""

from django.urls import path

from programs.api import (
    actual_figures,
    applications,
    attachments,
    checks,
    contracts,
    form,
    programs,
    purchases,
    rights,
    row_history,
    sections,
    spreadsheets,
    versions,
)

urlpatterns = [
    path("form/", form.StandardForm.as_view(), name="api-form"),
    path("programs/<uuid:pk>/", programs.ProgramDetail.as_view(), name="api-program"),
    path("programs/<uuid:pk>/sections/", sections.Sections.as_view(), name="api-sections"),
    path("programs/<uuid:pk>/sections/<str:code>/", sections.SectionOfDraft.as_view(), name="api-section"),
    path(
        "programs/<uuid:pk>/sections/<str:code>/rows/<uuid:row_id>/history/",
        row_history.RowHistory.as_view(),
        name="api-row-history",
    ),
    path(
        "programs/<uuid:pk>/sections/<str:code>/<str:language>.xlsx",
        spreadsheets.WorkbookOfSection.as_view(),
        name="api-workbook-of-section",
    ),
    path(
        "programs/<uuid:pk>/form/<str:language>.xlsx",
        spreadsheets.WorkbookOfForm.as_view(),
        name="api-workbook-of-form",
    ),
    path("programs/<uuid:pk>/spreadsheets/", spreadsheets.Spreadsheets.as_view(), name="api-spreadsheets"),
    path(
        "programs/<uuid:pk>/spreadsheets/<uuid:upload_id>/",
        spreadsheets.SpreadsheetOfDraft.as_view(),
        name="api-spreadsheet",
    ),
    path(
        "programs/<uuid:pk>/spreadsheets/<uuid:upload_id>/application/",
        spreadsheets.ApplicationOfSpreadsheet.as_view(),
        name="api-application-of-spreadsheet",
    ),
    path(
        "programs/<uuid:pk>/spreadsheets/<uuid:upload_id>/problems.xlsx",
        spreadsheets.AnnotatedSpreadsheet.as_view(),
        name="api-annotated-spreadsheet",
    ),
    path("programs/<uuid:pk>/checks/", checks.Checks.as_view(), name="api-checks"),
    path("programs/<uuid:pk>/subsoil-rights/", rights.Rights.as_view(), name="api-subsoil-rights"),
    path(
        "programs/<uuid:pk>/subsoil-rights/<uuid:right_id>/end/",
        rights.EndedRight.as_view(),
        name="api-end-of-subsoil-right",
    ),
    path("programs/<uuid:pk>/attachments/", attachments.Attachments.as_view(), name="api-attachments"),
    path(
        "programs/<uuid:pk>/attachments/<uuid:attachment_id>/",
        attachments.AttachmentOfDraft.as_view(),
        name="api-attachment",
    ),
    path("attachments/<uuid:pk>/file/", attachments.AttachmentFile.as_view(), name="api-attachment-file"),
    path("programs/<uuid:pk>/applications/", applications.Applications.as_view(), name="api-applications"),
    path(
        "programs/<uuid:pk>/applications/<uuid:application_id>/",
        applications.ApplicationOfProgram.as_view(),
        name="api-application",
    ),
    path(
        "programs/<uuid:pk>/applications/<uuid:application_id>/remove/",
        applications.ApplicationRemoval.as_view(),
        name="api-removal-of-application",
    ),
    path("contracts/", contracts.Contracts.as_view(), name="api-contracts"),
    path("contracts/<uuid:pk>/", contracts.ContractOfRegister.as_view(), name="api-contract"),
    path("contracts/<uuid:pk>/end/", contracts.EndOfContract.as_view(), name="api-end-of-contract"),
    path("contracts/<uuid:pk>/take-up/", contracts.TakingUp.as_view(), name="api-taking-up-of-contract"),
    path("programs/<uuid:pk>/purchase-imports/", purchases.PurchaseImports.as_view(), name="api-purchase-imports"),
    path(
        "programs/<uuid:pk>/purchase-imports/<uuid:import_id>/",
        purchases.PurchaseImportOfDraft.as_view(),
        name="api-purchase-import",
    ),
    path("programs/<uuid:pk>/purchase-lists/", purchases.PurchaseLists.as_view(), name="api-purchase-lists"),
    path(
        "programs/<uuid:pk>/purchase-lists/<uuid:list_id>/",
        purchases.PurchaseListOfDraft.as_view(),
        name="api-purchase-list",
    ),
    path(
        "programs/<uuid:pk>/purchase-lists/<uuid:list_id>/lines/",
        purchases.PurchaseLines.as_view(),
        name="api-purchase-lines",
    ),
    path("programs/<uuid:pk>/actual-figures/", actual_figures.ActualFigures.as_view(), name="api-actual-figures"),
    path("programs/<uuid:pk>/targets/", purchases.TargetsTraced.as_view(), name="api-targets"),
    path("programs/<uuid:pk>/versions/", versions.Versions.as_view(), name="api-versions"),
    path("versions/<uuid:pk>/", versions.VersionOfProgram.as_view(), name="api-version"),
    path("versions/<uuid:pk>/targets/", purchases.TargetsOfVersion.as_view(), name="api-version-targets"),
    path("versions/<uuid:pk>/content/", versions.Contents.as_view(), name="api-content"),
    path("versions/<uuid:pk>/<str:language>.pdf", versions.VersionPdf.as_view(), name="api-version-pdf"),
    path("versions/<uuid:pk>/changes/<uuid:earlier_id>/", versions.Comparison.as_view(), name="api-comparison"),
]
