"""Files people send: none is read beyond a limit, and one that is only to be compared is hashed and kept nowhere."""

from hashlib import sha256
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

LARGEST = 20 * 1024 * 1024  # bytes
ENVELOPE = 4096  # bytes; what a form sends around its file


class BoundedUploadHandler(FileUploadHandler):
    """Stands before the handlers that keep a file: one larger than any page takes is not read to its end."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > settings.LARGEST_UPLOAD:
            self.request.was_cut = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has it."""


def was_cut(request: HttpRequest) -> bool:
    """Whether a file of the form was so large that it, and what came after it, was not read."""
    request.FILES  # noqa: B018 - reading the form is what finds it out
    return getattr(request, "was_cut", False)


class MeasuredFile(UploadedFile):
    """Name, size in bytes and SHA-256 of what was sent; the bytes are gone. Beyond `LARGEST` there is no SHA-256."""

    sha256: str


class MeasuringUploadHandler(FileUploadHandler):
    """Stops reading as soon as a file is larger than `LARGEST`."""

    size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest, self.size = sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > LARGEST:
            raise StopUpload(connection_reset=True)
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> MeasuredFile:
        measured = MeasuredFile(BytesIO(), self.file_name, self.content_type, file_size)
        measured.sha256 = self.digest.hexdigest()
        return measured


def measured_files(request: HttpRequest, name: str) -> MultiValueDict[str, UploadedFile]:
    """The files of a form whose one file is called `name`; called before anything else reads the form.

    A form that says it is too large is not read at all. The file is then as large as the form.
    """
    length = request.META.get("CONTENT_LENGTH", "")
    declared = int(length) if length.isdecimal() else 0
    handler = MeasuringUploadHandler(request)
    request.upload_handlers = [handler]
    if declared <= LARGEST + ENVELOPE:
        files = request.FILES
        if handler.size <= LARGEST:
            return files
    return MultiValueDict({name: [MeasuredFile(BytesIO(), name, size=declared)]})
