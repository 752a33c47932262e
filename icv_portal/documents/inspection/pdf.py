"""PDF: from the first byte to its end mark, readable without a password, and nothing in it that acts."""

from typing import IO

from django.utils.translation import gettext as _

from icv_portal.documents.inspection.endings import damaged, refuse_hidden_archive, tail, two_in_one
from icv_portal.documents.inspection.formats import FileFormat, UnacceptableFile

END, LENGTH_OF_END = b"%%EOF", 1024
"""Programs write a few bytes behind the mark, never more than that."""
HEAD = 1024
PIECE = 1 << 20
PAGES_OF_THE_WEB = (b"<html", b"<!doctype", b"<script", b"<svg")
ENCRYPTED = b"/Encrypt"
ACTING = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
"""In a file with compressed objects they may be out of sight: there a scanner is needed."""
OVERLAP = max(map(len, (ENCRYPTED, *ACTING))) - 1


def probe(file: IO[bytes]) -> FileFormat:
    """Raises UnacceptableFile."""
    file.seek(0)
    head = file.read(HEAD).lower()
    if any(mark in head for mark in PAGES_OF_THE_WEB):
        raise two_in_one()
    if END not in tail(file, LENGTH_OF_END):
        raise damaged()
    refuse_hidden_archive(file)
    _refuse_marks(file)
    return FileFormat.PDF


def _refuse_marks(file: IO[bytes]) -> None:
    file.seek(0)
    before = b""
    while piece := file.read(PIECE):
        seen = before + piece
        if ENCRYPTED in seen:
            raise UnacceptableFile(
                "encrypted", _("The file is protected by a password or by rights. Save it without protection.")
            )
        if any(mark in seen for mark in ACTING):
            raise UnacceptableFile(
                "acting",
                _("The PDF holds a script, a fillable form or another file. Print it to PDF anew and attach that."),
            )
        before = seen[-OVERLAP:]
