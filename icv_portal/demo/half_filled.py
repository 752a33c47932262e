"""A draft in the middle of being written, with the mistakes people make."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from icv_portal.demo.contents.program_contents import WrittenRow
from programs.rules.numbers import plain

BEGUN = ("current_situation", "table_1", "planned_purchases", "table_2")


def half_filled(rows: Iterator[WrittenRow], *, first_year: int, last_baseline_year: int) -> Iterator[WrittenRow]:
    """Four sections begun: a total that does not add up, a share above 100, a word for a number, a missing year."""
    for row in rows:
        if row.place.section in BEGUN:
            yield replace(row, cells=_with_mistakes(row, first_year, last_baseline_year))


def _with_mistakes(row: WrittenRow, first_year: int, last_baseline_year: int) -> dict[str, str]:
    cells = dict(row.cells)
    match row.place.section, row.place.kind:
        case "current_situation", _:
            cells.pop("text.ru", None)
        case "table_1", "total":
            key = f"amount.{last_baseline_year}"
            cells[key] = plain(Decimal(cells[key]) + 1_000_000)
        case "table_1", "services":
            cells[f"icv_share.{last_baseline_year}"] = "112"
        case "table_2", "icv_share":
            cells[f"target.{first_year + 1}"] = "жиырма"
            cells.pop(f"target.{first_year + 2}")
        case "planned_purchases", _ if row.cells["producer"] == "Импорт":
            cells.pop("product_code")
    return cells
