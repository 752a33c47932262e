"""Home and the list: filters, keyset pages without gap or repeat, and as many queries for thirty rows as for one."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals import actions
from approvals.models import CalendarYear, Procedure
from approvals.models.procedures import NEVER
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import NOW, SignIn, listed
from tests.factories import cases, organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def auditor(db: None) -> Membership:
    return organizations.member(organizations.oversight(), Role.AUDITOR)


@pytest.fixture
def head(db: None) -> Membership:
    return organizations.member(organizations.authorized_body(), Role.AUTHORIZED_BODY_HEAD)


def shown(page: str) -> list[str]:
    """The ids of the procedures a page links to, in order."""
    return re.findall(r'href="/procedures/([0-9a-f-]{36})/"', page)


def get(browser: Client, address: str, **query: str) -> str:
    answer = browser.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert browser.get(address).status_code == 200
    return len(made)


def test_keyset_pages_show_each_procedure_once_in_order_of_due_dates(auditor: Membership, signed_in: SignIn):
    listed(120, state=State.REWORK)
    browser, address, seen, pages = signed_in(auditor), reverse("procedure_list"), [], 0
    while address:
        page = get(browser, address)
        seen += shown(page)
        pages += 1
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"{reverse('procedure_list')}{following[1]}".replace("&amp;", "&") if following else ""
    in_order = Procedure.objects.order_by("sorts_on", "id").values_list("id", flat=True)
    assert pages == 3
    assert seen == [str(pk) for pk in in_order]


def test_the_next_page_keeps_the_filters(auditor: Membership, signed_in: SignIn):
    listed(60, state=State.REWORK)
    page = get(signed_in(auditor), reverse("procedure_list"), state="rework", year="2027")
    (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
    assert "state=rework" in following
    assert "year=2027" in following


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "rework"}, True),
        ({"state": "adopted"}, False),
        ({"body": "customer"}, True),
        ({"year": "2027"}, True),
        ({"year": "2028"}, False),
        ({"category": "backbone"}, True),
        ({"category": "subsoil_user"}, False),
        ({"customer": "омер 00"}, False),
        ({"customer": "cUSTOMER 00"}, True),
        ({"state": "rework", "year": "2028"}, False),
    ],
)
def test_filters_narrow_the_list(query: dict[str, str], found: bool, auditor: Membership, signed_in: SignIn):
    (procedure,) = listed(1, state=State.REWORK)
    page = get(signed_in(auditor), reverse("procedure_list"), **query)
    assert shown(page) == ([str(procedure.pk)] if found else [])
    assert ("No program matches" in page) is not found


def test_the_list_is_narrowed_to_the_body_whose_turn_it_is_and_to_a_bin(
    auditor: Membership, head: Membership, signed_in: SignIn
):
    (rework,) = listed(1, state=State.REWORK)
    (considered,) = listed(1, state=State.WITH_AUTHORIZED_BODY, responsible=head.organization)
    browser, address = signed_in(auditor), reverse("procedure_list")
    assert set(shown(get(browser, address))) == {str(rework.pk), str(considered.pk)}
    assert shown(get(browser, address, body=str(head.organization_id))) == [str(considered.pk)]
    assert shown(get(browser, address, customer=rework.customer.bin)) == [str(rework.pk)]


def test_my_turn_shows_what_lies_with_my_organisation_only(head: Membership, signed_in: SignIn):
    body = head.organization
    (mine,) = listed(1, state=State.WITH_AUTHORIZED_BODY, responsible=body, reader=body)
    (others,) = listed(1, state=State.REWORK, reader=body)
    browser, address = signed_in(head), reverse("procedure_list")
    assert shown(get(browser, address, turn="mine")) == [str(mine.pk)]
    assert set(shown(get(browser, address))) == {str(mine.pk), str(others.pk)}


@pytest.mark.parametrize(
    "query",
    [
        {"after": "%%%"},
        {"after": "W10="},
        {"after": "WyIyMDI2LTAxLTAxIiwgIngiXQ=="},
        {"after": "WyJcdTAwMDAiLCAieCJd"},
        {"state": "x", "body": "x", "year": "9" * 400, "category": "\x00", "customer": "\x00' OR 1=1 --"},
        {"turn": "x"},
        {"customer": "%_\\"},
    ],
)
@pytest.mark.parametrize("name", ["procedure_list", "procedure_history"])
def test_garbage_in_the_address_is_no_error(name: str, query: dict[str, str], signed_in: SignIn):
    case = cases.of_backbone_enterprise()
    address = reverse(name, args=[case.procedure_id] if name == "procedure_history" else [])
    get(signed_in(case.signatory), address, **query)


@pytest.mark.parametrize("name", ["home", "procedure_list"])
@pytest.mark.parametrize("role", ["head", "auditor"])
def test_thirty_rows_cost_as_many_queries_as_one(name, role, head: Membership, auditor: Membership, signed_in: SignIn):
    body = head.organization
    browser = signed_in({"head": head, "auditor": auditor}[role])
    counted = []
    for number in (1, 29):
        listed(number, state=State.WITH_AUTHORIZED_BODY, responsible=body, reader=body)
        listed(number, state=State.REWORK, reader=body)
        counted.append(queries(browser, reverse(name)))
    assert counted[0] == counted[1] <= MOST_QUERIES


def test_home_puts_the_overdue_first_and_marks_it_by_a_word(head: Membership, signed_in: SignIn, now):
    body = head.organization
    _a, late, soon, _b = listed(4, state=State.WITH_AUTHORIZED_BODY, responsible=body, reader=body)
    now.move_to("2026-09-11T12:00:00+05:00")
    page = get(signed_in(head), reverse("home"))
    assert page.index(str(late.pk)) < page.index("today is the last day")
    assert page.rindex("overdue by 1 working day") < page.index(str(soon.pk))
    assert page.count("overdue by 1 working day") == 2


def test_home_of_a_body_is_grouped_by_urgency(head: Membership, signed_in: SignIn, now):
    body = head.organization
    listed(16, state=State.WITH_AUTHORIZED_BODY, responsible=body, reader=body)  # two a day from 10.09.2026
    now.move_to("2026-09-11T12:00:00+05:00")
    page = get(signed_in(head), reverse("home"))
    headings = ["Overdue", "Three working days or fewer", "More than three working days"]
    groups = re.split("|".join(headings), page[page.index("<main") :])
    assert [heading for heading in headings if page.count(heading) == 1] == headings
    assert [len(re.findall(r'<li class="turn[ "]', group)) for group in groups[1:]] == [2, 12, 2]


@pytest.mark.parametrize("name", ["home", "procedure_list"])
@pytest.mark.parametrize(("day", "is_marked"), [("2026-09-10", False), ("2026-09-11", True)])
def test_what_is_overdue_says_so_without_its_calendar(name, day, is_marked, head: Membership, signed_in: SignIn, now):
    body = head.organization
    listed(1, state=State.WITH_AUTHORIZED_BODY, responsible=body, reader=body)
    CalendarYear.objects.filter(year=2026).delete()
    now.move_to(f"{day}T12:00:00+05:00")
    page = get(signed_in(head), reverse(name))
    assert "10.09.2026" in page
    assert ('<span class="due-left">overdue</span>' in page) is is_marked


@pytest.mark.parametrize("name", ["home", "procedure_list"])
@pytest.mark.parametrize("state", [State.WITH_AUTHORIZED_BODY, State.REWORK])
def test_a_term_without_its_calendar_is_not_a_dash(name, state, head: Membership, signed_in: SignIn):
    body = head.organization
    listed(1, state=state, responsible=body if state is State.WITH_AUTHORIZED_BODY else None, reader=body)
    browser, said = signed_in(head), "cannot be computed: calendar missing"
    assert said not in get(browser, reverse(name))
    Procedure.objects.update(due_on=None, sorts_on=NEVER)
    assert said in get(browser, reverse(name))


def test_what_has_no_term_lacks_no_calendar(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    browser = signed_in(case.signatory)
    assert "no due date" in get(browser, reverse("home"))
    assert "cannot be computed" not in get(browser, reverse("procedure_list")) + get(browser, reverse("home"))


def test_home_of_a_body_says_what_it_waits_for_and_from_whom(head: Membership, signed_in: SignIn):
    (rework,) = listed(1, state=State.REWORK, reader=head.organization)
    page = get(signed_in(head), reverse("home"))
    assert page.index("Nothing waits for you") < page.index("Waiting for others") < page.index(str(rework.pk))


@pytest.mark.parametrize(
    ("state", "role", "verb"),
    [
        (State.DRAFT, Role.DRAFTER, "Continue drafting"),
        (State.DRAFT, Role.SIGNATORY, "Submit for agreement"),
        (State.DRAFT, Role.COMPANY_ADMINISTRATOR, "Open"),
        (State.REWORK, Role.DRAFTER, "Rework the program"),
        (State.AGREED, Role.SIGNATORY, "Adopt the program"),
        (State.AGREED, Role.DRAFTER, "Open"),
        (State.WITH_REGULATOR, Role.REGULATOR_REVIEWER, "Consider the program"),
        (State.WITH_REGULATOR, Role.REGULATOR_HEAD, "Consider and decide"),
        (State.WITH_REGULATOR, Role.REGULATOR_REGISTRAR, "Open"),
    ],
)
def test_home_gives_each_person_the_one_verb_that_is_theirs(state, role, verb, signed_in: SignIn):
    case = cases.in_state(state)
    member = {**case.customer, **case.regulator, **case.authorized_body}[role]
    page = get(signed_in(member), reverse("home"))
    buttons = re.findall(r'class="turn-how"><a class="[^"]*" href="[^"]*">([^<]+)<', page)
    assert buttons == [verb]


@pytest.mark.parametrize("is_proposed", [False, True])
@pytest.mark.parametrize("role", [Role.REGULATOR_REVIEWER, Role.REGULATOR_HEAD])
def test_a_proposal_leaves_the_turn_to_the_head(role: Role, is_proposed: bool, signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    reviewer = signed_in(case.regulator[Role.REGULATOR_REVIEWER])
    where = reverse("consideration", args=[case.consideration.pk])
    if is_proposed:
        reviewer.post(reverse("prepare", args=[case.consideration.pk]), {"outcome": "agreed"})
    look = "outline-secondary" if is_proposed and role == Role.REGULATOR_REVIEWER else "primary"
    browser = signed_in(case.regulator[role])
    for page in (reverse("home"), reverse("procedure", args=[case.procedure_id])):
        assert re.findall(rf'class="btn btn-([a-z-]+)[^"]*" href="{where}"', get(browser, page)) == [look]


def test_whoever_cannot_act_is_told_that_nothing_is_asked(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    page = reverse("procedure", args=[case.procedure_id])
    told = "Nothing is asked of you here."
    for role, is_told in ((Role.REGULATOR_REGISTRAR, True), (Role.REGULATOR_HEAD, False)):
        assert (told in get(signed_in(case.regulator[role]), page)) is is_told
    assert told in get(signed_in(case.customer[Role.DRAFTER]), page)


def test_a_refusal_is_outlined_until_the_customer_was_told_of_it(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    review = reverse("consideration", args=[case.consideration.pk])
    refuse = rf'class="btn btn-([a-z-]+)[^"]*" href="{reverse("refuse", args=[case.consideration.pk])}"'
    head = signed_in(case.head)
    assert re.findall(refuse, get(head, review)) == ["outline-danger"]
    grounds = [cases.lawful_ground(case.version)]
    actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=NOW)
    assert re.findall(refuse, get(head, review)) == ["danger"]


def test_the_first_turn_that_still_asks_has_the_primary_button(signed_in: SignIn):
    first = cases.in_state(State.WITH_REGULATOR)
    others = [cases.of_customer(organizations.natural_monopoly(first.head.organization)) for _ in range(2)]
    for day, other in zip(("2026-09-02", "2026-09-03"), others, strict=True):
        other.submit(moment(day))
    browser = signed_in(first.regulator[Role.REGULATOR_REVIEWER])
    browser.post(reverse("prepare", args=[first.consideration.pk]), {"outcome": "agreed"})
    buttons = r'class="turn-how"><a class="btn btn-([a-z-]+)[^"]*" href="([^"]+)"'
    looks = ("outline-secondary", "primary", "outline-secondary")
    considered = [reverse("consideration", args=[case.consideration.pk]) for case in (first, *others)]
    assert re.findall(buttons, get(browser, reverse("home"))) == list(zip(looks, considered, strict=True))


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.DRAFTER, "Open a new program"),
        (Role.COMPANY_ADMINISTRATOR, "Drafters and signatories of your organisation"),
    ],
)
def test_an_empty_home_says_what_comes_next(role: Role, said: str, signed_in: SignIn):
    customer = organizations.member(organizations.backbone_enterprise(), role)
    assert said in get(signed_in(customer), reverse("home"))


def test_a_person_without_a_membership_reads_what_to_do(signed_in: SignIn):
    gone = organizations.member(organizations.oversight(), Role.AUDITOR, valid_until=organizations.SINCE)
    assert "You do not act for any organisation yet" in get(signed_in(gone), reverse("home"))


def test_a_portal_administrator_finds_administration_and_calendar(signed_in: SignIn):
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    page = get(signed_in(administrator), reverse("home"))
    assert reverse("admin:index") in page
    assert reverse("change_days") in page
