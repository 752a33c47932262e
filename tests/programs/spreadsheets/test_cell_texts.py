"""What a cell of a workbook says as the text the portal keeps."""

from datetime import date, datetime, time

import pytest

from programs.rules.standard_form import CellKind
from programs.spreadsheets.cell_texts import as_read_back, text_of


@pytest.mark.parametrize(
    ("value", "kind", "number_format", "text", "code"),
    [
        (None, CellKind.TEXT, "@", "", ""),
        ("  \n ", CellKind.TEXT, "@", "", ""),
        (" мәтін\r\nекінші жол", CellKind.TEXT, "@", " мәтін\nекінші жол", ""),
        ("бір_x000D_\nекі\x07", CellKind.TEXT, "@", "бір\nекі", ""),
        (2027, CellKind.TEXT, "General", "2027", ""),
        (0.5, CellKind.TEXT, "0%", "50%", ""),
        (1234.5, CellKind.MILLION_TENGE, "#,##0.00", "1234.5", ""),
        (0.1 + 0.2, CellKind.NUMBER, "General", "0.3", ""),
        (1e20, CellKind.NUMBER, "General", "100000000000000000000", "no_number"),
        (float("inf"), CellKind.NUMBER, "General", "", "error_value"),
        ("1 234,50", CellKind.THOUSAND_TENGE, "@", "1234.5", ""),
        ("сто", CellKind.COUNT, "@", "сто", "no_number"),
        (42.5, CellKind.PERCENT, "#,##0.00##", "42.5", ""),
        (0.425, CellKind.PERCENT, "0.0%", "42.5", ""),
        (42.5, CellKind.PERCENT, '0.0"%"', "42.5", ""),
        (42.5, CellKind.PERCENT, r"0.0\%", "42.5", ""),
        (0.425, CellKind.PERCENT, "0.00", "0.425", "share_below_one"),
        (0.25, CellKind.NUMBER, "0.00", "0.25", ""),
        (True, CellKind.TEXT, "General", "", "logical"),
        (datetime(2027, 3, 1), CellKind.TEXT, "dd.mm.yyyy", "01.03.2027", "date_as_text"),
        (date(2027, 3, 1), CellKind.COUNT, "dd.mm.yyyy", "", "date_in_number"),
        (time(9, 30), CellKind.TEXT, "h:mm", "09:30:00", "date_as_text"),
        ("а" * 20_001, CellKind.TEXT, "@", "", "too_long"),
    ],
)
def test_values_become_texts(value, kind, number_format, text, code):
    found = text_of(value, kind, number_format)
    assert (found.text, found.code) == (text, code)


@pytest.mark.parametrize(
    ("kept", "kind", "back"),
    [
        ("бір\rекі", CellKind.TEXT, "бір\nекі"),
        ("  ", CellKind.TEXT, ""),
        ("сто", CellKind.COUNT, "сто"),
        ("1234.5", CellKind.NUMBER, "1234.5"),
        ("a\x0bb", CellKind.TEXT, "ab"),
    ],
)
def test_what_the_portal_keeps_comes_back_as_a_workbook_can_hold_it(kept, kind, back):
    assert as_read_back(kept, kind) == back
