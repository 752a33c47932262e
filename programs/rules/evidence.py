"""The figures behind the three questions of p. 12, the same ones for whoever drafts and whoever considers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from icv_portal.accounts.rules.labels import Label
from programs.rules.content import Content, ContentRow, number
from programs.rules.contract_targets import applications_received, applications_registered, contracts_of
from programs.rules.names import row_name
from programs.rules.numbers import rounded
from programs.rules.standard_form import CONTRACT_GROUPS, RowPlace, cell_key
from programs.rules.targets import planned_contracts, planned_share, target_row

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
    """Shares in per cent, one for each of `share_years`; None where there is none. `row` is the one they stand in."""

    name: Label
    values: tuple[Decimal | None, ...]
    row: ContentRow | None = None


@dataclass(frozen=True)
class ContractLine:
    """Contracts planned over the years of the program beside the applications received; None when not given.

    `registered`: applications entered one by one, None where none are. `received`: the larger of both numbers,
    which contracts are judged by. `in_force`: contracts that count already.
    """

    name: Label
    planned: Decimal
    applications: Decimal | None
    has_applications: bool
    row: ContentRow | None = None
    registered: int | None = None
    received: Decimal | None = None
    in_force: int = 0

    @property
    def differs_from_register(self) -> bool:
        return None not in (self.applications, self.registered) and self.applications != self.registered


def share_years(content: Content) -> tuple[int, ...]:
    return (*content.baseline_years, *content.years)


def shares(content: Content) -> Iterator[ShareLine]:
    """Actual shares, the targets (of each contract and licence), and what the planned purchases lead to."""
    yield _line(content, ACTUAL_SHARE, actual_shares(content), content.row_at(RowPlace("table_1", "goods")))
    for row in content.rows_of("table_2", "icv_share"):
        targets = {year: number(row, cell_key("target", year)) for year in content.years}
        right = content.right(row)
        yield _line(content, right.label if right else TARGET, targets, row)
    planned = {year: planned_share(content, year) for year in content.years}
    if any(share is not None for share in planned.values()):
        yield _line(content, PLANNED_SHARE, {y: None if s is None else rounded(s) for y, s in planned.items()})


def actual_shares(content: Content) -> dict[int, Decimal | None]:
    """Of goods, by year."""
    goods = content.row_at(RowPlace("table_1", "goods"))
    return {year: number(goods, cell_key("icv_share", year)) if goods else None for year in content.baseline_years}


def last_actual_share(content: Content) -> tuple[int, Decimal] | None:
    """The latest baseline year in which goods have a share; a year without purchases has none."""
    known = [(year, share) for year, share in actual_shares(content).items() if share is not None]
    return max(known, default=None)


def _line(content: Content, name: Label, values: dict[int, Decimal | None], row: ContentRow | None = None) -> ShareLine:
    return ShareLine(name, tuple(values.get(year) for year in share_years(content)), row)


def contracts(content: Content) -> Iterator[ContractLine]:
    for group in CONTRACT_GROUPS:
        demand = content.row_at(RowPlace("demand_analysis", "demand", group.code))
        columns = demand.row_kind.columns if demand else ()
        typed = number(demand, "applications") if demand else None
        yield ContractLine(
            group.label,
            planned_contracts(content, group.code),
            typed,
            has_applications=any(column.code == "applications" for column in columns),
            row=target_row(content, group.code),
            registered=applications_registered(content, group.code),
            received=applications_received(content, group.code, typed),
            in_force=len(contracts_of(content, group.code)),
        )


def sme_activities(content: Content) -> list[Label]:
    """The activities of Table 4 by name."""
    return [row_name(content, row) for row in content.rows_of("table_4") if not row.is_blank]
