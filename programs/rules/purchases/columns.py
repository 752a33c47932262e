"""Columns of a list of purchases: found by their headings in three languages, in any order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from icv_portal.accounts.rules.labels import Label
from programs.rules.purchases.kinds import PurchasePurpose


class Column(StrEnum):
    KIND = "kind"
    CODE = "code"
    NAME = "name"
    CONTRACT = "contract"
    UNIT = "unit"
    VOLUME = "volume"
    VALUE = "value"
    YEAR = "year"
    RIGHT = "right"
    PRODUCER = "producer"
    PRODUCER_BIN = "producer_bin"
    ICV_SHARE = "icv_share"


HEADINGS = {
    Column.KIND: Label(kk="Сатып алу түрі", ru="Вид закупки", en="Kind of purchase"),
    Column.CODE: Label(kk="ТЖҚ БНА коды", ru="Код ЕНС ТРУ", en="ENS TRU code"),
    Column.NAME: Label(kk="Атауы", ru="Наименование", en="Name"),
    Column.CONTRACT: Label(kk="Шарт нөмірі", ru="Номер договора", en="Contract number"),
    Column.UNIT: Label(kk="Өлшем бірлігі", ru="Единица измерения", en="Unit of measure"),
    Column.VOLUME: Label(kk="Саны", ru="Количество", en="Quantity"),
    Column.VALUE: Label(kk="Сомасы, теңге", ru="Сумма, тенге", en="Value, tenge"),
    Column.YEAR: Label(kk="Жылы", ru="Год", en="Year"),
    Column.RIGHT: Label(kk="Келісімшарт немесе лицензия", ru="Контракт или лицензия", en="Contract or licence"),
    Column.PRODUCER: Label(kk="Өндіруші", ru="Производитель", en="Producer"),
    Column.PRODUCER_BIN: Label(kk="Өндірушінің БСН-і", ru="БИН производителя", en="BIN of the producer"),
    Column.ICV_SHARE: Label(kk="ЕІҚ үлесі, %", ru="Доля ВЦ, %", en="ICV share, %"),
}
OF_SUPPLIERS = {
    Column.PRODUCER: Label(kk="Өнім беруші", ru="Поставщик", en="Supplier"),
    Column.PRODUCER_BIN: Label(kk="Өнім берушінің БСН-і", ru="БИН поставщика", en="BIN of the supplier"),
}
"""In lists of past years, which are of contracts."""
OTHER_HEADINGS = {
    Column.KIND: "вид предмета закупки; вид предмета закупок; вид предмета; вид; түрі; kind; тру; "
    "сатып алу нысанасының түрі",
    Column.CODE: "код по енс тру; енс тру; код тру; код ктру; ктру; код товара; код; тжқ бна бойынша код; "
    "product code; code",
    Column.NAME: "наименование товара; наименование закупаемых товаров; наименование закупаемых товаров работ услуг; "
    "предмет договора; предмет закупки; тауардың атауы; сатып алу нысанасы; шарттың мәні; name of goods; subject",
    Column.CONTRACT: "договор; шарт; contract no; № договора; номер и дата договора; шарттың нөмірі",
    Column.UNIT: "ед изм; единица; өлшем бірл; unit",
    Column.VOLUME: "объем; кол во; көлемі; volume; number",
    Column.YEAR: "жыл; год закупки; год закупок; год поставки; год договора; сатып алу жылы; year of purchase",
    Column.RIGHT: "контракт; лицензия; контракт лицензия; номер контракта; номер лицензии; право недропользования; "
    "келісімшарт; лицензия нөмірі; келісімшарт нөмірі; licence; contract; right",
    Column.PRODUCER: "поставщик; жеткізуші; өнім беруші; supplier; товаропроизводитель; наименование производителя; "
    "наименование поставщика; тауар өндіруші; manufacturer",
    Column.PRODUCER_BIN: "бин; бсн; bin; бин поставщика; бин иин; бин иин производителя; бин иин поставщика; бсн жсн; "
    "өнім берушінің бсн і; жеткізушінің бсн і; өндірушінің бсн; өнім берушінің бсн; supplier bin; producer bin; "
    "bin of the supplier",
    Column.ICV_SHARE: "доля вц; вц; ожидаемая доля вц; доля внутристрановой ценности; внутристрановая ценность; еіқ; "
    "еіқ үлесі; "
    "күтілетін еіқ үлесі; елішілік құндылық үлесі; icv share; expected icv share; icv",
}
VALUE = re.compile(
    r"(?:(?:общая|планируемая|жалпы|жоспарлы|total|planned) )*"
    r"(?:сумма|стоимость|цена|сомасы|құны|бағасы|value|amount|cost|sum)(?: |$)"
)
OF_ONE_UNIT = re.compile(r"за единиц|единицы|за ед\b|per unit|unit price|бірлік|бірлігі")
"""In the heading of a price: what one piece costs says nothing of the value of a purchase."""
UNITS = (
    (Decimal(1_000_000), re.compile(r"млн|million|миллион")),
    (Decimal(1_000), re.compile(r"тыс|мың|thousand")),
    (Decimal(1), re.compile(r"тенге|теңге|tenge|тг|kzt|₸")),
)
PLANNED_COLUMNS = tuple(column for column in Column if column not in (Column.KIND, Column.CONTRACT))
ACTUAL_COLUMNS = tuple(column for column in Column if column not in (Column.UNIT, Column.VOLUME, Column.RIGHT))


@dataclass(frozen=True)
class FoundColumns:
    """Places by column, from 0; what a number under the heading of the value is to be multiplied by for tenge.

    `factor` is None where the heading does not say in what it is; `repeated` are all headings of columns that are there
    more than once, since only the sender knows which one is meant.
    """

    places: Mapping[Column, int]
    factor: Decimal | None
    repeated: tuple[str, ...] = ()


def heading_of(column: Column, purpose: PurchasePurpose) -> Label:
    """As the template and messages name the column."""
    of_suppliers = OF_SUPPLIERS if purpose is PurchasePurpose.ACTUAL else {}
    return of_suppliers.get(column, HEADINGS[column])


def columns_of(purpose: PurchasePurpose, *, is_subsoil_user: bool) -> tuple[Column, ...]:
    """Those of the template."""
    if purpose is PurchasePurpose.ACTUAL:
        return ACTUAL_COLUMNS
    return tuple(column for column in PLANNED_COLUMNS if is_subsoil_user or column is not Column.RIGHT)


def required(purpose: PurchasePurpose, *, is_subsoil_user: bool) -> tuple[Column, ...]:
    if purpose is PurchasePurpose.ACTUAL:
        return (Column.KIND, Column.VALUE, Column.YEAR)
    by_right = (Column.RIGHT,) if is_subsoil_user else ()
    return (Column.CODE, Column.NAME, Column.VALUE, Column.YEAR, *by_right)


def found_columns(cells: Sequence[str]) -> FoundColumns:
    """What the cells of a row say as headings; cells that are none are left out."""
    places: dict[Column, int] = {}
    factor: Decimal | None = None
    repeated: list[int] = []
    for place, cell in enumerate(cells):
        column = _column(cell)
        if column is None:
            continue
        if column in places:
            repeated += [places[column], place]
            continue
        places[column] = place
        if column is Column.VALUE:
            factor = _factor(cell)
    return FoundColumns(places, factor, tuple(cells[place].strip() for place in dict.fromkeys(repeated)))


def _column(heading: str) -> Column | None:
    words = _normal(heading)
    found = KNOWN.get(words)
    if found is not None:
        return found
    return Column.VALUE if VALUE.match(words) and not OF_ONE_UNIT.search(words) else None


def _factor(heading: str) -> Decimal | None:
    """The largest unit named: "млн тенге" names the tenge, too."""
    words = heading.casefold()
    return next((factor for factor, pattern in UNITS if pattern.search(words)), None)


def _normal(heading: str) -> str:
    words = re.sub(r"[^\w№]+|_", " ", heading.casefold().replace("ё", "е"))
    return " ".join(words.split())


def _known() -> dict[str, Column]:
    known = {_normal(text): column for column, texts in OTHER_HEADINGS.items() for text in texts.split(";")}
    for labels in (HEADINGS, OF_SUPPLIERS):
        for column, label in labels.items():
            known |= {_normal(label.in_language(language)): column for language in ("kk", "ru", "en")}
    return known


KNOWN = _known()
