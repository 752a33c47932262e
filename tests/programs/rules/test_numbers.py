from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.numbers import (
    SCALES,
    canonical_number,
    decimal_places,
    display_number,
    fits_scale,
    fixed_scale,
    number_label,
    parse_number,
    plain,
    rounded,
)
from programs.rules.standard_form import CellKind

NUMERIC_KINDS = [kind for kind in CellKind if kind.is_number]
decimals = st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=10, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", "1234.5"),
        ("1 234,50", "1234.5"),
        ("1\u00a0234\u00a0567,8", "1234567.8"),
        ("1\u2009234", "1234"),
        ("1\u202f234", "1234"),
        ("  12  ", "12"),
        ("45%", "45"),
        ("45,5 %", "45.5"),
        ("45,5\u00a0%", "45.5"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("999999999999999.0000000001", "999999999999999.0000000001"),
    ],
)
def test_reads_numbers_as_people_type_them(text, number):
    assert parse_number(text) == Decimal(number)
    assert canonical_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "%",
        "abc",
        "12 13",
        "1 23",
        "1 2345",
        "1,234.5",
        "1.234,5",
        "1e5",
        "1E+5",
        "NaN",
        "Infinity",
        "-inf",
        "0x10",
        "1_000",
        "٣",
        "5.",
        ",5",
        "5%%",
        "+5",
        "--5",
        "1234567890123456",
        "0.12345678901",
        "9" * 10_000,
        "1\n2",
    ],
)
def test_what_is_no_number_stays_as_typed(text):
    assert parse_number(text) is None
    assert canonical_number(text) == text


@given(decimals)
def test_canonical_text_keeps_the_number_and_is_stable(number):
    text = canonical_number(f"{number:f}")
    assert Decimal(text) == number
    assert canonical_number(text) == text


@given(decimals, st.sampled_from(NUMERIC_KINDS))
def test_fixed_scale_never_changes_the_number(number, kind):
    text = fixed_scale(number, kind)
    assert Decimal(text) == number
    assert len(text.partition(".")[2]) >= SCALES[kind]


@given(decimals, st.sampled_from(NUMERIC_KINDS), st.sampled_from(["kk", "ru", "en"]))
def test_a_displayed_number_reads_back(number, kind, language):
    assert parse_number(display_number(f"{number:f}", kind, language)) == number


@given(st.text(max_size=80))
def test_reading_never_fails(text):
    number = parse_number(text)
    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (CellKind.PERCENT, "12.5000"),
        (CellKind.THOUSAND_TENGE, "12.500"),
        (CellKind.MILLION_TENGE, "12.500000"),
        (CellKind.COUNT, "12.5"),
        (CellKind.NUMBER, "12.5000"),
    ],
)
def test_fixed_scale_of_each_kind(kind, text):
    assert fixed_scale(Decimal("12.5"), kind) == text


@pytest.mark.parametrize(
    ("text", "kind", "fits"),
    [
        ("1", CellKind.COUNT, True),
        ("1.0", CellKind.COUNT, True),
        ("1.5", CellKind.COUNT, False),
        ("1.2345", CellKind.PERCENT, True),
        ("1.23456", CellKind.PERCENT, False),
        ("1.234567", CellKind.MILLION_TENGE, True),
        ("1.2345678", CellKind.MILLION_TENGE, False),
        ("1.234", CellKind.THOUSAND_TENGE, True),
        ("1.2345", CellKind.THOUSAND_TENGE, False),
    ],
)
def test_decimals_a_unit_holds(text, kind, fits):
    assert fits_scale(Decimal(text), kind) is fits


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("1234567.50", "kk", "1\u00a0234\u00a0567,5"),
        ("1234567.50", "ru", "1\u00a0234\u00a0567,5"),
        ("1234567.50", "en", "1\u00a0234\u00a0567.5"),
        ("1200", "ru", "1\u00a0200"),
        ("100.000", "ru", "100"),
        ("-0.5", "kk", "-0,5"),
        ("пять", "ru", "пять"),
        ("", "ru", ""),
    ],
)
def test_numbers_as_each_language_writes_them(text, language, shown):
    assert display_number(text, CellKind.NUMBER, language) == shown


def test_a_code_that_looks_like_a_number_is_not_grouped():
    assert display_number("123456", CellKind.PLAIN, "ru") == "123456"


def test_number_label_has_each_languages_separator():
    label = number_label(Decimal("1.50"))
    assert (label.kk, label.ru, label.en) == ("1,5", "1,5", "1.5")


def test_computed_numbers_are_rounded_half_up_for_showing():
    assert rounded(Decimal("2.005")) == Decimal("2.01")


def test_plain_text_has_no_exponent():
    assert plain(Decimal("1E+3")) == "1000"
    assert decimal_places(Decimal("1.2500")) == 2
