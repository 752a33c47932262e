from icv_portal.journal.insert_only import protect_history
from programs.models.access import Access
from programs.models.applications import ManufacturerApplication
from programs.models.attachments import Attachment, AttachmentRemoval, AttachmentScan, ScanState, VersionAttachment
from programs.models.contracts import Contract
from programs.models.presences import Presence
from programs.models.programs import Program
from programs.models.purchase_imports import PurchaseImport
from programs.models.purchases import PurchaseLine, PurchaseList, PurchaseListEnd
from programs.models.rows import Row, SectionState
from programs.models.spreadsheet_uploads import SpreadsheetUpload
from programs.models.subsoil_rights import SubsoilRight
from programs.models.versions import Version

protect_history(Program, Row, SubsoilRight, Contract, ManufacturerApplication)

__all__ = [
    "Access",
    "Attachment",
    "AttachmentRemoval",
    "AttachmentScan",
    "Contract",
    "ManufacturerApplication",
    "Presence",
    "Program",
    "PurchaseImport",
    "PurchaseLine",
    "PurchaseList",
    "PurchaseListEnd",
    "Row",
    "ScanState",
    "SectionState",
    "SpreadsheetUpload",
    "SubsoilRight",
    "Version",
    "VersionAttachment",
]
