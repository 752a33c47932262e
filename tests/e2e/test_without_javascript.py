"""Where scripts do not run, everything works all the same."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import expect

from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.e2e import form_pages, steps
from tests.e2e.typed_program import PROGRAM
from tests.e2e.visitors import Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import organizations
from tests.factories.programs import filled


def test_a_program_is_written_and_submitted_without_scripts(visit: Callable[..., Visitor]) -> None:
    organizations.authorized_body()
    member = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY)
    year = timezone.localdate().year
    ready = filled(member, first_year=year + 1, last_year=year + 3)
    signatory = visit(member, has_javascript=False)

    opened = steps.open_program(signatory, first_year=year + 4)
    signatory.open(f"/programs/{opened.program_id}/form/table_4/")
    form_pages.fill_section(signatory, PROGRAM["table_4"])
    signatory.press(KAZAKH.save)
    assert len(form_pages.rows_on_page(signatory)) == 2
    signatory.click(signatory.page.locator('button[value^="remove:"]').first)
    assert len(form_pages.rows_on_page(signatory)) == 1
    signatory.press(KAZAKH.bring_back)
    rows = form_pages.rows_on_page(signatory)
    assert len(rows) == 2
    for names, typed in zip(rows.values(), PROGRAM["table_4"], strict=True):
        for name, text in form_pages.texts_of(names, typed.cells):
            expect(signatory.page.locator(f'[name="{name}"]')).to_have_value(text)

    steps.take(signatory, ready, KAZAKH.submit)
    signatory.sees(KAZAKH.states[State.WITH_AUTHORIZED_BODY])
