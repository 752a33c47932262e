"""The whole life of a natural monopoly's program in Kazakh, with one refusal by each body."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from approvals.models import Procedure
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.terms import TermKind
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.e2e import form_pages, steps, whereabouts
from tests.e2e.typed_program import GUARANTEED_QUANTITY_REWORKED, PROGRAM, SHARE_TARGETS_REWORKED
from tests.e2e.visitors import Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import organizations
from tools.screenshots.walk import walk

SHARE_ROW = "Тауарларды сатып алудағы елішілік құндылық үлесін арттыру (%)"
GUARANTEED_ROW = "Кепілдендірілген сатып алу шарттары"
SHARE_TOO_LOW = "Жоспарлы сатып алу 24 % береді, ал бағдарламада 22,5 %."
TOO_FEW_CONTRACTS = "Жеті өтінім түскен, алты шарт жоспарланған."
ORDER = "45-Ө"
EVENTS = ["opened", "submitted", "prepared", "refused", "resubmitted", "agreed"]
EVENTS += ["prepared", "refused", "resubmitted", "agreed", "adopted"]
VERSIONS = 3

Visit = Callable[..., Visitor]


@pytest.fixture
def people(visit: Visit) -> dict[Role, Visitor]:
    """Everybody concerned, each signed in."""
    regulator = organizations.regulator()
    sides = [
        organizations.natural_monopoly(regulator),
        regulator,
        organizations.authorized_body(),
        organizations.oversight(),
    ]
    teams = [organizations.team(side) for side in sides]
    idle = {Role.COMPANY_ADMINISTRATOR, Role.REGULATOR_REGISTRAR, Role.AUTHORIZED_BODY_REGISTRAR}
    return {role: visit(member) for team in teams for role, member in team.items() if role not in idle}


def test_a_natural_monopolys_program_is_refused_twice_and_adopted(people: dict[Role, Visitor]) -> None:
    drafter, signatory = people[Role.DRAFTER], people[Role.SIGNATORY]
    customer, regulator = [drafter, signatory], [people[Role.REGULATOR_REVIEWER], people[Role.REGULATOR_HEAD]]
    body = [people[Role.AUTHORIZED_BODY_REVIEWER], people[Role.AUTHORIZED_BODY_HEAD]]
    auditor = people[Role.AUDITOR]

    procedure = write(drafter)
    whereabouts.all_see(customer, procedure, whereabouts.draft(procedure))
    steps.take(signatory, procedure, KAZAKH.submit)
    standing = whereabouts.with_body(procedure, State.WITH_REGULATOR, TermKind.REGULATOR_CONSIDERATION)
    whereabouts.all_see([*customer, *regulator, auditor], procedure, standing)

    refuse(regulator, procedure, RefusalGround.UNDERSTATED_TARGETS, SHARE_TOO_LOW, SHARE_ROW)
    whereabouts.all_see([*customer, *regulator, auditor], procedure, whereabouts.in_rework(procedure))
    read_refusal(drafter, SHARE_TOO_LOW, SHARE_ROW)
    rework(drafter, procedure, "table_2", {"target": SHARE_TARGETS_REWORKED})
    steps.take(signatory, procedure, KAZAKH.resubmit)
    standing = whereabouts.with_body(procedure, State.WITH_REGULATOR, TermKind.RECONSIDERATION)
    whereabouts.all_see([*customer, *regulator, auditor], procedure, standing)

    steps.agree(people[Role.REGULATOR_HEAD], procedure)
    everybody = [*customer, *regulator, *body, auditor]
    standing = whereabouts.with_body(procedure, State.WITH_AUTHORIZED_BODY, TermKind.AUTHORIZED_BODY_CONSIDERATION)
    whereabouts.all_see(everybody, procedure, standing)
    refuse(body, procedure, RefusalGround.MISMATCHED_CONTRACT_INDICATORS, TOO_FEW_CONTRACTS, GUARANTEED_ROW)
    whereabouts.all_see(everybody, procedure, whereabouts.in_rework(procedure))
    read_refusal(drafter, TOO_FEW_CONTRACTS, GUARANTEED_ROW)
    rework(drafter, procedure, "table_3", {"quantity": GUARANTEED_QUANTITY_REWORKED})
    drafter.open(f"/programs/{procedure.program_id}/checks/")
    drafter.sees(KAZAKH.nothing_to_mend)
    steps.take(signatory, procedure, KAZAKH.resubmit)
    standing = whereabouts.with_body(procedure, State.WITH_AUTHORIZED_BODY, TermKind.RECONSIDERATION)
    whereabouts.all_see(everybody, procedure, standing)

    steps.agree(people[Role.AUTHORIZED_BODY_HEAD], procedure)
    whereabouts.all_see(everybody, procedure, whereabouts.agreed(procedure))
    today = timezone.localdate()
    steps.adopt(signatory, procedure, ORDER, today)
    for visitor in everybody:
        visitor.open(f"/procedures/{procedure.pk}/")
        visitor.sees(KAZAKH.states[State.ADOPTED], KAZAKH.order.format(f"{today:%d.%m.%Y}", ORDER))
    audit(auditor, procedure)
    for visitor in (drafter, people[Role.AUTHORIZED_BODY_HEAD]):
        go_everywhere(visitor)


def write(drafter: Visitor) -> Procedure:
    """Open a program, fill in every section, look at the checks: what the bodies will refuse shows as warnings."""
    procedure = steps.open_program(drafter, first_year=timezone.localdate().year + 2)
    drafter.follow(KAZAKH.continue_drafting)
    form_pages.fill_everything(drafter, PROGRAM)
    expect(drafter.main.locator(".finding-error")).to_have_count(0)
    expect(drafter.main.locator(".finding-warning")).to_have_count(4)
    drafter.sees("22,5 %", "24 %", GUARANTEED_ROW)
    drafter.open(f"/programs/{procedure.program_id}/document/")
    drafter.sees("900 112,5", "1 150,5", "Өндірушілермен кездесулер")
    return procedure


def refuse(body: list[Visitor], procedure: Procedure, ground: RefusalGround, reasoning: str, row: str) -> None:
    reviewer, head = body
    follow_warning(reviewer, procedure)
    steps.propose_refusal(reviewer, procedure, ground, reasoning, row)
    steps.refuse_as_proposed(head, procedure, ground, reasoning, row)


def follow_warning(reviewer: Visitor, procedure: Procedure) -> None:
    """What the checks found leads to its row in the document beside it."""
    steps.consider(reviewer, procedure)
    warning = reviewer.main.locator(".finding-warning a").first
    warning.click()
    expect(reviewer.main.locator("tr:target")).to_have_id(str(warning.get_attribute("href")).removeprefix("#"))


def read_refusal(drafter: Visitor, reasoning: str, row: str) -> None:
    """From the inbox, whose newest notice is the refusal, to its letter, and on to the program."""
    drafter.open("/inbox/")
    drafter.click(drafter.main.locator("form button").first)
    drafter.sees(reasoning, row)
    drafter.click(drafter.main.locator('a[href^="/procedures/"]').first)
    drafter.sees(KAZAKH.must_be_reworked, reasoning, row)


def rework(drafter: Visitor, procedure: Procedure, section: str, cells: form_pages.Cells) -> None:
    """Type other figures into the first row of a section."""
    drafter.follow(KAZAKH.rework_program)
    drafter.click(drafter.main.locator(f'a[href="/programs/{procedure.program_id}/form/{section}/"]').first)
    first = next(iter(form_pages.rows_on_page(drafter).values()))
    form_pages.type_into(drafter, first, cells)
    drafter.press(KAZAKH.save)


def audit(auditor: Visitor, procedure: Procedure) -> None:
    """Read the history and every page it leads to; nowhere is there anything to press."""
    auditor.open(f"/procedures/{procedure.pk}/history/")
    titles = auditor.main.locator(".timeline-title")
    expect(titles).to_contain_text([KAZAKH.events[event] for event in reversed(EVENTS)])
    expect(titles).to_have_count(len(EVENTS))
    auditor.open(f"/procedures/{procedure.pk}/")
    auditor.sees(*(KAZAKH.version.format(number) for number in range(1, VERSIONS + 1)))
    links = auditor.main.locator("a[href^='/']").evaluate_all("all => all.map(one => one.pathname)")
    pages = sorted({path for path in links if path.startswith(("/versions/", "/considerations/", "/procedures/"))})
    pages = [path for path in pages if not path.endswith(".pdf")]
    assert len([path for path in pages if path.startswith("/versions/")]) == VERSIONS + VERSIONS - 1
    assert len([path for path in pages if path.startswith("/considerations/")]) == 4
    for path in pages:
        auditor.open(path)
        expect(auditor.main.locator("button, input, textarea, select, form")).to_have_count(0)


def go_everywhere(visitor: Visitor) -> None:
    """By links alone; what does not answer is among the visitor's troubles."""
    assert len(list(walk(visitor.page))) > 10
