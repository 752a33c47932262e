"""Why a whole file cannot be read, and what to do: nothing of it is taken."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAVE_AS = _("Open it in Excel or another spreadsheet program, save it as “Excel workbook (.xlsx)” and send that file.")
FRESH = _("Download the form again and carry your figures over into the new file.")


class WorkbookRefused(Exception):
    """`code` is one of REFUSALS; `values` go into its words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


REFUSALS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "empty": (_("The file is empty."), _("Choose the file again; perhaps it was not saved yet.")),
    "too_large": (
        _("The file is larger than %(most)s MB."),
        _("Remove pictures and other sheets, or download the form again and carry your figures over."),
    ),
    "encrypted": (
        _("The file is protected by a password and cannot be opened."),
        _("Remove the password in Excel (File, Info, Protect workbook) and send the file again."),
    ),
    "xls": (_("This is a workbook of an old kind (.xls)."), SAVE_AS),
    "xlsb": (_("This is a binary workbook (.xlsb)."), SAVE_AS),
    "macros": (
        _("The workbook holds macros (.xlsm); the portal takes no programs."),
        _("Save it as “Excel workbook (.xlsx)”, without macros, and send that file."),
    ),
    "ods": (_("This is an OpenDocument spreadsheet (.ods)."), SAVE_AS),
    "text": (
        _("This is a text table (.csv), not the workbook of the form."),
        _("Download the form, copy the figures into its sheets and send that file."),
    ),
    "other": (_("This is no Excel workbook (.xlsx)."), _("Choose the file that you downloaded here and filled in.")),
    "broken": (
        _("The file is damaged and cannot be read."),
        _("Open it in Excel, let it be repaired, save it and send it again; or download the form again."),
    ),
    "bomb": (
        _("Unpacked, the file is far larger than any form can be; it was not opened."),
        FRESH,
    ),
    "declared_entities": (_("The file holds instructions no workbook needs; it was not opened."), FRESH),
    "strict": (
        _("The workbook is of a dialect the portal cannot read (“Strict Open XML”)."),
        _("Save it in Excel as plain “Excel workbook (.xlsx)” and send that file."),
    ),
    "too_many_cells": (
        _("The file holds far more than any form: over %(most)s cells, or formats without end."),
        _("Delete the rows and columns beyond the table (select them, then Delete) and send the file again."),
    ),
    "too_far_away": (
        _("Something is written far away from the table, as far as cell %(cell)s."),
        _("Delete the rows and columns beyond the table (select them, then Delete) and send the file again."),
    ),
    "not_ours": (
        _("The workbook was not downloaded from the portal, or has lost its hidden sheet."),
        _("Download the form here, copy the figures into its sheets and send that file."),
    ),
    "other_program": (
        _("The workbook belongs to another program."),
        _("Send it on the page of that program, or download the form of this one."),
    ),
    "no_sheet": (_("No sheet of the form is left in the workbook."), FRESH),
    "unreadable": (
        _("The portal could not read the file, in several attempts."),
        _("Download the form again and carry your figures over; if that fails, too, tell those who run the portal."),
    ),
}


def in_words(code: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong and what to do, in the reader's language."""
    what, how = REFUSALS.get(code, REFUSALS["broken"])
    return str(what) % values, str(how) % values
