"""The figures behind the three questions of p. 12: sound targets, relevant targets, SME activities."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from icv_portal.accounts.rules.labels import Label
from programs.rules.content import Content, number
from programs.rules.names import row_name
from programs.rules.numbers import rounded
from programs.rules.standard_form import CONTRACT_GROUPS, RowPlace, cell_key
from programs.rules.targets import planned_contracts, planned_share

ACTUAL_SHARE = Label(
    kk="Тауарлардағы нақты ЕІҚ үлесі", ru="Фактическая доля ВЦ в товарах", en="Actual ICV share in goods"
)
TARGET = Label(kk="Нысаналы көрсеткіш", ru="Целевой показатель", en="Target")
PLANNED_SHARE = Label(
    kk="Жоспарлы сатып алудағы ЕІҚ үлесі",
    ru="Доля ВЦ по планируемым закупкам",
    en="ICV share of the planned purchases",
)


@dataclass(frozen=True)
class ShareLine:
    """Shares in per cent, one for each of `share_years`; None where there is none."""

    name: Label
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class ContractLine:
    """Contracts planned over the years of the program beside the applications received; None when not given."""

    name: Label
    planned: Decimal
    applications: Decimal | None
    has_applications: bool


def share_years(content: Content) -> tuple[int, ...]:
    return (*content.baseline_years, *content.years)


def shares(content: Content) -> Iterator[ShareLine]:
    """Actual shares, the targets (of each contract and licence), and what the planned purchases lead to."""
    goods = content.row_at(RowPlace("table_1", "goods"))
    actual = {year: number(goods, cell_key("icv_share", year)) if goods else None for year in content.baseline_years}
    yield _line(content, ACTUAL_SHARE, actual)
    for row in content.rows_of("table_2", "icv_share"):
        targets = {year: number(row, cell_key("target", year)) for year in content.years}
        right = content.right(row)
        yield _line(content, right.label if right else TARGET, targets)
    planned = {year: planned_share(content, year) for year in content.years}
    if any(share is not None for share in planned.values()):
        yield _line(content, PLANNED_SHARE, {y: None if s is None else rounded(s) for y, s in planned.items()})


def _line(content: Content, name: Label, values: dict[int, Decimal | None]) -> ShareLine:
    return ShareLine(name, tuple(values.get(year) for year in share_years(content)))


def contracts(content: Content) -> Iterator[ContractLine]:
    for group in CONTRACT_GROUPS:
        demand = content.row_at(RowPlace("demand_analysis", "demand", group.code))
        columns = demand.row_kind.columns if demand else ()
        yield ContractLine(
            group.label,
            planned_contracts(content, group.code),
            number(demand, "applications") if demand else None,
            has_applications=any(column.code == "applications" for column in columns),
        )


def sme_activities(content: Content) -> list[Label]:
    """The activities of Table 4 by name."""
    return [row_name(content, row) for row in content.rows_of("table_4") if not row.is_blank]
