"""What is measured, as whom, and against which budget of the design: one line of the table each."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import count, repeat

from django.urls import reverse

from approvals.models import Consideration, Procedure
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import Row
from tools.bench.patterns import Cast
from tools.bench.visitor import Request, Visitor

Requests = Callable[[Membership, Visitor], Iterator[Request]]
Who = Callable[[Cast], Membership]


class Floor(Enum):
    """Which of the floor app's two views a line is compared with."""

    PAGE = "page"
    ACT = "act"


@dataclass(frozen=True)
class Line:
    """`budget` in times the floor; `is_flat`: the number of programs must not matter."""

    what: str
    who: Who
    requests: Requests
    floor: Floor
    budget: float
    most_queries: int | None = None
    is_flat: bool = False


def head(cast: Cast) -> Membership:
    return cast.authorized_body[Role.AUTHORIZED_BODY_HEAD]


def quiet_regulator(cast: Cast) -> Membership:
    return cast.quiet_regulator[Role.REGULATOR_HEAD]


def signatory(cast: Cast) -> Membership:
    return cast.busy_customer[Role.SIGNATORY]


def auditor(cast: Cast) -> Membership:
    return cast.auditor


def page(path: str) -> Requests:
    """The same page again and again."""
    return lambda by, visitor: repeat(Request(path))


def a_list(what: str, who: Who, query: str = "") -> Line:
    return Line(what, who, page(f"/programs/{query}"), Floor.PAGE, 3, most_queries=12, is_flat=True)


def later_page(by: Membership, visitor: Visitor) -> Iterator[Request]:
    """A page of the list that one reaches by turning pages."""
    address = "/programs/"
    for _ in range(5):
        following = visitor.next_page(address)
        address = f"/programs/{following}" if following else address
    return repeat(Request(address))


def program_pages(state: State) -> Requests:
    """Front pages of programs in a state, each opened once."""

    def requests(by: Membership, visitor: Visitor) -> Iterator[Request]:
        for pk in _procedures(by, state):
            yield Request(reverse("procedure", args=[pk]))

    return requests


def saves(by: Membership, visitor: Visitor) -> Iterator[Request]:
    """A section of a draft saved over and over, with another text each time."""
    row = _text_of_a_draft(by)
    address = reverse("section", args=[row.program_id, row.section])
    for number in count():
        fields = visitor.form(address)
        [text] = [name for name in fields if name.endswith("text.kk")]
        yield Request(address, fields | {text: f"{number}-мәтін", "do": "save"})


def typing(by: Membership, visitor: Visitor) -> Iterator[Request]:
    """One cell of a draft saved by itself, again and again, each time over what it was saved with before."""
    row = _text_of_a_draft(by)
    fields = visitor.form(reverse("section", args=[row.program_id, row.section]))
    kept = {name: fields[name] for name in ("csrfmiddlewaretoken", "page_membership") if name in fields}
    before = row.cells.get("text.kk", "")
    for number in count():
        text = f"{number}-сөз"
        change = {"row": str(row.pk), "key": "text.kk", "before": before, "text": text}
        yield Request(reverse("typing", args=[row.program_id, row.section]), kept | {"changes": json.dumps([change])})
        before = text


def _text_of_a_draft(by: Membership) -> Row:
    draft = Procedure.objects.filter(customer=by.organization_id, state=State.DRAFT).latest("first_year")
    return Row.objects.filter(program=draft.program_id, kind="narrative").latest("pk")


def submissions(by: Membership, visitor: Visitor) -> Iterator[Request]:
    for pk in _procedures(by, State.DRAFT):
        yield _step(visitor, reverse("submit", args=[pk]))


def agreements(by: Membership, visitor: Visitor) -> Iterator[Request]:
    considerations = Consideration.objects.open().filter(body=by.organization_id).order_by("pk")
    for pk in considerations.values_list("pk", flat=True)[:200]:
        yield _step(visitor, reverse("agree", args=[pk]))


def _procedures(by: Membership, state: State) -> list[object]:
    return list(Procedure.objects.visible_to(by).filter(state=state).order_by("id").values_list("pk", flat=True)[:200])


def _step(visitor: Visitor, address: str) -> Request:
    return Request(address, visitor.form(address))


LINES = (
    a_list("list: authorized body", head),
    Line("list: its sixth page", head, later_page, Floor.PAGE, 3, most_queries=12, is_flat=True),
    a_list("list: my turn", head, "?turn=mine"),
    a_list("list: in rework", head, "?state=rework"),
    a_list("list: adopted", head, "?state=adopted"),
    a_list("list: customers' turn", head, "?body=customer"),
    a_list("list: first year 2027", head, "?year=2027"),
    a_list("list: natural monopolies", head, "?category=natural_monopoly"),
    a_list("list: customer by BIN", head, "?customer=800000000007"),
    a_list("list: regulator of few", quiet_regulator),
    a_list("list: customer", signatory),
    a_list("list: auditor", auditor),
    Line("home: authorized body", head, page("/"), Floor.PAGE, 3, most_queries=12, is_flat=True),
    Line("journal: auditor", auditor, page("/audit/"), Floor.PAGE, 4, is_flat=True),
    Line("journal: one event", auditor, page("/audit/?event=refused"), Floor.PAGE, 4, is_flat=True),
    Line("program page: head", head, program_pages(State.WITH_AUTHORIZED_BODY), Floor.PAGE, 4),
    Line("program page: customer", signatory, program_pages(State.DRAFT), Floor.PAGE, 4),
    Line("save of a section", signatory, saves, Floor.ACT, 8),
    Line("autosave of a cell", signatory, typing, Floor.ACT, 8),
    Line("step: submit", signatory, submissions, Floor.ACT, 8),
    Line("step: agree", head, agreements, Floor.ACT, 8),
)
