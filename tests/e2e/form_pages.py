"""The pages on which the standard form is filled in."""

from collections.abc import Iterator, Mapping, Sequence

from tests.e2e.typed_program import Text, TypedRow
from tests.e2e.visitors import Visitor

Cells = Mapping[str, str | Text | Sequence[str]]


def fill_everything(visitor: Visitor, program: Mapping[str, Sequence[TypedRow]]) -> None:
    """From the list of sections through every section to the checks."""
    visitor.click(visitor.main.locator(".task-list a").first)
    *earlier, last = program
    for code in program:
        assert visitor.page.url.endswith(f"/form/{code}/")
        fill_section(visitor, program[code])
        visitor.press(visitor.words.save_to_checks if code == last else visitor.words.save_and_next)
    assert len(earlier) == 9


def fill_section(visitor: Visitor, typed: Sequence[TypedRow]) -> None:
    for row in typed:
        if row.place:
            add_row(visitor, row.place)
    rows = rows_on_page(visitor)
    for names, row in zip(rows.values(), typed, strict=True):
        type_into(visitor, names, row.cells)


def type_into(visitor: Visitor, names: Sequence[str], cells: Cells) -> None:
    """Type these cells of a row; the others stay as they are."""
    for name, text in texts_of(names, cells):
        visitor.page.locator(f'[name="{name}"]').fill(text)


def add_row(visitor: Visitor, place: str) -> None:
    visitor.click(visitor.page.locator(f'button[value="add:{place}"]'))


def rows_on_page(visitor: Visitor) -> dict[str, list[str]]:
    """The names of the page's inputs by row, in the order of the page."""
    names: list[str] = visitor.page.locator('[name^="cell:"]').evaluate_all("all => all.map(one => one.name)")
    rows: dict[str, list[str]] = {}
    for name in names:
        rows.setdefault(name.split(":")[1], []).append(name)
    return rows


def texts_of(names: Sequence[str], cells: Cells) -> Iterator[tuple[str, str]]:
    """What is typed into each input: names end with the column, its year and its language, as far as it has them."""
    keys = {name: name.split(":")[2].split(".") for name in names}
    years = sorted({part for key in keys.values() for part in key[1:] if part.isdigit()})
    assert set(cells) <= {column for column, *_ in keys.values()}, "something to type has no place on the page"
    for name, (column, *parts) in keys.items():
        typed = cells.get(column)
        if typed is None:
            continue
        if isinstance(typed, Text):
            yield name, getattr(typed, parts[-1])
        elif isinstance(typed, str):
            yield name, typed
        else:
            yield name, typed[years.index(parts[0])]
