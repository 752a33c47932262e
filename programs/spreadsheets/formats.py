"""How cells look and what they take: number formats, input rules and their messages, in the language of the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from programs.rules.numbers import UNITS
from programs.rules.standard_form import CellKind, Column

NUMBER_FORMATS: Mapping[CellKind, str] = {
    CellKind.TEXT: "@",
    CellKind.PLAIN: "@",
    CellKind.PERCENT: "#,##0.00##",
    CellKind.THOUSAND_TENGE: "#,##0.0##",
    CellKind.MILLION_TENGE: "#,##0.00####",
    CellKind.COUNT: "#,##0",
    CellKind.NUMBER: "General",
}
MOST = 10**15
FONT = {"font_name": "Arial", "font_size": 10}
GREY, PALE, LINE = "#E8EEF4", "#F3F4F6", "#B8C2CC"
BORDER = {"border": 1, "border_color": LINE}
WRAPPED = {"text_wrap": True, "valign": "top"}


@dataclass
class Formats:
    """Each made once for a workbook."""

    workbook: Workbook
    made: dict[tuple[Any, ...], Format] = field(default_factory=dict)
    inputs: dict[CellKind, Format] = field(default_factory=dict)

    def title(self) -> Format:
        return self._of(**FONT | {"bold": True, "font_size": 13})

    def hint(self) -> Format:
        return self._of(**FONT, font_color="#4B5563")

    def heading(self) -> Format:
        return self._of(**FONT, **BORDER, bold=True, text_wrap=True, align="center", valign="vcenter", bg_color=GREY)

    def name(self) -> Format:
        return self._of(**FONT, **BORDER, **WRAPPED, bg_color=PALE)

    def number_of_row(self, *, locked: bool) -> Format:
        return self._of(**FONT, **BORDER, valign="top", align="center", bg_color=PALE, num_format="@", locked=locked)

    def nothing(self) -> Format:
        return self._of(**FONT, **BORDER, bg_color=PALE)

    def input(self, kind: CellKind) -> Format:
        if kind not in self.inputs:
            self.inputs[kind] = self._input(kind)
        return self.inputs[kind]

    def _input(self, kind: CellKind) -> Format:
        look = {"num_format": NUMBER_FORMATS[kind], "locked": False}
        return self._of(**FONT, **BORDER, **look, **({"valign": "top"} if kind.is_number else WRAPPED))

    def mark(self, *, locked: bool) -> Format:
        return self._of(locked=locked, num_format="@")

    def _of(self, **look: Any) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format(look)
        return self.made[key]


def width_of(column: Column, key: str) -> float:
    """In characters, as Excel counts."""
    if column.code == "text":
        return 90
    if column.kind.is_number:
        return 15
    if not key:
        return 44
    return 26 if column.kind is CellKind.PLAIN or column.code in ("term", "unit") else 38


def input_rule(kind: CellKind, language: str) -> dict[str, Any] | None:
    """A number where a number belongs; what is unusual may be kept, for the checks of the form judge it."""
    if not kind.is_number:
        return None
    rule: dict[str, Any] = {"ignore_blank": True, "error_title": _("This cell takes a number")}
    unit = UNITS[kind].in_language(language) if kind in UNITS else ""
    if kind is CellKind.COUNT:
        between = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": MOST}
        return {**rule, **between, "error_message": _("Type a whole number without letters.")}
    if kind is CellKind.PERCENT:
        between = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        told = _("Type per cent as a number from 0 to 100, without the sign: 42.5 means 42.5 %.")
        return {**rule, **between, "error_type": "warning", "error_message": told, "input_message": told}
    between = {"validate": "decimal", "criteria": "between", "minimum": -MOST, "maximum": MOST}
    told = _("In %(unit)s.") % {"unit": unit} if unit else ""
    shown = {"input_message": told} if told else {}
    return {**rule, **between, **shown, "error_message": _("Type a number without letters.")}
