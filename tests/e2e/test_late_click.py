"""A page left open while somebody else decided."""

from collections.abc import Callable

from playwright.sync_api import expect

from approvals.rules.refusal_grounds import RefusalGround
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.e2e import steps
from tests.e2e.visitors import Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import cases, organizations
from tests.factories.moments import moment

GROUND = RefusalGround.UNDERSTATED_TARGETS


def test_a_late_refusal_is_answered_by_the_present_state(visit: Callable[..., Visitor]) -> None:
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    colleague = organizations.member(organizations.authorized_body(), Role.AUTHORIZED_BODY_HEAD)
    late, quick = visit(case.head), visit(colleague)

    steps.consider(late, case.procedure)
    late.follow(KAZAKH.refuse)
    steps.stated(late, GROUND).check()
    steps.reasoning_of(late, GROUND).fill("Үлес төмендетілген.")
    late.page.locator(f'[name="{GROUND.value}-rows"]').first.check()
    steps.agree(quick, case.procedure)

    late.answered(409, lambda: late.press(KAZAKH.refuse))
    late.sees(KAZAKH.outdated, KAZAKH.outdated_state.format(KAZAKH.states[State.AGREED]))
    late.sees("Үлес төмендетілген.")  # kept to be copied
    late.follow(KAZAKH.show_state)
    expect(late.page).to_have_url(f"/procedures/{case.procedure_id}/")
    late.sees(KAZAKH.states[State.AGREED])
    assert case.procedure.state == State.AGREED
