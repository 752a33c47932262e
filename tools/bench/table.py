"""The table of `make bench`."""

from tools.bench.measuring import Measured

HEADINGS = ("", "ms", "floor ms", "x floor", "budget", "queries", "")
WIDTHS = (28, 9, 9, 9, 9, 9, 0)


def heading(programs: int, history_rows: int) -> str:
    return f"\n{programs:,} programs, {history_rows:,} rows of history\n" + _joined(HEADINGS)


def row(measured: Measured, excesses: list[str]) -> str:
    line = measured.line
    queries = str(measured.queries) + (f"/{line.most_queries}" if line.most_queries else "")
    return _joined(
        (
            line.what,
            f"{measured.seconds * 1000:.1f}",
            f"{measured.floor * 1000:.1f}",
            f"{measured.ratio:.2f}",
            f"{line.budget:g}",
            queries,
            "OVER BUDGET: " + ", ".join(excesses) if excesses else "ok",
        )
    )


def verdict(over: list[str]) -> str:
    if not over:
        return "\nEverything is within its budget."
    return "\n".join(["\nOver budget:", *(f"  {one}" for one in over)])


def _joined(cells: tuple[str, ...]) -> str:
    first, *others, last = cells
    figures = "".join(f"{cell:>{width}}" for cell, width in zip(others, WIDTHS[1:-1], strict=True))
    return f"  {first:<{WIDTHS[0]}}{figures}  {last}".rstrip()
