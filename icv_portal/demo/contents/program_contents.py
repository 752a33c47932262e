"""A whole program in cells of the standard form: branch and figures put into every section."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from icv_portal.demo.contents import support_measures
from icv_portal.demo.contents.branch import Branch, Contracts, Measure, Text
from icv_portal.demo.contents.figures import (
    SERVICES_SHARE,
    WORKS_SHARE,
    ContractPlan,
    Figures,
    YearlyFigures,
    quantity_of,
)
from programs.rules.numbers import plain, rounded
from programs.rules.standard_form import CONTRACT_GROUPS, RowPlace, cell_key

Cells = dict[str, str]
DURING_THE_YEAR = Text("жыл бойы", "в течение года")
QUARTER = Text("{quarter} тоқсан", "{quarter} квартал")
YEARS = Text("{first}–{last} жж.", "{first}–{last} гг.")
SMALLER_RIGHT = Text(
    "Көрсеткіш дайындық жұмыстарының кезеңімен шектелген: импорттық техниканың үлесі жоғары",
    "Показатель ограничен стадией подготовительных работ: доля импортной техники выше",
)


@dataclass(frozen=True)
class WrittenRow:
    """Cells for the next row of a place: one that stands there already, or one to be added."""

    place: RowPlace
    cells: Cells


@dataclass(frozen=True)
class ProgramFrame:
    """What the portal knows about the program before anything is written."""

    years: Sequence[int]
    baseline_years: Sequence[int]
    languages: Sequence[str]
    rights: Sequence[str]
    art_46_excluded: bool


@dataclass(frozen=True)
class ProgramContents:
    """`activities`: how many of the branch's activities of Table 2 the customer plans."""

    branch: Branch
    figures: Figures
    activities: int = 4

    def understated(self) -> "ProgramContents":
        """The same with targets that give a state body grounds for refusal."""
        figures = self.figures
        plan = figures.guaranteed_purchase
        fewer = replace(plan, quantities=(1, 0, 0)) if plan else None
        return replace(self, figures=replace(figures, is_understated=True, guaranteed_purchase=fewer))

    def rows(self, frame: ProgramFrame) -> Iterator[WrittenRow]:
        yield from Writer(self, frame).rows()


