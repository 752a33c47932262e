"""A draft as a workbook to fill in: one sheet a section, nothing in it a formula, and a hidden sheet that remembers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from itertools import groupby

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from programs.rules.content import Content
from programs.rules.numbers import parse_number
from programs.rules.standard_form import CellKind, Section, heading
from programs.spreadsheets import memory
from programs.spreadsheets.formats import Formats, input_rule, width_of
from programs.spreadsheets.headings import depth_of, heading_cells
from programs.spreadsheets.lists import Lists
from programs.spreadsheets.sheets import FIRST, KEY_MARK, MARKS, NUMBERS, STATIC, SectionSheet, SheetLine

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ABOVE = 4
"""Rows over the headings: the hidden keys, the section, what it is about, how to fill it in."""
LEFT_OPEN = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"), True
)
"""What protection leaves to people: it guards headings and names of rows from slips, not from anybody."""
A4 = 9


@dataclass(frozen=True)
class Form:
    """What is written: sections of a draft as they stand. `address` is the page the workbook is sent back on."""

    content: Content
    sections: Sequence[Section]
    versions: Mapping[str, int]
    language: str
    downloaded_at: str
    address: str


def write_form(form: Form) -> bytes:
    written = BytesIO()
    with translation.override(form.language), xlsxwriter.Workbook(written, OPTIONS) as workbook:
        workbook.set_properties({"title": form.content.customer.name.in_language(form.language)})
        formats, lists = Formats(workbook), Lists()
        for section in form.sections:
            _SheetWriter(workbook, formats, lists, SectionSheet(section, form.content, form.language), form).write()
        lists.write(workbook)
        _remember(workbook, form)
    return written.getvalue()


def _remember(workbook: Workbook, form: Form) -> None:
    codes = {section.code for section in form.sections}
    rows = [row for row in form.content.rows if row.section in codes]
    facts = memory.facts_of(form.content, form.versions, form.language, form.downloaded_at)
    sheet = workbook.add_worksheet(memory.SHEET)
    for line, texts in enumerate(memory.lines(facts, rows)):
        for place, text in enumerate(texts):
            sheet.write_string(line, place, text)
    sheet.very_hidden()


@dataclass
class _SheetWriter:
    workbook: Workbook
    formats: Formats
    lists: Lists
    layout: SectionSheet
    form: Form

    def write(self) -> None:
        self.sheet = self.workbook.add_worksheet(self.layout.title)
        self.last = FIRST + len(self.layout.columns) - 1
        self._keys()
        self._above()
        first = ABOVE + self._headings()
        lines = list(self.layout.lines())
        for at, line in enumerate(lines, start=first):
            self._line(at, line)
        self._rules(first, lines)
        self._frame(first, first + len(lines) - 1)

    def _keys(self) -> None:
        mark = self.formats.mark(locked=True)
        self.sheet.set_row(0, None, mark, {"hidden": True})
        self.sheet.set_column(MARKS, MARKS, 12, mark, {"hidden": True})
        wide = self.layout.names_span == (NUMBERS, NUMBERS)
        self.sheet.set_column(NUMBERS, NUMBERS, 36 if wide else 7)
        self.sheet.write_string(0, MARKS, f"{KEY_MARK}{self.layout.section.code}", mark)
        self.sheet.write_string(0, NUMBERS, STATIC, mark)
        for at, column in enumerate(self.layout.columns, start=FIRST):
            self.sheet.set_column(at, at, width_of(column.column, column.key))
            self.sheet.write_string(0, at, column.key or STATIC, mark)

    def _above(self) -> None:
        language = self.layout.language
        told = _(
            "Fill in the white cells; new rows go into the empty lines. Send the file back at %(address)s and then "
            "download it anew."
        )
        self._static(1, heading(self.layout.section).in_language(language), self.formats.title())
        self._static(2, self.layout.section.hint.in_language(language), self.formats.hint())
        self._static(3, told % {"address": self.form.address}, self.formats.hint())

    def _static(self, line: int, text: str, look: xlsxwriter.format.Format) -> None:
        self.sheet.write_string(line, MARKS, STATIC, self.formats.mark(locked=True))
        self.sheet.write_string(line, NUMBERS, text, look)

    def _headings(self) -> int:
        """How many lines they take."""
        paths = [(self.layout.number_heading,), *(column.path for column in self.layout.columns)]
        for line in range(ABOVE, ABOVE + depth_of(paths)):
            self.sheet.write_string(line, MARKS, STATIC, self.formats.mark(locked=True))
            self.sheet.set_row(line, 30)
        for cell in heading_cells(paths):
            self._merged(
                (ABOVE + cell.top, NUMBERS + cell.left, ABOVE + cell.bottom, NUMBERS + cell.right),
                cell.text,
                self.formats.heading(),
            )
        return depth_of(paths)

    def _merged(self, area: tuple[int, int, int, int], text: str, look: xlsxwriter.format.Format) -> None:
        if area[:2] == area[2:]:
            self.sheet.write_string(*area[:2], text, look)
        else:
            self.sheet.merge_range(*area, text, look)

    def _line(self, at: int, line: SheetLine) -> None:
        movable = line.row_kind is not None and not line.is_fixed
        self.sheet.write_string(at, MARKS, line.mark, self.formats.mark(locked=not movable))
        if line.row_kind is None:
            self._merged((at, NUMBERS, at, self.last), line.name, self.formats.heading())
            return
        self.sheet.write_string(at, NUMBERS, line.number, self.formats.number_of_row(locked=not movable))
        specs = self.layout.specs_of(line.row_kind)
        for place, column in enumerate(self.layout.columns, start=FIRST):
            spec = specs.get(column.key)
            if spec is None:
                self.sheet.write_blank(at, place, None, self.formats.nothing())
            else:
                self._cell(at, place, line.cells.get(column.key, ""), spec.column.kind)
        if line.is_fixed:
            start, end = self.layout.names_span
            self._merged((at, start, at, end), line.name, self.formats.name())

    def _cell(self, at: int, place: int, text: str, kind: CellKind) -> None:
        look = self.formats.input(kind)
        number = exact_number(text) if kind.is_number else None
        if number is not None:
            self.sheet.write_number(at, place, number, look)
        elif text:
            self.sheet.write_string(at, place, text, look)
        else:
            self.sheet.write_blank(at, place, None, look)

    def _rules(self, first: int, lines: Sequence[SheetLine]) -> None:
        for place, column in enumerate(self.layout.columns, start=FIRST):
            for kind, start, end in self._alike(column.key, first, lines):
                rule = input_rule(kind, self.layout.language) or self.lists.rule(column, lines)
                if rule is not None:
                    self.sheet.data_validation(start, place, end, place, rule)

    def _alike(self, key: str, first: int, lines: Sequence[SheetLine]) -> Iterator[tuple[CellKind, int, int]]:
        """Lines one below the other whose cell under this key is of one kind: its first and last row."""

        def kind_in(numbered: tuple[int, SheetLine]) -> CellKind | None:
            row_kind = numbered[1].row_kind
            spec = self.layout.specs_of(row_kind).get(key) if row_kind else None
            return spec.column.kind if spec else None

        for kind, group in groupby(enumerate(lines, start=first), key=kind_in):
            together = list(group)
            if kind is not None:
                yield kind, together[0][0], together[-1][0]

    def _frame(self, first: int, last: int) -> None:
        """What stays in sight on a screen, and how it is printed."""
        self.sheet.freeze_panes(first, FIRST)
        self.sheet.protect("", LEFT_OPEN)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(ABOVE, first - 1)
        self.sheet.print_area(1, NUMBERS, last, self.last)
        self.sheet.set_footer("&L&8&A&R&8&P / &N")


def exact_number(text: str) -> float | None:
    """As Excel keeps numbers, with 15 digits; None for what is no number or has more of them: it is written as text."""
    number = parse_number(text)
    if number is None or Decimal(f"{number:.15g}") != number:
        return None
    return float(number)
