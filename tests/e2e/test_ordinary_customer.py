"""An ordinary customer's program in Russian: straight to the authorized body, withdrawn once, never refused."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import expect

from approvals.models import Procedure
from approvals.rules.terms import TermKind
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.e2e import form_pages, steps, whereabouts
from tests.e2e.typed_program import NOTHING_TO_REFUSE
from tests.e2e.visitors import Visitor
from tests.e2e.wording import RUSSIAN
from tests.factories import organizations

REASON = "План закупок пересмотрен."
ORDER = "112-п"
EVENTS = ["opened", "submitted", "withdrawn", "opened", "submitted", "agreed", "adopted"]


def test_an_ordinary_customers_program_is_withdrawn_once_and_adopted(visit: Callable[..., Visitor]) -> None:
    team = organizations.team(organizations.backbone_enterprise())
    drafter, signatory = visit(team[Role.DRAFTER], RUSSIAN), visit(team[Role.SIGNATORY], RUSSIAN)
    head = visit(organizations.member(organizations.authorized_body(), Role.AUTHORIZED_BODY_HEAD), RUSSIAN)
    everybody = [drafter, signatory, head]

    withdrawn = write(drafter)
    submit(signatory, withdrawn, everybody)
    steps.withdraw(signatory, withdrawn, REASON)
    head.open(f"/procedures/{withdrawn.pk}/")
    head.sees(RUSSIAN.states[State.WITHDRAWN], REASON)

    procedure = Procedure.objects.select_related("customer").get(previous=withdrawn)
    expect(signatory.page).to_have_url(f"/procedures/{procedure.pk}/")
    whereabouts.all_see([drafter, signatory], procedure, whereabouts.draft(procedure))
    submit(signatory, procedure, everybody)
    steps.agree(head, procedure)
    whereabouts.all_see(everybody, procedure, whereabouts.agreed(procedure))
    today = timezone.localdate()
    steps.adopt(signatory, procedure, ORDER, today)
    for visitor in everybody:
        visitor.open(f"/procedures/{procedure.pk}/")
        visitor.sees(RUSSIAN.states[State.ADOPTED], RUSSIAN.order.format(f"{today:%d.%m.%Y}", ORDER))
    titles = signatory.main.locator(".timeline-title")
    expect(titles).to_contain_text([RUSSIAN.events[event] for event in reversed(EVENTS)])
    expect(titles).to_have_count(len(EVENTS))


def write(drafter: Visitor) -> Procedure:
    """A program in Russian alone, with which the checks find nothing wrong."""
    procedure = steps.open_program(drafter, first_year=timezone.localdate().year + 2, languages=("ru",))
    drafter.follow(RUSSIAN.continue_drafting)
    form_pages.fill_everything(drafter, NOTHING_TO_REFUSE)
    drafter.sees(RUSSIAN.nothing_to_mend)
    return procedure


def submit(signatory: Visitor, procedure: Procedure, everybody: list[Visitor]) -> None:
    """After a withdrawal, too, the authorized body has its twenty days."""
    steps.take(signatory, procedure, RUSSIAN.submit)
    standing = whereabouts.with_body(procedure, State.WITH_AUTHORIZED_BODY, TermKind.AUTHORIZED_BODY_CONSIDERATION)
    whereabouts.all_see(everybody, procedure, standing)