class Writer:
    """Writes contents into one frame, section by section."""

    def __init__(self, contents: ProgramContents, frame: ProgramFrame) -> None:
        self.contents, self.branch, self.figures, self.frame = contents, contents.branch, contents.figures, frame
        first_step = frame.years[0] - frame.baseline_years[-1]
        self.yearly = YearlyFigures(contents.branch, contents.figures, first_step)
        self.term = YEARS.format(first=frame.years[0], last=frame.years[-1])

    def rows(self) -> Iterator[WrittenRow]:
        yield written("current_situation", "narrative", self.text("text", self.situation()))
        yield written("problem_issues", "narrative", self.text("text", self.branch.problems))
        yield from self.table_1()
        for place in range(len(self.figures.local_weights)):
            yield from self.planned_purchases(place)
        yield from self.table_2()
        for group in CONTRACT_GROUPS:
            yield from self.contracts(group.code)
        yield from self.measures("table_4", self.branch.sme)
        yield from self.measures("table_5", self.branch.other)
        for measure in support_measures.SUPPORT_MEASURES:
            cells = self.text("name", measure.name) | self.text("description", measure.description)
            cells |= self.text("bodies", measure.bodies) | self.text("term", self.term)
            yield written("table_6", "measure", cells)

    def text(self, code: str, text: Text | None, year: int | None = None) -> Cells:
        """A text in the languages of the program; nothing for None."""
        if text is None:
            return {}
        return {cell_key(code, year, language): text.in_language(language) for language in self.frame.languages}

    def yearly_numbers(self, code: str, values: Sequence[Decimal | int]) -> Cells:
        """One number for each year of the program."""
        return {cell_key(code, year): plain(Decimal(v)) for year, v in zip(self.frame.years, values, strict=True)}

    @property
    def steps(self) -> range:
        return range(len(self.frame.years))

    def situation(self) -> Text:
        first, last = self.frame.baseline_years[0], self.frame.baseline_years[-1]
        part = rounded(Decimal(self.figures.goods) * 100 / self.figures.purchases, 0)
        values = {
            "first": first,
            "last": last,
            "first_share": _with_comma(self.yearly.actual_share(last - first)),
            "last_share": _with_comma(self.yearly.actual_share(0)),
            "goods": f"{self.figures.goods:,}".replace(",", "\u00a0"),
            "part": part,
        }
        return self.branch.situation.format(**values)

    def table_1(self) -> Iterator[WrittenRow]:
        cells: dict[str, Cells] = {kind: {} for kind in ("total", "goods", "works", "services")}
        for year in self.frame.baseline_years:
            ago = self.frame.baseline_years[-1] - year
            amounts = {kind: getattr(self.figures, kind) for kind in ("goods", "works", "services")}
            actual = {kind: self.yearly.actual_amount(amount, ago) for kind, amount in amounts.items()}
            shares = {"goods": self.yearly.actual_share(ago), "works": WORKS_SHARE, "services": SERVICES_SHARE}
            actual["total"] = sum(actual.values(), Decimal(0))
            of_total = sum((actual[kind] * share for kind, share in shares.items()), Decimal(0))
            shares["total"] = rounded(of_total / actual["total"], 1)
            for kind in cells:
                cells[kind] |= {cell_key("amount", year): plain(actual[kind])}
                cells[kind] |= {cell_key("icv_share", year): plain(shares[kind])}
        for kind, filled in cells.items():
            yield written("table_1", kind, filled)

    def planned_purchases(self, place: int) -> Iterator[WrittenRow]:
        planned = [list(self.yearly.planned(place, step)) for step in self.steps]
        right = self.frame.rights[place] if self.frame.rights else None
        for number, good in enumerate(self.branch.goods):
            amounts = [of_year[number][1] for of_year in planned]
            cells = {"product_code": good.code, "name": good.name, "unit": good.unit, "producer": good.producer}
            cells |= self.yearly_numbers("quantity", [quantity_of(good, amount) for amount in amounts])
            cells |= self.yearly_numbers("amount", amounts)
            cells |= self.yearly_numbers("icv_share", [good.icv_share for _ in amounts])
            yield written("planned_purchases", "purchase", cells, right=right)

    def table_2(self) -> Iterator[WrittenRow]:
        rights: Sequence[str | None] = self.frame.rights or [None]
        for place, right in enumerate(rights):
            cells = self.yearly_numbers("target", [self.yearly.share_target(place, step) for step in self.steps])
            if self.figures.local_weights[place] < 1:
                cells |= self.text("note", SMALLER_RIGHT)
            yield written("table_2", "icv_share", cells, right=right)
        volumes = [self.yearly.producers_volume(step) for step in self.steps]
        yield written("table_2", "producers_volume", self.yearly_numbers("target", volumes))
        for activity in self.branch.activities[: self.contents.activities]:
            values = [activity.value + activity.growth * step for step in self.steps]
            cells = self.text("name", activity.name) | self.text("unit", activity.unit) | self.text("term", self.term)
            cells |= self.yearly_numbers("target", values) | self.text("note", activity.note)
            yield written("table_2", "activity", cells)

    def contracts(self, group: str) -> Iterator[WrittenRow]:
        """The demand analysis and Table 3 for one group of contracts."""
        contracts: Contracts = getattr(self.branch, group)
        plan = self.figures.plan(group)
        demand = self.text("own_demand", contracts.own_demand)
        demand |= self.text("producers_output", contracts.producers_output)
        if group != "contract_purchase" and not self.frame.art_46_excluded:
            demand["applications"] = str(plan.applications or 0) if plan else "0"
        yield written("demand_analysis", "demand", demand, group=group)
        if plan is None:
            yield written("table_3", "target", self.text("note", self.explanation(group)), group=group)
            return
        yield written("table_3", "target", self.contract_targets(plan), group=group)
        for place, name in enumerate(contracts.activities):
            quantities = [_part(plan.quantity(step), place + step, len(contracts.activities)) for step in self.steps]
            if not any(quantities):
                continue
            cells = self.text("name", name) | self.text("term", self.term)
            cells |= self.yearly_numbers("quantity", quantities)
            cells |= self.yearly_numbers("amount", [quantity * plan.amount for quantity in quantities])
            yield written("table_3", "activity", cells, group=group)

    def contract_targets(self, plan: ContractPlan) -> Cells:
        """A contract is performed in the years after its conclusion too, a quarter of its amount in each."""
        concluded = [plan.concluded(step) for step in self.steps]
        return (
            self.yearly_numbers("quantity", [plan.quantity(step) for step in self.steps])
            | self.yearly_numbers("amount", [plan.quantity(step) * plan.amount for step in self.steps])
            | self.yearly_numbers("performed_quantity", concluded)
            | self.yearly_numbers("performed_amount", [rounded(count * plan.amount / 4, 1) for count in concluded])
        )

    def explanation(self, group: str) -> Text:
        if self.frame.art_46_excluded:
            return support_measures.ART_46_DOES_NOT_APPLY
        too_small = self.figures.purchases <= support_measures.SMALLEST_PURCHASES_WITH_CONDITIONS
        if group == "contract_purchase" and too_small:
            return support_measures.TOO_SMALL_FOR_CONTRACT_PURCHASES
        return support_measures.NOTHING_TO_CONCLUDE

    def measures(self, section: str, measures: Sequence[Measure]) -> Iterator[WrittenRow]:
        for measure in measures:
            term = QUARTER.format(quarter=measure.quarter) if measure.quarter else DURING_THE_YEAR
            cells = self.text("name", measure.name) | self.text("note", measure.note)
            for year in self.frame.years:
                cells |= self.text("term", term, year)
            yield written(section, "activity", cells)


def by_section(rows: Iterator[WrittenRow]) -> Mapping[str, list[WrittenRow]]:
    sections: dict[str, list[WrittenRow]] = {}
    for row in rows:
        sections.setdefault(row.place.section, []).append(row)
    return sections


def written(section: str, kind: str, cells: Cells, *, group: str | None = None, right: str | None = None) -> WrittenRow:
    return WrittenRow(RowPlace(section, kind, group, right), cells)


def _part(quantity: int, turn: int, of: int) -> int:
    """What one of several activities has of a group's target; what cannot be divided goes to each in turn."""
    return quantity // of + (1 if turn % of < quantity % of else 0)


def _with_comma(number: Decimal) -> str:
    return plain(number).replace(".", ",")
