"""The timeliness of the state bodies as an .xlsx: a line for each body, period and kind of consideration."""

from collections.abc import Iterator, Sequence
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from approvals.models.timeliness import Counted, Timeliness
from approvals.rules.refusal_grounds import RefusalGround
from approvals.views.timeliness_rows import BodyRows
from icv_portal.accounts.templatetags.portal import in_language

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Cell = str | int | float | None


def written(rows: Sequence[BodyRows], *, title: str) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        sheet = workbook.add_worksheet(title)
        heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
        headings = _headings()
        for place, text in enumerate(headings):
            sheet.set_column(place, place, 44 if place == 0 else 22 if place < 3 else 14)
            sheet.write_string(0, place, text, heading)
        sheet.freeze_panes(1, 1)
        number = 0
        for number, line in enumerate(_lines(rows), start=1):
            for place, value in enumerate(line):
                if value is not None:
                    sheet.write(number, place, value)
        sheet.autofilter(0, 0, max(number, 1), len(headings) - 1)
    return made.getvalue()


def _headings() -> list[str]:
    counted = [
        _("Received"),
        _("Agreed"),
        _("Refused"),
        _("Decided in time"),
        _("Decided late"),
        _("Term cannot be computed"),
        _("Withdrawn"),
        _("Under consideration"),
        _("Of these overdue"),
        _("Median, working days"),
    ]
    return [
        _("State body"),
        _("Period"),
        _("Consideration"),
        *counted,
        *(in_language(one.label) for one in RefusalGround),
    ]


def _lines(rows: Sequence[BodyRows]) -> Iterator[list[Cell]]:
    for one in rows:
        for period in one.periods:
            yield from _of_period(one.body.name, period.name, period.found)
        yield from _of_period(one.body.name, _("The whole year"), one.year)


def _of_period(body: str, period: str, found: Timeliness) -> Iterator[list[Cell]]:
    """Grounds are those of refusals, whichever time the program came."""
    grounds: list[Cell] = [found.grounds.get(ground.value, 0) for ground in RefusalGround]
    yield [body, period, _("All"), *_figures(found.whole), *grounds]
    yield [body, period, _("First consideration"), *_figures(found.first)]
    yield [body, period, _("Reworked program"), *_figures(found.again)]


def _figures(counted: Counted) -> list[Cell]:
    return list(vars(counted).values())
