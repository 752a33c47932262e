"""Workbooks people send back: taken in, read by the worker, compared with the draft, applied or dropped."""

from programs.actions.spreadsheets.applying import (
    Applied,
    Decisions,
    PreviewOutdated,
    Undecided,
    UploadGone,
    WorkbookHasErrors,
    apply_upload,
)
from programs.actions.spreadsheets.comparing import comparison_of
from programs.actions.spreadsheets.reading import read_due
from programs.actions.spreadsheets.uploads import (
    READ_WAITING,
    TooManyUploads,
    discard,
    drop_files,
    take_in,
)

__all__ = [
    "READ_WAITING",
    "Applied",
    "Decisions",
    "PreviewOutdated",
    "TooManyUploads",
    "Undecided",
    "UploadGone",
    "WorkbookHasErrors",
    "apply_upload",
    "comparison_of",
    "discard",
    "drop_files",
    "read_due",
    "take_in",
]
