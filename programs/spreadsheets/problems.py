"""What is wrong in a workbook, by sheet and cell, and how to mend it. Warnings are told, errors stop the whole file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks import Severity

LIST = Label(kk="Ескертулер", ru="Замечания", en="Problems")
"""The sheet that lists them in the copy a person gets back."""
TITLES_OF_THE_LIST = (LIST.kk, LIST.ru, LIST.en)
Words = tuple[str | Promise, str | Promise]


@dataclass(frozen=True)
class WorkbookProblem:
    """`cell` is a coordinate (“D7”), a range, or a row (“7:7”); empty where it is about the whole sheet or file."""

    code: str
    sheet: str = ""
    cell: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code in ERRORS else Severity.WARNING

    @property
    def is_error(self) -> bool:
        return self.code in ERRORS

    @property
    def what(self) -> str:
        return str((ERRORS | WARNINGS)[self.code][0]) % self.values

    @property
    def how(self) -> str:
        return str((ERRORS | WARNINGS)[self.code][1]) % self.values


ERRORS: dict[str, Words] = {
    "no_number": (
        _("“%(text)s” is no number."),
        _("Write the figure without letters and units: 1234.5 or 1 234,5."),
    ),
    "date_in_number": (
        _("Here stands a date, not a number."),
        _("Set the format of the cell to “Number” and type the figure again."),
    ),
    "logical": (_("Here stands TRUE or FALSE."), _("Write a number or a text instead.")),
    "error_value": (
        _("Here stands an error of the spreadsheet: %(text)s."),
        _("Correct the formula, or write the value itself."),
    ),
    "formula_without_value": (
        _("The formula of this cell was never computed."),
        _("Open the file in Excel, wait until it is computed and save it; or write the value itself."),
    ),
    "too_long": (
        _("The text has %(length)s characters."),
        _("Shorten it to %(most)s characters."),
    ),
    "merged": (_("These cells are merged."), _("Unmerge them and write each value into its own cell.")),
    "row_twice": (
        _("A row of the form stands here a second time."),
        _("Keep one of the two lines and delete the other."),
    ),
    "no_place": (
        _("The portal cannot tell where the row of this line belongs."),
        _("Move what is written here into the empty lines at the end of the table."),
    ),
    "column_twice": (
        _("The column “%(name)s” stands here a second time."),
        _("Keep one of the two columns and delete the other."),
    ),
    "sheet_twice": (_("This sheet is a copy of another one."), _("Keep one of the two and delete the other.")),
    "sheet_without_keys": (
        _("The hidden first row or column of this sheet was deleted: it can no longer be read."),
        _(
            "Download the form again and carry the figures of this sheet over; or delete the sheet: "
            "then its section stays as it is."
        ),
    ),
    "place_gone": (
        _("The contract or licence of this line is no longer in force in the portal."),
        _("Delete the line, or move it to another contract or licence."),
    ),
    "too_many_rows": (
        _("With the new lines the section would have %(rows)s rows; it holds %(most)s at most."),
        _("Delete lines from the file."),
    ),
}
WARNINGS: dict[str, Words] = {
    "formula": (
        _("A formula stands here; its value is taken: %(text)s."),
        _("Check the value. The portal keeps the value, not the formula."),
    ),
    "share_below_one": (
        _("%(text)s is taken as %(text)s %%."),
        _("If %(percent)s %% is meant, write %(percent)s."),
    ),
    "date_as_text": (_("A date stands here; it is taken as the text “%(text)s”."), _("Check the text.")),
    "not_of_this_row": (
        _("The form has no such cell in this row; what is written here is left out."),
        _("Move it into a white cell."),
    ),
    "copied_row": (
        _("This line is a copy of another one: it is taken as a new row."),
        _("Delete it if it is not meant."),
    ),
    "foreign_row": (
        _("This line comes from another file: it is taken as a new row."),
        _("Delete it if the row stands in the form already."),
    ),
    "hidden_row": (_("This line is hidden in the file, and was read all the same."), _("Show it to check it.")),
    "hidden_column": (_("This column is hidden in the file, and was read all the same."), _("Show it to check it.")),
    "hidden_sheet": (_("This sheet is hidden in the file, and was read all the same."), _("Show it to check it.")),
    "fixed_row_missing": (
        _("The row “%(name)s” is missing in the file. Every program has it: it stays as it is."),
        _("Nothing needs to be done."),
    ),
    "column_missing": (
        _("The column “%(name)s” is missing in the file: its cells stay as they are."),
        _("Download the form again if you need it."),
    ),
    "unknown_column": (
        _("This column is none of the form: what is written in it is left out."),
        _("Nothing needs to be done, unless it belongs into a column of the form."),
    ),
    "sheet_missing": (
        _("The sheet “%(name)s” is missing in the file: the section stays as it is."),
        _("Nothing needs to be done."),
    ),
    "row_there_already": (
        _("The same row was added to the form since the file was downloaded: it is not added again."),
        _("Nothing needs to be done."),
    ),
    "other_order": (
        _("The rows of this sheet stand in another order than in the form: the form keeps its own."),
        _("Move the rows on the page of the section."),
    ),
    "unknown_sheet": (_("This sheet is none of the form: it is left out."), _("Nothing needs to be done.")),
    "other_layout": (
        _("The workbook was written by another version of the portal; what is known by name was read."),
        _("Check the changes below with care."),
    ),
    "other_years": (
        _("The workbook is for the years %(theirs)s, the program is for %(ours)s now: other years are left out."),
        _("Download the form again to fill in the years it lacks."),
    ),
    "other_languages": (
        _("The languages of the program have changed since the workbook was downloaded."),
        _("Download the form again to fill in what it lacks."),
    ),
}
