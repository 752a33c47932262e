"""On paper there is the program and nothing to press."""

from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Page, PdfMargins

from icv_portal.accounts.rules.roles import Role
from tests.e2e.visitors import Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import cases
from tests.factories.moments import moment

FOR_THE_SCREEN = (
    ".skip-link, .frame-navigation, .language-switch, .who, .frame-footer, .way-back, .actions, .btn, button"
)
MARGIN = 15  # millimetres
MARGINS: PdfMargins = {"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"}
MILLIMETRE = 72 / 25.4  # points
WHITE = 250


@pytest.fixture
def filed(visit: Callable[..., Visitor]) -> tuple[Page, cases.Case]:
    """The signatory's window, and a program with the authorized body."""
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-08-26"))
    return visit(case.customer[Role.SIGNATORY]).page, case


def addresses(case: cases.Case) -> dict[str, str]:
    return {
        "program": f"/procedures/{case.procedure.pk}/",
        "term": f"/procedures/{case.procedure.pk}/terms/{case.running.pk}/",
        "version": f"/versions/{case.version.pk}/",
    }


def test_nothing_to_press_is_printed(filed: tuple[Page, cases.Case]) -> None:
    page, case = filed
    for path in addresses(case).values():
        page.goto(path)
        assert page.locator(FOR_THE_SCREEN).filter(visible=True).count() > 5
        page.emulate_media(media="print")
        left = page.locator(FOR_THE_SCREEN).filter(visible=True)
        assert [one.inner_text() for one in left.all()] == [], path
        page.emulate_media(media="screen")


def test_everything_else_is_printed_within_the_margins(filed: tuple[Page, cases.Case]) -> None:
    page, case = filed
    for name, path in addresses(case).items():
        page.goto(path)
        paper = pypdfium2.PdfDocument(page.pdf(format="A4", margin=MARGINS))
        text = " ".join("".join(leaf.get_textpage().get_text_range() for leaf in paper).split())
        assert KAZAKH.sign_in not in text
        assert page.get_by_role("heading", level=1).inner_text() in text, name
        assert all(is_white_at_the_side(leaf) for leaf in paper), name
    assert case.version.sha256[:20] in text.replace(" ", "")


def is_white_at_the_side(leaf: pypdfium2.PdfPage) -> bool:
    """What was too wide would have been drawn into the margin, or cut off at it."""
    picture = leaf.render().to_pil().convert("L")
    side = picture.crop((picture.width - round((MARGIN - 2) * MILLIMETRE), 0, picture.width, picture.height))
    return bool(side.getextrema()[0] >= WHITE)
