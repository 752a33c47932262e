"""Bytes in the default storage, under a name that tells what they are; read back only if unchanged."""

import os
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

from icv_portal.documents.models import Document

LETTERS_OF_DIGEST = 16
PIECE = 1 << 20


class AlteredFile(Exception):
    """The stored file is missing or is not the one that was made: it is never sent to anybody."""


class LastingFileStorage(FileSystemStorage):
    """Says that a file is there when the disk has it: the row that names it is never written again."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        directory = Path(self.path(saved)).parent
        for path in (self.path(saved), directory, directory.parent):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved


def keep(content: bytes, *, source_kind: str, source_id: UUID, language: str) -> str:
    """Store the bytes and return their name; what is there already stays, and nothing is written over."""
    name = f"{source_kind}/{source_id}.{language}.{sha256(content).hexdigest()[:LETTERS_OF_DIGEST]}.pdf"
    if default_storage.exists(name) and _bytes(name) == content:
        return name
    # half a file, left by a worker that was killed while it wrote, keeps its name: this one gets another
    return default_storage.save(name, ContentFile(content))


def read(document: Document) -> bytes:
    """The bytes exactly as they were made. Raises AlteredFile."""
    try:
        content = _bytes(document.file)
    except OSError as failure:
        raise AlteredFile(f"{document.file}: {type(failure).__name__}") from failure
    if sha256(content).hexdigest() != document.sha256:
        raise AlteredFile(f"{document.file}: other bytes")
    return content


def keep_file(file: "File[bytes]", *, kind: str, of: UUID, digest: str, extension: str) -> str:
    """Store a file somebody sent, piece by piece, and return its name; each has one of its own."""
    name: str = default_storage.save(f"{kind}/{of}.{digest[:LETTERS_OF_DIGEST]}{extension}", file)
    return name


def open_unchanged(name: str, digest: str) -> "File[bytes]":
    """The file, at its beginning, if it has the SHA-256 it came with. Raises AlteredFile."""
    try:
        file = default_storage.open(name)
        found = digest_of(file)
    except OSError as failure:
        raise AlteredFile(f"{name}: {type(failure).__name__}") from failure
    if found != digest:
        file.close()
        raise AlteredFile(f"{name}: other bytes")
    return file


def digest_of(file: "BinaryIO | File[bytes]") -> str:
    """SHA-256 of the whole file, which is left at its beginning."""
    digest = sha256()
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def forget(name: str) -> None:
    """The bytes are gone, or were gone already."""
    default_storage.delete(name)


def _bytes(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content
