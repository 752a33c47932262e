"""Rows that were pasted below the last one of their place: they travel with the page until they are saved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import QueryDict

PREFIX = "new:"
MOST_DIGITS = 4


@dataclass(frozen=True)
class NewRow:
    """`place` as a button names it; `cells` by key, as typed."""

    place: str
    cells: Mapping[str, str]


def read_new_rows(post: QueryDict) -> list[NewRow]:
    """In the order in which they were pasted: `new:<number>:<place>:<key of the cell>`. Raises BadRequest."""
    cells: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    for name, text in post.items():
        if name.startswith(PREFIX):
            number, _, rest = name.removeprefix(PREFIX).partition(":")
            place, _, key = rest.rpartition(":")
            cells[_number(number), place][key] = str(text)
    return [NewRow(place, texts) for (_, place), texts in sorted(cells.items(), key=lambda one: one[0])]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise BadRequest("no number of a row")
    return int(text)


def inputs_of(rows: Sequence[NewRow]) -> Iterator[tuple[str, str]]:
    """Name and value of the inputs that carry the rows on a page shown again."""
    for number, row in enumerate(rows):
        for key, text in row.cells.items():
            yield f"{PREFIX}{number}:{row.place}:{key}", text
