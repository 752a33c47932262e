"""DOCX and XLSX: an archive that says what it is, without password, macros, embedded objects or calls to elsewhere."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from defusedxml import DefusedXmlException, ElementTree
from django.utils.translation import gettext as _

from icv_portal.documents.inspection.endings import damaged, tail, two_in_one
from icv_portal.documents.inspection.formats import MEDIA_TYPES, FileFormat, UnacceptableFile

TYPES = "[Content_Types].xml"
MAIN_PARTS = {
    f"{MEDIA_TYPES[FileFormat.DOCX]}.main+xml": FileFormat.DOCX,
    f"{MEDIA_TYPES[FileFormat.XLSX]}.main+xml": FileFormat.XLSX,
}
LONGEST_LIST = 2 * 1024 * 1024
"""Bytes of the list of parts: enough for ten thousand."""
LARGEST_PART = 8 * 1024 * 1024
"""Bytes of what is read here: the list of types, and the relations of all parts together."""
LARGEST_UNPACKED = 500 * 1024 * 1024
"""Bytes. A larger one is made to fill the memory of whoever opens it."""
ENCRYPTED = 0x1
END_MARK, END_OF_ARCHIVE = b"PK\x05\x06", 22
LOCATOR_MARK, LOCATOR = b"PK\x06\x07", 20
"""Of archives beyond four gigabytes."""
RELATIONS = ".rels"
MACROS = ("vbaproject", "vbadata", "macrosheets/", "dialogsheets/", "activex/", "customui/")
EMBEDDED = "embeddings/"
LINK = "/hyperlink"
ON_ONES_OWN_DISK = re.compile(r"file:///[a-z]:[\\/]", re.IGNORECASE)
"""The template a document was made from; on another's disk there is nothing at that place."""


def probe(file: IO[bytes], *, is_embedded: bool = False) -> FileFormat:
    """The tables behind a document's charts are workbooks in it, looked at likewise. Raises UnacceptableFile."""
    try:
        _look_at_end(file)
        with zipfile.ZipFile(file) as archive:
            _refuse_parts(archive)
            _look_at_embedded(archive, is_embedded=is_embedded)
            found = _main_part(archive)
            _refuse_calls(archive)
            return found
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError, KeyError) as error:
        raise damaged() from error
    except (ElementTree.ParseError, DefusedXmlException, UnicodeError, ValueError, RuntimeError) as error:
        raise damaged() from error


def _look_at_end(file: IO[bytes]) -> None:
    """Before the list of parts is read: nothing stands after its end, and it is no longer than a memory bears."""
    end = tail(file, LOCATOR + END_OF_ARCHIVE)
    if not end[-END_OF_ARCHIVE:].startswith(END_MARK):
        raise two_in_one() if zipfile.is_zipfile(file) else damaged()
    length_of_list = int.from_bytes(end[-10:-6], "little")
    if end.startswith(LOCATOR_MARK) or length_of_list > LONGEST_LIST:
        raise too_much_inside()


def _refuse_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if not parts or min(part.header_offset for part in parts):
        raise two_in_one()  # it begins with something else
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise UnacceptableFile("encrypted", _("The archive is protected by a password. Save the file without one."))
    if any(mark in name for name in names for mark in MACROS):
        raise UnacceptableFile("macros", _("The file holds macros. Save it as .docx or .xlsx without them."))
    read_here = sum(part.file_size for part in parts if part.filename.lower().endswith(RELATIONS))
    if read_here > LARGEST_PART or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise too_much_inside()
    if len(set(names)) < len(names):
        raise damaged()


def _look_at_embedded(archive: zipfile.ZipFile, *, is_embedded: bool) -> None:
    for name in archive.namelist():
        if EMBEDDED not in name.lower():
            continue
        if is_embedded or not name.lower().endswith(".xlsx"):
            raise UnacceptableFile(
                "embedded",
                _("Another file is embedded in the file. Attach that file on its own and save this without it."),
            )
        probe(BytesIO(_read(archive, name)), is_embedded=True)


def _main_part(archive: zipfile.ZipFile) -> FileFormat:
    """By what the archive declares of its parts, as Office itself reads it."""
    if TYPES not in archive.namelist():
        raise UnacceptableFile("archive", _("The file is an archive. Attach the documents in it one by one, unpacked."))
    declared = [part.get("ContentType", "") for part in ElementTree.fromstring(_read(archive, TYPES))]
    if any("macro" in kind.lower() or "vba" in kind.lower() for kind in declared):
        raise UnacceptableFile("macros", _("The file holds macros. Save it as .docx or .xlsx without them."))
    found = {MAIN_PARTS[kind] for kind in declared if kind in MAIN_PARTS}
    if len(found) != 1:
        raise UnacceptableFile(
            "office", _("Of Office files only .docx and .xlsx are accepted. Save it as one of them.")
        )
    return found.pop()


def _refuse_calls(archive: zipfile.ZipFile) -> None:
    """What a file fetches when it is opened, templates with macros among it; links to click are nothing of the kind."""
    if not all(kind.endswith(LINK) or ON_ONES_OWN_DISK.match(target) for kind, target in _outside(archive)):
        raise UnacceptableFile(
            "calls", _("The file fetches something from elsewhere when it is opened. Break the links and save it anew.")
        )


def _outside(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Type and target of each relation that leads out of the file."""
    for name in archive.namelist():
        if name.lower().endswith(RELATIONS):
            for relation in ElementTree.fromstring(_read(archive, name)):
                if relation.get("TargetMode") == "External":
                    yield relation.get("Type", ""), relation.get("Target", "")


def too_much_inside() -> UnacceptableFile:
    return UnacceptableFile("too_much_inside", _("Unpacked, the file would be far too large. Save it as PDF."))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """However large the archive says it is, no more than this is unpacked."""
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise damaged()
    return content
