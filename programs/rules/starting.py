"""What a new program takes over from an earlier one of the same customer, row by row and cell by cell.

Plans move with the period: what stood in the first year of the earlier program stands in the first year of the new one.
Actual figures (p. 6(1)) never move: a year's figures belong to that year, so only years that both programs have keep
theirs. Whoever knows actual figures of more years, from reports say, hands them in as `actuals`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from programs.rules.content import Content, ContentRow
from programs.rules.standard_form import RowPlace, Section, Years, cell_key, section

Actuals = Mapping[tuple[str, str, int], str]
"""Actual figures by kind of row, column and year, as a cell of Table 1 holds them."""


@dataclass(frozen=True)
class Period:
    """The years and languages a program is opened with."""

    first_year: int
    last_year: int
    baseline_years: tuple[int, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class TakenRow:
    """A row of the new program: where it stands and what it begins with."""

    place: RowPlace
    cells: Mapping[str, str]


def taken_rows(earlier: Content, period: Period, actuals: Actuals) -> Iterator[TakenRow]:
    """The rows worth taking, in the order of the form. Rows of contracts and licences that have ended stay behind.

    `earlier` is read today: its rights are those in force, its customer has the categories it has now.
    """
    for row in earlier.rows:
        cells = taken_cells(row, earlier, period, actuals) if earlier.submits(row) else {}
        if cells:
            yield TakenRow(row.place, cells)


def taken_cells(row: ContentRow, earlier: Content, period: Period, actuals: Actuals) -> dict[str, str]:
    """The cells of the row in the new years and languages; what has no place there, or is empty, is left out."""
    distance = period.first_year - earlier.first_year
    taken = {}
    for spec in earlier.cell_specs(row):
        text = row.cells.get(spec.key, "")
        if not text or (spec.language is not None and spec.language not in period.languages):
            continue
        match spec.column.years:
            case Years.NONE:
                taken[spec.key] = text
            case Years.PROGRAM if spec.year is not None and spec.year + distance <= period.last_year:
                taken[cell_key(spec.column.code, spec.year + distance, spec.language)] = text
    return taken | _actual_cells(row, period, actuals)


def actuals_of(content: Content) -> Actuals:
    """The actual figures a program's Table 1 holds."""
    return {
        (row.kind, spec.column.code, spec.year): row.cells[spec.key]
        for row in content.rows
        for spec in content.cell_specs(row)
        if spec.column.years is Years.BASELINE and spec.year is not None and row.cells.get(spec.key)
    }


def _actual_cells(row: ContentRow, period: Period, actuals: Actuals) -> dict[str, str]:
    columns = [column.code for column in row.row_kind.columns if column.years is Years.BASELINE]
    return {
        cell_key(code, year): actuals[row.kind, code, year]
        for year in period.baseline_years
        for code in columns
        if (row.kind, code, year) in actuals
    }


@dataclass(frozen=True)
class SectionTaken:
    """What becomes of one section: how many rows are taken, how many stay behind because their right has ended.

    `kept_years` and `empty_years` are told of actual figures, `moves` says that its yearly columns move with the
    period, `lost_years` are years of the earlier program that the new one has no place for.
    """

    section: Section
    rows: int
    left_behind: int
    moves: bool
    kept_years: tuple[int, ...] = ()
    empty_years: tuple[int, ...] = ()
    lost_years: tuple[int, ...] = ()


def what_is_taken(earlier: Content, period: Period, actuals: Actuals) -> Iterator[SectionTaken]:
    """Section by section, for whoever decides whether to start from this program; empty ones are left out."""
    places = [row.place for row in taken_rows(earlier, period, actuals)]
    for code in dict.fromkeys(row.section for row in earlier.rows if not row.is_blank):
        form_section = section(code)
        kinds = {column.years for row_kind in form_section.row_kinds for column in row_kind.columns}
        written = [row for row in earlier.rows_of(code) if not row.is_blank]
        moves = Years.PROGRAM in kinds
        known = {year for _kind, _code, year in actuals} if Years.BASELINE in kinds else set()
        yield SectionTaken(
            section=form_section,
            rows=sum(place.section == code for place in places),
            left_behind=sum(not earlier.submits(row) for row in written),
            moves=moves,
            kept_years=tuple(year for year in period.baseline_years if year in known),
            empty_years=tuple(year for year in period.baseline_years if year not in known)
            if Years.BASELINE in kinds
            else (),
            lost_years=_lost_years(earlier, period) if moves else (),
        )


def _lost_years(earlier: Content, period: Period) -> tuple[int, ...]:
    distance = period.first_year - earlier.first_year
    return tuple(year for year in earlier.years if year + distance > period.last_year)
