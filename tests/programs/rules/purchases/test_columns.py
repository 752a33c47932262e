"""Headings of lists of purchases: in three languages, in any order, with units."""

from decimal import Decimal

import pytest

from programs.rules.purchases.columns import (
    Column,
    columns_of,
    found_columns,
    heading_of,
    required,
)
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose, kind_named


@pytest.mark.parametrize("purpose", list(PurchasePurpose))
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_headings_of_the_template_are_found_again(purpose: PurchasePurpose, language: str):
    columns = columns_of(purpose, is_subsoil_user=True)
    headings = [heading_of(column, purpose).in_language(language) for column in columns]
    found = found_columns(list(reversed(headings)))
    assert found.places == {column: len(columns) - 1 - place for place, column in enumerate(columns)}
    assert (found.factor, found.repeated) == (1, ())


HEADINGS = [
    ("Код ЕНС ТРУ", Column.CODE),
    ("  код по ЕНС-ТРУ ", Column.CODE),
    ("ТЖҚ БНА коды", Column.CODE),
    ("Наименование товара", Column.NAME),
    ("Стоимость без НДС, тыс. тенге", Column.VALUE),
    ("Сомасы (млн теңге)", Column.VALUE),
    ("Год закупки", Column.YEAR),
    ("БИН поставщика", Column.PRODUCER_BIN),
    ("Доля ВЦ, %", Column.ICV_SHARE),
    ("Ожидаемая доля ВЦ", Column.ICV_SHARE),
    ("№ договора", Column.CONTRACT),
    ("Общая сумма, тенге", Column.VALUE),
    ("Планируемая сумма, тыс. тенге", Column.VALUE),
    ("Общая планируемая стоимость, тенге", Column.VALUE),
    ("Жалпы құны, теңге", Column.VALUE),
    ("Жоспарлы сомасы, теңге", Column.VALUE),
    ("Total value, tenge", Column.VALUE),
    ("Planned amount, tenge", Column.VALUE),
    ("Цена за единицу, тенге", None),
    ("Стоимость единицы, тенге", None),
    ("Цена за ед., тенге", None),
    ("Цена за ед. изм., тенге", None),
    ("Cost per unit, tenge", None),
    ("Бағасы (бірлік үшін), теңге", None),
    ("Общая информация", None),
    ("Примечание", None),
    ("", None),
]


@pytest.mark.parametrize(("heading", "column"), HEADINGS)
def test_a_heading_is_read_as_people_write_it(heading: str, column: Column | None):
    assert found_columns([heading]).places == ({} if column is None else {column: 0})


UNITS = [
    ("Сумма, тенге", Decimal(1)),
    ("Сумма, ₸", Decimal(1)),
    ("Сумма, тыс. тенге", Decimal(1_000)),
    ("Сомасы, мың теңге", Decimal(1_000)),
    ("Value, thousand tenge", Decimal(1_000)),
    ("Сумма, млн тенге", Decimal(1_000_000)),
    ("Value, million tenge", Decimal(1_000_000)),
    ("Сумма", None),
]


@pytest.mark.parametrize(("heading", "factor"), UNITS)
def test_the_heading_of_the_value_says_its_unit(heading: str, factor: Decimal | None):
    assert found_columns([heading]).factor == factor


def test_a_column_that_is_there_twice_is_told():
    assert found_columns(["Год", "Сумма, тенге", "Год закупки"]).repeated == ("Год", "Год закупки")
    of_values = found_columns(["Стоимость без НДС, тенге", "Год", "Стоимость с НДС, тенге", "Сумма"])
    assert of_values.repeated == ("Стоимость без НДС, тенге", "Стоимость с НДС, тенге", "Сумма")


@pytest.mark.parametrize("value", ["Общая сумма, тыс. тенге", "Сумма, тыс. тенге"])
def test_the_price_of_one_unit_is_not_taken_for_the_value(value: str):
    found = found_columns(["Цена за единицу, тенге", value, "Год"])
    assert (found.places, found.factor, found.repeated) == ({Column.VALUE: 1, Column.YEAR: 2}, 1000, ())


def test_subsoil_users_say_for_which_right():
    planned = PurchasePurpose.PLANNED
    assert Column.RIGHT in required(planned, is_subsoil_user=True)
    assert Column.RIGHT not in required(planned, is_subsoil_user=False)
    assert Column.RIGHT not in columns_of(planned, is_subsoil_user=False)
    assert required(PurchasePurpose.ACTUAL, is_subsoil_user=True) == (Column.KIND, Column.VALUE, Column.YEAR)


KINDS = [
    ("товары", PurchaseKind.GOODS),
    ("Тауар", PurchaseKind.GOODS),
    (" Работы ", PurchaseKind.WORKS),
    ("көрсетілетін қызметтер", PurchaseKind.SERVICES),
    ("goods", PurchaseKind.GOODS),
    ("прочее", None),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds_are_named_in_three_languages(text: str, kind: PurchaseKind | None):
    assert kind_named(text) == kind
