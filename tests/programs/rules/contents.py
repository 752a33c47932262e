"""Complete programs of fictional customers without an error or a warning, and ways to spoil them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from icv_portal.accounts.rules.categories import Category
from programs.rules.content import Content, ContentRow, Customer, RightKind, SubsoilRight
from programs.rules.numbers import plain
from programs.rules.planning_period import program_years
from programs.rules.standard_form import RowPlace, fixed_rows

BASELINE_YEARS = (2023, 2024, 2025)


def identifier(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"test:{name}"))


RIGHTS = (
    SubsoilRight(identifier("contract"), RightKind.CONTRACT, "1042-ТПИ", "2009-02-16"),
    SubsoilRight(identifier("licence 7"), RightKind.LICENCE, "7-ML", "2019-06-03"),
    SubsoilRight(identifier("licence 31"), RightKind.LICENCE, "31-ML", "2022-11-28"),
)
# expected ICV share of the locally produced goods and the size of purchases under each right
SHARE_AND_SIZE: dict[str | None, tuple[Decimal, Decimal]] = {
    RIGHTS[0].id: (Decimal(60), Decimal(1)),
    RIGHTS[1].id: (Decimal(80), Decimal(2)),
    RIGHTS[2].id: (Decimal(50), Decimal("0.5")),
    None: (Decimal(60), Decimal(1)),
}
SUBSOIL_USER = Customer(
    id=identifier("subsoil user"),
    bin="990140001234",
    name_kk="«Алтын Жота» ЖШС",
    name_ru="ТОО «Алтын Жота»",
    name_en="Altyn Zhota LLP",
    postal_address="010000, Астана қ., Сынақ к-сі, 1",
    categories=(Category.SUBSOIL_USER,),
)
BACKBONE_ENTERPRISE = Customer(
    id=identifier("backbone enterprise"),
    bin="000240005678",
    name_kk="«Қоңыр Темір» АҚ",
    name_ru="АО «Коныр Темир»",
    name_en="Konyr Temir JSC",
    postal_address="100000, Қарағанды қ., Үлгі к-сі, 5",
    categories=(Category.BACKBONE,),
)

Cells = dict[str, str]


def texts(code: str, *, kk: str, ru: str) -> Cells:
    return {f"{code}.kk": kk, f"{code}.ru": ru}


def yearly(code: str, values: Mapping[int, Decimal | int | str]) -> Cells:
    return {f"{code}.{year}": plain(Decimal(value)) for year, value in values.items()}


def subsoil_user_content(**changes: object) -> Content:
    return _content(SUBSOIL_USER, RIGHTS, **changes)


def ordinary_content(**changes: object) -> Content:
    return _content(BACKBONE_ENTERPRISE, (), **changes)


def _content(customer: Customer, rights: tuple[SubsoilRight, ...], **changes: object) -> Content:
    """`changes` replace fields; a later `last_year` gets figures for every year."""
    last_year = changes.pop("last_year", 2029)
    assert isinstance(last_year, int)
    years = program_years(2027, last_year)
    right_ids = [right.id for right in rights]
    rows = [
        _row(place, 1, _fixed_cells(place, years, right_ids))
        for place in fixed_rows(right_ids, is_subsoil_user=customer.is_subsoil_user)
    ]
    content = Content(
        program_id=identifier("program"),
        first_year=2027,
        last_year=last_year,
        baseline_years=BASELINE_YEARS,
        languages=("kk", "ru"),
        customer=customer,
        rights=rights,
        rows=(*rows, *_free_rows(years, right_ids)),
    )
    return replace(content, **changes)  # type: ignore[arg-type]  # whatever fields a test wants otherwise


def _row(place: RowPlace, position: int, cells: Cells) -> ContentRow:
    name = f"{place.section} {place.kind} {place.group} {place.right} {position}"
    return ContentRow(identifier(name), place.section, place.kind, place.group, place.right, position, cells)


def local_amount(right: str | None, step: int) -> Decimal:
    """Million tenge spent on locally produced goods in the program's year number `step` (from 0)."""
    return SHARE_AND_SIZE[right][1] * (400 + 50 * step)


def share_target(right: str | None, step: int) -> Decimal:
    share, size = SHARE_AND_SIZE[right]
    return share * local_amount(right, step) / (size * 1000)


def _fixed_cells(place: RowPlace, years: Sequence[int], rights: Sequence[str]) -> Cells:
    match place:
        case RowPlace(kind="narrative"):
            return texts("text", kk="Үлес үш жылда өсті.", ru="Доля выросла за три года.")
        case RowPlace(section="table_1"):
            return _actual_cells(place.kind)
        case RowPlace(section="demand_analysis"):
            applications = {} if place.group == "contract_purchase" else {"applications": "3"}
            return applications | texts("own_demand", kk="Сорғылар", ru="Насосы")
        case RowPlace(kind="icv_share"):
            return yearly("target", {year: share_target(place.right, step) for step, year in enumerate(years)})
        case RowPlace(kind="producers_volume"):
            return yearly("target", {year: _volume(rights, step) for step, year in enumerate(years)})
        case _:
            return _contract_targets(years)


def _rights_or_none(rights: Sequence[str]) -> Sequence[str | None]:
    return rights or (None,)


