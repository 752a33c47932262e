"""A chosen file that is only measured: hashed as it comes in, never kept in memory or on a disk."""

from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 20 * 1024 * 1024  # bytes


class MeasuredFile(UploadedFile):
    """Name, size in bytes and SHA-256 of what was sent; the bytes are gone. Beyond `LARGEST` nothing was hashed."""

    sha256: str


class MeasuringUploadHandler(FileUploadHandler):
    """Put alone into `request.upload_handlers`, before anything reads the request's form."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest, self.size = sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size <= LARGEST:
            self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> MeasuredFile:
        measured = MeasuredFile(BytesIO(), self.file_name, self.content_type, file_size)
        measured.sha256 = self.digest.hexdigest()
        return measured
