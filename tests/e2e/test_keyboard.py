"""Everything can be done without a mouse, and one always sees where one is."""

from collections.abc import Callable

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from approvals.models import Objection, PreliminaryDecision, Procedure
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import SectionState
from tests.e2e.visitors import PASSWORD, Visitor
from tests.e2e.wording import KAZAKH, RUSSIAN
from tests.factories import cases, organizations
from tests.factories.moments import moment
from tests.factories.programs import filled

Visit = Callable[..., Visitor]
FAR = 80  # more often nobody would press Tab
SMALLEST_TARGET = 24
SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return {width: parseFloat(style.outlineWidth), style: style.outlineStyle, colour: style.outlineColor};
}"""
TOO_SMALL = """(least) => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
  .filter(one => one.offsetParent && !one.closest("[aria-hidden]") && getComputedStyle(one).display !== "inline")
  .map(one => [one, (one.closest("label, .task-list-item") ?? one).getBoundingClientRect()])
  .filter(([one, box]) => box.width && (box.width < least - 0.5 || box.height < least - 0.5))
  .filter(([one]) => !["radio", "checkbox"].includes(one.type))
  .map(([one, box]) => `${one.outerHTML.slice(0, 100)}: ${box.width} x ${box.height}`)"""


@pytest.fixture
def signatory() -> Membership:
    organizations.authorized_body()
    member = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY)
    member.user.set_password(PASSWORD)
    member.user.save()
    return member


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; on the way it is always to be seen."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        seen = page.evaluate(SEEN)
        assert seen["width"] >= 2, page.evaluate("document.activeElement.outerHTML")
        assert seen["style"] == "solid"
        assert seen["colour"] == "rgb(23, 33, 43)", "the colour of ink, 15:1 on white"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached from the keyboard of {page.url}")


def press(page: Page, key: str = "Enter") -> None:
    """What leads to another page is waited for."""
    with page.expect_navigation():
        page.keyboard.press(key)


def take(page: Page, selector: str) -> None:
    """Reach a link or a button, and go where it leads."""
    reach(page, selector)
    press(page)


def write(page: Page, selector: str, text: str) -> None:
    reach(page, selector)
    page.keyboard.type(text)


def sign_in(page: Page, member: Membership) -> None:
    page.goto("/")
    reach(page, "[name=login]")
    page.keyboard.type(member.user.email)
    reach(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    press(page)
    expect(page).to_have_url("/")


def test_a_program_is_submitted_from_the_keyboard(page: Page, signatory: Membership) -> None:
    procedure = filled(signatory)
    sign_in(page, signatory)
    reach(page, f"main a[href='/procedures/{procedure.pk}/']")
    press(page)
    reach(page, f"a[href='/procedures/{procedure.pk}/submit/']")
    press(page)
    reach(page, "main button.btn-primary")
    press(page)
    expect(page.get_by_role("main")).to_contain_text(KAZAKH.states[Procedure.objects.get(pk=procedure.pk).state])
    assert Procedure.objects.get(pk=procedure.pk).state != procedure.state


def test_a_section_is_saved_from_the_keyboard(visit: Visit) -> None:
    case = cases.of_backbone_enterprise()
    page = visit(case.customer[Role.DRAFTER]).page
    page.goto(f"/programs/{case.program.pk}/form/table_2/")
    version = SectionState.objects.get(program=case.program, section="table_2").version
    reach(page, "main [name^='cell:']")
    name = page.evaluate("document.activeElement.name")
    page.keyboard.press("Control+A")
    page.keyboard.type("31,5")
    reach(page, ".save-bar [value=save]")
    press(page)
    expect(page.locator("[data-leaving]")).to_have_count(0)
    page.goto(f"/programs/{case.program.pk}/form/table_2/")
    expect(page.locator(f'[name="{name}"]')).to_have_value("31,5")
    assert SectionState.objects.get(program=case.program, section="table_2").version > version


def test_a_refusal_is_announced_answered_and_made_from_the_keyboard(visit: Visit) -> None:
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    head, customer = visit(case.head).page, visit(case.signatory).page

    head.goto(f"/considerations/{case.consideration.pk}/preliminary-decision/")
    reach(head, "[name=understated_targets-stated]")
    head.keyboard.press("Space")
    write(head, "[name=understated_targets-reasoning_kk]", "Үлес төмендетілген.")
    reach(head, "[name=understated_targets-rows]")
    head.keyboard.press("Space")
    take(head, "main form .btn-primary")
    decision = PreliminaryDecision.objects.get(consideration=case.consideration)

    customer.goto(f"/procedures/{case.procedure_id}/")
    take(customer, f"a[href='/preliminary-decisions/{decision.pk}/answer/']")
    write(customer, "[name=text]", "Көрсеткіштер жаңа желіге байланысты.")
    take(customer, "main form .btn-primary")
    assert Objection.objects.get(preliminary_decision=decision).text == "Көрсеткіштер жаңа желіге байланысты."

    head.goto(f"/considerations/{case.consideration.pk}/refuse/")
    write(head, "[name=unheard_because]", cases.UNHEARD)
    take(head, "main form .btn-danger")
    assert case.procedure.state == State.REWORK


def test_a_program_is_agreed_and_adopted_from_the_keyboard(visit: Visit) -> None:
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    head, signatory = visit(case.head).page, visit(case.signatory).page

    head.goto(f"/considerations/{case.consideration.pk}/")
    take(head, "main a[href$='/agree/']")
    take(head, "main form .btn-primary")
    assert case.procedure.state == State.AGREED

    signatory.goto(f"/procedures/{case.procedure_id}/")
    take(signatory, "main a[href$='/adopt/']")
    write(signatory, "[name=order_number]", "17-Ө")
    write(signatory, "[name=order_date]", f"{localdate():%d.%m.%Y}")
    take(signatory, "main form .btn-primary")
    assert case.procedure.state == State.ADOPTED


def test_a_program_is_withdrawn_from_the_keyboard(visit: Visit) -> None:
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    page = visit(case.signatory).page
    page.goto(f"/procedures/{case.procedure_id}/")
    take(page, "main a[href$='/withdraw/']")
    write(page, "[name=reason]", "Сатып алу жоспары өзгерді")
    take(page, "main form .btn-danger")
    assert case.procedure.state == State.WITHDRAWN


def test_errors_take_the_focus_and_lead_to_their_fields(page: Page, signatory: Membership) -> None:
    sign_in(page, signatory)
    page.goto("/password/change/")
    reach(page, "main button.btn-primary")
    page.evaluate("document.querySelector('main form').noValidate = true")
    press(page)
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    page.keyboard.press("Tab")
    field = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert page.evaluate("'#' + document.activeElement.id") == field


def test_the_skip_link_is_the_first_thing_and_leads_past_the_menus(page: Page, signatory: Membership) -> None:
    sign_in(page, signatory)
    reach(page, ".skip-link")
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_language_is_changed_from_the_keyboard(page: Page, signatory: Membership) -> None:
    sign_in(page, signatory)
    reach(page, "[name=language][value=ru]")
    press(page)
    expect(page.locator("html")).to_have_attribute("lang", RUSSIAN.language)


def test_another_role_is_chosen_from_the_keyboard(page: Page, signatory: Membership) -> None:
    second = organizations.backbone_enterprise()
    organizations.member(second, Role.DRAFTER, user=signatory.user)
    sign_in(page, signatory)
    summary = page.locator(".who summary")
    acting = summary.inner_text()
    reach(page, ".who summary")
    page.keyboard.press("Enter")
    reach(page, ".who [name=membership]")
    page.keyboard.press("Escape")
    expect(page.locator(".who-panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.who summary')")
    page.keyboard.press("Space")
    reach(page, ".who [name=membership]")
    press(page)
    assert page.locator(".who summary").inner_text() != acting


@pytest.mark.parametrize("width", [360, 1440])
def test_targets_are_large_enough(page: Page, signatory: Membership, width: int) -> None:
    """24 by 24 pixels (WCAG 2.2, 2.5.8); links in running text are exempt."""
    procedure = filled(signatory)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, signatory)
    for path in ("/", "/programs/", f"/procedures/{procedure.pk}/", f"/programs/{procedure.program_id}/form/table_4/"):
        page.goto(path)
        page.evaluate("document.querySelector('.who').open = true")
        assert page.evaluate(TOO_SMALL, SMALLEST_TARGET) == [], path


def test_who_wants_no_motion_gets_none(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/sign-in/")
    moving = (
        "[...document.querySelectorAll('*')].filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0"
    )
    moving += " || getComputedStyle(one).animationName !== 'none').map(one => one.outerHTML.slice(0, 90))"
    assert page.evaluate(moving) == []