def _volume(rights: Sequence[str], step: int) -> Decimal:
    return sum((local_amount(right, step) for right in _rights_or_none(rights)), Decimal(0))


def _contract_targets(years: Sequence[int]) -> Cells:
    return (
        yearly("quantity", dict.fromkeys(years, 2))
        | yearly("amount", dict.fromkeys(years, "150.5"))
        | yearly("performed_quantity", dict.fromkeys(years, 1))
        | yearly("performed_amount", dict.fromkeys(years, "75.25"))
    )


def _actual_cells(kind: str) -> Cells:
    amount = {"total": 900, "goods": 500, "works": 300, "services": 100}[kind]
    share = {"total": "36.5", "goods": "18.5", "works": "60", "services": "56"}[kind]
    return yearly("amount", {year: amount * 1000 + Decimal("0.125") * amount for year in BASELINE_YEARS}) | yearly(
        "icv_share", dict.fromkeys(BASELINE_YEARS, share)
    )


def _free_rows(years: Sequence[int], rights: Sequence[str]) -> list[ContentRow]:
    note = texts("note", kk="Тоқсан сайын", ru="Ежеквартально")
    term = texts("term", kk="2027-2029 жж.", ru="2027-2029 гг.")
    name = texts("name", kk="Өндірушілермен кездесу", ru="Встреча с производителями")
    unit = texts("unit", kk="кездесу", ru="встреча")
    yearly_term: Cells = {}
    for year in years:
        yearly_term |= texts(f"term.{year}", kk="II тоқсан", ru="II квартал")
    rows = [
        _row(RowPlace("table_2", "activity"), 1, name | term | unit | yearly("target", dict.fromkeys(years, 4))),
        _row(RowPlace("table_2", "activity"), 2, name | term | unit | yearly("target", dict.fromkeys(years, 2)) | note),
        _row(RowPlace("table_3", "activity", "offtake"), 1, name | term | yearly("quantity", dict.fromkeys(years, 1))),
        _row(RowPlace("table_4", "activity"), 1, name | yearly_term),
        _row(RowPlace("table_5", "activity"), 1, name | yearly_term | note),
        _row(
            RowPlace("table_6", "measure"),
            1,
            name
            | term
            | texts("description", kk="Субсидия", ru="Субсидия")
            | texts("bodies", kk="Министрлік", ru="Министерство"),
        ),
    ]
    return rows + [row for right in _rights_or_none(rights) for row in _purchases(right, years)]


def _purchases(right: str | None, years: Sequence[int]) -> list[ContentRow]:
    share, size = SHARE_AND_SIZE[right]
    local = {year: local_amount(right, step) for step, year in enumerate(years)}
    foreign = {year: size * 1000 - amount for year, amount in local.items()}
    place = RowPlace("planned_purchases", "purchase", None, right)
    pumps = {"product_code": "281314.900.000001", "name": "Сорғы", "unit": "дана", "producer": "«Ағын» ЖШС"}
    bearings = {"product_code": "281510.300.000002", "name": "Мойынтірек", "unit": "дана", "producer": "Bearings Ltd"}
    return [
        _row(place, 1, pumps | yearly("amount", local) | yearly("icv_share", dict.fromkeys(years, share))),
        _row(place, 2, bearings | yearly("amount", foreign) | yearly("icv_share", dict.fromkeys(years, 0))),
    ]


def with_cells(
    content: Content,
    cells: Mapping[str, str],
    section: str,
    kind: str | None = None,
    group: str | None = None,
    right: str | None = None,
) -> Content:
    """The content with these cells set in the chosen rows; an empty text empties a cell."""
    chosen = _chosen(content, section, kind, group, right)
    return replace(
        content,
        rows=tuple(replace(row, cells={**row.cells, **cells}) if row.id in chosen else row for row in content.rows),
    )


def with_row(content: Content, cells: Mapping[str, str], place: RowPlace) -> Content:
    """The content with one more row at the end of `place`."""
    position = 1 + len(content.rows_of(place.section, place.kind, place.group, place.right))
    return replace(content, rows=(*content.rows, _row(place, position, dict(cells))))


def without_rows(
    content: Content, section: str, kind: str | None = None, group: str | None = None, right: str | None = None
) -> Content:
    removed = _chosen(content, section, kind, group, right)
    return replace(content, rows=tuple(row for row in content.rows if row.id not in removed))


def emptied(
    content: Content, section: str, kind: str | None = None, group: str | None = None, right: str | None = None
) -> Content:
    """The content with all cells of the chosen rows empty, as they are right after a program was opened."""
    chosen = _chosen(content, section, kind, group, right)
    return replace(content, rows=tuple(replace(row, cells={}) if row.id in chosen else row for row in content.rows))


def _chosen(content: Content, section: str, kind: str | None, group: str | None, right: str | None) -> set[str]:
    chosen = {row.id for row in content.rows_of(section, kind, group, right)}
    assert chosen, f"no such row: {section} {kind} {group} {right}"
    return chosen


def row_id(content: Content, section: str, kind: str, group: str | None = None, right: str | None = None) -> str:
    """The id of the only row there."""
    [only] = _chosen(content, section, kind, group, right)
    return only
