"""Dates and numbers in the three languages."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format, get_format, sanitize_separators

MOMENT = datetime(2026, 11, 3, 9, 5)


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("kk", "DATE_FORMAT", "2026 жылғы 3 қараша"),
        ("kk", "DATETIME_FORMAT", "2026 жылғы 3 қараша, 09:05"),
        ("kk", "MONTH_DAY_FORMAT", "3 қараша"),
        ("kk", "SHORT_DATE_FORMAT", "03.11.2026"),
        ("ru", "DATE_FORMAT", "3 ноября 2026 г."),
        ("ru", "DATETIME_FORMAT", "3 ноября 2026 г., 09:05"),
        ("ru", "MONTH_DAY_FORMAT", "3 ноября"),
        ("ru", "SHORT_DATE_FORMAT", "03.11.2026"),
        ("en", "DATE_FORMAT", "3 November 2026"),
        ("en", "SHORT_DATETIME_FORMAT", "03.11.2026 09:05"),
    ],
)
def test_dates_are_written_as_the_reader_writes_them(language: str, name: str, written: str) -> None:
    with translation.override(language):
        assert date_format(MOMENT, name) == written


def test_kazakh_months_inside_a_date_begin_with_a_small_letter() -> None:
    with translation.override("kk"):
        months = [date_format(MOMENT.replace(month=month), "E") for month in range(1, 13)]
    assert " ".join(months) == "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"


@pytest.mark.parametrize(
    ("language", "written"),
    [("kk", "1\xa0234\xa0567,50"), ("ru", "1\xa0234\xa0567,50"), ("en", "1\xa0234\xa0567.50")],
)
def test_thousands_stand_apart(language: str, written: str) -> None:
    with translation.override(language):
        assert Template('{{ n|floatformat:"2g" }}').render(Context({"n": Decimal("1234567.5")})) == written


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_what_is_shown_can_be_typed_back(language: str) -> None:
    with translation.override(language):
        assert sanitize_separators("12,5") == "12.5"
        assert get_format("FIRST_DAY_OF_WEEK") == 1
