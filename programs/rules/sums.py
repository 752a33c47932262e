"""Which columns of which section are added up beside the form's own figures, and what the sums are.

The form prints none of these sums: they help whoever fills it in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from icv_portal.accounts.rules.labels import Label
from programs.rules.content import Content, ContentRow, number
from programs.rules.standard_form import CONTRACT_GROUPS, CellSpec, RowPlace

Kind = tuple[str, str | None]
"""Code of a kind of row, and its group."""


@dataclass(frozen=True)
class Sum:
    """`columns` of rows of these `kinds` added up, each year apart, below the rows of `under`, else at the end.

    `against` is the kind of row whose own figure must be the same. `apart`: a sum for each contract and licence, where
    a subsoil user's rows are kept apart. `beside` names the column under which a column without one of its own stands.
    """

    code: str
    label: Label
    kinds: tuple[Kind, ...]
    columns: tuple[str, ...]
    under: Kind | None = None
    against: Kind | None = None
    apart: bool = False
    beside: dict[str, str] = field(default_factory=dict)


ACTIVITIES = Label(kk="Іс-шаралар бойынша барлығы", ru="Итого по мероприятиям", en="Total of the activities")
TARGETS = tuple(("target", group.code) for group in CONTRACT_GROUPS)
SUMS: dict[str, tuple[Sum, ...]] = {
    "table_1": (
        Sum(
            code="parts",
            label=Label(
                kk="Тауарлардың, жұмыстар мен көрсетілетін қызметтердің қосындысы",
                ru="Сумма товаров, работ и услуг",
                en="Sum of goods, works and services",
            ),
            kinds=(("goods", None), ("works", None), ("services", None)),
            columns=("amount",),
            under=("total", None),
            against=("total", None),
        ),
    ),
    "planned_purchases": (
        Sum(
            code="right",
            label=Label(
                kk="Осы келісімшарт немесе лицензия бойынша барлығы",
                ru="Итого по этому контракту или лицензии",
                en="Total of this contract or licence",
            ),
            kinds=(("purchase", None),),
            columns=("amount",),
            under=("purchase", None),
            apart=True,
        ),
        Sum(
            code="all",
            label=Label(
                kk="Барлық жоспарлы сатып алу", ru="Итого планируемых закупок", en="Total of planned purchases"
            ),
            kinds=(("purchase", None),),
            columns=("amount",),
        ),
    ),
    "demand_analysis": (
        Sum(
            code="all",
            label=Label(kk="Барлық өтінімдер", ru="Итого заявок", en="Total of applications"),
            kinds=tuple(("demand", group.code) for group in CONTRACT_GROUPS),
            columns=("applications",),
        ),
    ),
    "table_3": (
        *(
            Sum(
                code=group.code,
                label=ACTIVITIES,
                kinds=(("activity", group.code),),
                columns=("quantity", "amount"),
                under=("activity", group.code),
            )
            for group in CONTRACT_GROUPS
        ),
        Sum(
            code="concluded",
            label=Label(
                kk="Барлық шарттар: жасасу", ru="Итого договоров: заключение", en="Total of contracts: conclusion"
            ),
            kinds=TARGETS,
            columns=("quantity", "amount"),
        ),
        Sum(
            code="performed",
            label=Label(
                kk="Барлық шарттар: орындау", ru="Итого договоров: исполнение", en="Total of contracts: performance"
            ),
            kinds=TARGETS,
            columns=("performed_quantity", "performed_amount"),
            beside={"performed_quantity": "quantity", "performed_amount": "amount"},
        ),
    ),
}


@dataclass(frozen=True)
class SumCell:
    """One column and year. `total` is None when nothing is written; `unread` tells of texts that are no numbers.

    `difference` is the figure it is held against less the sum, None unless all of them are known.
    """

    spec: CellSpec
    total: Decimal | None
    unread: bool = False
    difference: Decimal | None = None


@dataclass(frozen=True)
class ShownSum:
    """`places` are those whose rows are added up, `under` the place below whose rows it stands."""

    sum: Sum
    places: tuple[RowPlace, ...]
    cells: tuple[SumCell, ...]
    under: RowPlace | None = None
    against: RowPlace | None = None


def sums_of(code: str, content: Content) -> Iterator[ShownSum]:
    """The sums of a section; those of rows nobody has added yet are left out."""
    places = _places(code, content)
    for declared in SUMS.get(code, ()):
        for right, of_right in _by_right(declared, places, content):
            rows = [row for row in content.rows_of(code) if row.place in of_right]
            if rows:
                yield _shown(declared, rows, of_right, content, right)


def _places(code: str, content: Content) -> list[RowPlace]:
    return list(dict.fromkeys([*content.fixed_places(code), *(row.place for row in content.rows_of(code))]))


def _by_right(
    declared: Sum, places: Sequence[RowPlace], content: Content
) -> Iterator[tuple[str | None, tuple[RowPlace, ...]]]:
    own = [place for place in places if (place.kind, place.group) in declared.kinds]
    if not declared.apart:
        yield None, tuple(own)
    elif len(content.rights) > 1 and content.customer.is_subsoil_user:
        known = {right.id for right in content.rights}
        for right, of_right in groupby((place for place in own if place.right in known), key=lambda one: one.right):
            yield right, tuple(of_right)


def _shown(
    declared: Sum, rows: Sequence[ContentRow], places: tuple[RowPlace, ...], content: Content, right: str | None
) -> ShownSum:
    def at(kind: Kind | None) -> RowPlace | None:
        return RowPlace(rows[0].section, *kind, right) if kind else None

    against = at(declared.against)
    total = content.row_at(against) if against else None
    specs = {spec.key: spec for row in rows for spec in content.cell_specs(row)}
    wanted = [spec for spec in specs.values() if spec.column.code in declared.columns]
    cells = tuple(_cell(spec, [row for row in rows if spec in content.cell_specs(row)], total) for spec in wanted)
    return ShownSum(declared, places, cells, at(declared.under), against)


def _cell(spec: CellSpec, rows: Sequence[ContentRow], against: ContentRow | None) -> SumCell:
    texts = [row.cells.get(spec.key, "") for row in rows]
    numbers = [number(row, spec.key) for row in rows]
    known = [one for one in numbers if one is not None]
    unread = any(text.strip() and one is None for text, one in zip(texts, numbers, strict=True))
    total = sum(known, Decimal(0)) if known and not unread else None
    typed = number(against, spec.key) if against else None
    is_whole = total is not None and len(known) == len(rows)
    return SumCell(spec, total, unread, typed - total if is_whole and typed is not None and total is not None else None)
