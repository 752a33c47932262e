"""The formats a file may have, and what is said of one that may not come in."""

from enum import StrEnum


class FileFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpeg"

    @property
    def extensions(self) -> tuple[str, ...]:
        return (".jpg", ".jpeg") if self is FileFormat.JPEG else (f".{self.value}",)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]


OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: f"{OFFICE}.wordprocessingml.document",
    FileFormat.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    FileFormat.PNG: "image/png",
    FileFormat.JPEG: "image/jpeg",
}


class UnacceptableFile(Exception):
    """`code` for programs, `message` for people: what is wrong and what to do, in the reader's language."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
