"""The timeliness of the state bodies as an .xlsx: a line for each body, period, round and ground."""

from collections.abc import Iterator, Sequence
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from approvals.models.timeliness import Counted, Span, Timeliness
from approvals.rules.refusal_grounds import RefusalGround
from approvals.views.timeliness_rows import BodyRows
from icv_portal.accounts.templatetags.portal import in_language

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Cell = str | int | float | None


def written(rows: Sequence[BodyRows], span: Span, *, title: str) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        sheet = workbook.add_worksheet(title)
        heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
        headings = _headings()
        for place, text in enumerate(headings):
            sheet.set_column(place, place, 44 if place in (0, 2) else 22 if place == 1 else 14)
            sheet.write_string(0, place, text, heading)
        sheet.freeze_panes(1, 1)
        number = 0
        for number, line in enumerate(_lines(rows, span), start=1):
            for place, value in enumerate(line):
                if value is not None:
                    sheet.write(number, place, value)
        sheet.autofilter(0, 0, max(number, 1), len(headings) - 1)
    return made.getvalue()


def _headings() -> list[str]:
    return [
        _("State body"),
        _("Period"),
        _("What"),
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


def _lines(rows: Sequence[BodyRows], span: Span) -> Iterator[list[Cell]]:
    for one in rows:
        if span is not Span.YEAR:  # else the only period is the year
            for period in one.periods:
                yield from _of_period(one.body.name, period.name, period.found)
        yield from _of_period(one.body.name, _("The whole year"), one.year)


def _of_period(body: str, period: str, found: Timeliness) -> Iterator[list[Cell]]:
    parts = [
        (_("All"), found.whole),
        (_("First consideration"), found.first),
        (_("Reworked program"), found.again),
        *((_("Round %(number)s") % {"number": number}, counted) for number, counted in sorted(found.rounds.items())),
        *(
            (
                _("Refusals: %(ground)s") % {"ground": in_language(ground.label)},
                found.grounds.get(ground.value, Counted()),
            )
            for ground in RefusalGround
        ),
    ]
    yield from ([body, period, name, *vars(counted).values()] for name, counted in parts)
