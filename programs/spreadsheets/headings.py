"""Headings of a sheet: each column's path from top to bottom becomes cells that span columns and rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

Path = tuple[str, ...]


@dataclass(frozen=True)
class HeadingCell:
    """Rows and columns count from 0 within the headings."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


def depth_of(paths: Sequence[Path]) -> int:
    return max(map(len, paths))


def heading_cells(paths: Sequence[Path]) -> Iterator[HeadingCell]:
    """Neighbours that share the beginning of their paths share its cells; the first of a short path reaches down."""
    depth = depth_of(paths)
    for level in range(depth):
        for start, groups in _neighbours(paths, level):
            height = depth - len(paths[start])
            yield HeadingCell(
                text=paths[start][level],
                top=0 if level == 0 else height + level,
                left=start,
                bottom=height + level,
                right=start + groups - 1,
            )


def _neighbours(paths: Sequence[Path], level: int) -> Iterator[tuple[int, int]]:
    """Where columns that are headed alike down to this level begin, and how many they are."""
    start = 0
    for head, together in groupby(paths, key=lambda path: (len(path), path[: level + 1])):
        count = len(list(together))
        if head[0] > level:
            yield start, count
        start += count
