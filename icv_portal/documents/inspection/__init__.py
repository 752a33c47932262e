"""What a file is, judged by its content alone: only a few formats that carry no programs are taken in.

Looked at are the marks every reader of the format goes by, and what must not be in it. A file is read in pieces, never
as a whole, and nothing of it is ever run, unpacked to a disk or rendered.
"""

from collections.abc import Callable
from typing import IO

import puremagic
from django.utils.translation import gettext as _

from icv_portal.documents.inspection import images, office, pdf
from icv_portal.documents.inspection.formats import FileFormat, UnacceptableFile

__all__ = ["FileFormat", "UnacceptableFile", "inspect"]

LONGEST_MARK = 8
OLD_OFFICE_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROBES: tuple[tuple[bytes, Callable[[IO[bytes]], FileFormat]], ...] = (
    (b"%PDF-", pdf.probe),
    (b"PK\x03\x04", office.probe),
    (b"\x89PNG\r\n\x1a\n", images.probe_png),
    (b"\xff\xd8\xff", images.probe_jpeg),
)
"""The bytes a file begins with, and what looks on from there."""


def inspect(file: IO[bytes], extension: str) -> FileFormat:
    """The file's format, where `extension` (".pdf") says the same. Raises UnacceptableFile; leaves the file rewound."""
    try:
        found = _format_of(file)
    finally:
        file.seek(0)
    if extension not in found.extensions:
        raise UnacceptableFile(
            "extension",
            _("By its content the file is %(format)s, but its name ends in “%(extension)s”. Name it as what it is.")
            % {"format": found.value.upper(), "extension": extension or "…"},
        )
    return found


def _format_of(file: IO[bytes]) -> FileFormat:
    file.seek(0)
    mark = file.read(LONGEST_MARK)
    for known, probe in PROBES:
        if mark.startswith(known):
            return probe(file)
    if mark == OLD_OFFICE_OR_ENCRYPTED:
        raise UnacceptableFile(
            "old_office",
            _("The file is of an old Office format or protected by a password. Save it as .docx or .xlsx without one."),
        )
    raise UnacceptableFile(
        "format",
        _("The file is %(found)s. Accepted are PDF, DOCX, XLSX, PNG and JPEG, judged by the content.")
        % {"found": _seems(file)},
    )


def _seems(file: IO[bytes]) -> str:
    """What it may be, for the reader's help alone."""
    file.seek(0)
    try:
        return f"“{puremagic.from_stream(file)}”"
    except (puremagic.PureError, ValueError):
        return _("of no format known here")
