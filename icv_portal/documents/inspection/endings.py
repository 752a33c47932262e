"""Where a file ends: whatever else hangs on to it would be another file for another reader."""

import io
import zipfile
from typing import IO

from django.utils.translation import gettext as _

from icv_portal.documents.inspection.formats import UnacceptableFile


def tail(file: IO[bytes], length: int) -> bytes:
    """The last bytes, at most `length` of them."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - length, 0))
    return file.read()


def refuse_hidden_archive(file: IO[bytes]) -> None:
    """A ZIP archive is read from its end: one can hang behind any other file. Raises UnacceptableFile."""
    if zipfile.is_zipfile(file):
        raise two_in_one()


def two_in_one() -> UnacceptableFile:
    return UnacceptableFile(
        "two_in_one",
        _("Another file is hidden in the file. Save it anew from the program it was made with and attach that."),
    )


def damaged() -> UnacceptableFile:
    return UnacceptableFile("damaged", _("The file is damaged or was cut off. Open it, save it anew and attach that."))
