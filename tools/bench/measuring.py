"""Times one line beside the floor: a request to each in turn, so that whatever else the machine does slows both."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from statistics import median

from tools.bench.lines import Floor, Line
from tools.bench.patterns import PASSWORD, Cast
from tools.bench.visitor import Request, Visitor

WARM_UPS, SAMPLES = 5, 40
FLAT_UP_TO = 1.25  # what two measurements of the same page may differ by
AS_LONG = 0.9  # of the rows, and it is the same page


@dataclass(frozen=True)
class Measured:
    """Medians in seconds; `queries` of one request, `rows` of the tables it answered with."""

    line: Line
    seconds: float
    floor: float
    queries: int
    rows: int

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor

    def excesses(self, smaller: "Measured | None") -> list[str]:
        """What is over budget, in words; `smaller` is the same line with fewer programs."""
        found = []
        if self.ratio > self.line.budget:
            found.append("over")
        if self.line.most_queries is not None and self.queries > self.line.most_queries:
            found.append("too many queries")
        if smaller is not None and self.line.is_flat and (growth := self._growth(smaller)) > FLAT_UP_TO:
            found.append(f"not flat: {growth:.1f} x")
        return found

    def _growth(self, smaller: "Measured") -> float:
        """In time and in times the floor, whichever is less: a floor that wavers is no slower page.

        A page that found fewer rows to show among fewer programs says nothing of that.
        """
        if smaller.rows < AS_LONG * self.rows:
            return 1
        return min(self.seconds / smaller.seconds, self.ratio / smaller.ratio)


def measure(line: Line, cast: Cast, portal: int, floor: int) -> Measured:
    """`portal` and `floor` are ports."""
    by = line.who(cast)
    visitor, beside = Visitor(portal), Visitor(floor)
    visitor.sign_in(by.user.email, PASSWORD)
    requests, floor_requests = line.requests(by, visitor), FLOOR_REQUESTS[line.floor]()
    first = visitor.send(next(requests), count=True)
    assert first.queries is not None
    times, floor_times = [], []
    for number in range(WARM_UPS + SAMPLES):
        floor_seconds = beside.send(next(floor_requests)).seconds
        seconds = visitor.send(next(requests)).seconds
        if number >= WARM_UPS:
            times.append(seconds)
            floor_times.append(floor_seconds)
    return Measured(line, median(times), median(floor_times), first.queries, first.text.count("<tr"))


def _floor_pages() -> Iterator[Request]:
    while True:
        yield Request("/")


def _floor_acts() -> Iterator[Request]:
    for number in count(1):
        yield Request("/act/", {"entry": f"{number:032}", "state": f"state {number}"})


FLOOR_REQUESTS = {Floor.PAGE: _floor_pages, Floor.ACT: _floor_acts}
