"""Steps of the procedure as people take them: from their home page, link by link, to one button."""

from datetime import date

from playwright.sync_api import Locator, expect

from approvals.models import Procedure
from approvals.rules.refusal_grounds import RefusalGround
from tests.e2e.visitors import Visitor
from tests.factories.cases import UNHEARD


def open_program(visitor: Visitor, *, first_year: int, languages: tuple[str, ...] = ("kk", "ru")) -> Procedure:
    visitor.open("/")
    visitor.follow(visitor.words.new_program)
    visitor.page.get_by_label(visitor.words.first_year).select_option(str(first_year))
    visitor.page.get_by_label(visitor.words.last_year).select_option(str(first_year + 2))
    for language in ("kk", "ru"):
        visitor.page.locator(f'[name="languages"][value="{language}"]').set_checked(language in languages)
    empty = visitor.page.locator('[name="start_from"][value=""]')
    if empty.count():  # offered beside the company's earlier programs
        empty.check()
        visitor.press(visitor.words.go_on)
    else:
        visitor.press(visitor.words.open_draft)
    expect(visitor.page.get_by_role("region", name=visitor.words.where_it_stands)).to_be_visible()
    return (
        Procedure.objects.select_related("customer")
        .filter(customer=visitor.membership.organization)
        .latest("opened_at")
    )


def take(visitor: Visitor, procedure: Procedure, verb: str) -> None:
    """A step of the customer that needs nothing but its button."""
    begin(visitor, procedure, verb)
    visitor.press(verb)


def begin(visitor: Visitor, procedure: Procedure, verb: str) -> None:
    visitor.open(f"/procedures/{procedure.pk}/")
    visitor.follow(verb)


def adopt(visitor: Visitor, procedure: Procedure, number: str, day: date) -> None:
    begin(visitor, procedure, visitor.words.adopt)
    visitor.page.get_by_label(visitor.words.order_number).fill(number)
    visitor.page.get_by_label(visitor.words.order_date).fill(f"{day:%d.%m.%Y}")
    visitor.press(visitor.words.adopt)


def withdraw(visitor: Visitor, procedure: Procedure, reason: str) -> None:
    begin(visitor, procedure, visitor.words.withdraw)
    visitor.page.get_by_label(visitor.words.reason).fill(reason)
    visitor.press(visitor.words.withdraw)


def consider(visitor: Visitor, procedure: Procedure) -> None:
    """From the home page to the review page, as a head or a reviewer."""
    turn = visitor.turn(procedure)
    verb = visitor.words.decide if visitor.membership.role.endswith("head") else visitor.words.consider
    visitor.click(turn.get_by_role("link", name=verb, exact=True))


def agree(visitor: Visitor, procedure: Procedure) -> None:
    consider(visitor, procedure)
    visitor.follow(visitor.words.agree)
    visitor.press(visitor.words.agree)


def propose_refusal(visitor: Visitor, procedure: Procedure, ground: RefusalGround, reasoning: str, row: str) -> None:
    consider(visitor, procedure)
    visitor.follow(visitor.words.propose)
    visitor.page.get_by_label(visitor.words.to_refuse).check()
    stated(visitor, ground).check()
    reasoning_of(visitor, ground).fill(reasoning)
    visitor.page.get_by_label(row, exact=True).check()
    visitor.press(visitor.words.propose)
    visitor.sees(visitor.words.proposes_refusal)


def refuse_as_proposed(visitor: Visitor, procedure: Procedure, ground: RefusalGround, reasoning: str, row: str) -> None:
    """The head finds the reviewer's proposal filled in."""
    consider(visitor, procedure)
    visitor.sees(visitor.words.proposes_refusal, reasoning)
    visitor.follow(visitor.words.refuse)
    expect(stated(visitor, ground)).to_be_checked()
    expect(reasoning_of(visitor, ground)).to_have_value(reasoning)
    expect(visitor.page.get_by_label(row, exact=True)).to_be_checked()
    visitor.page.locator('[name="unheard_because"]').fill(UNHEARD)
    visitor.press(visitor.words.refuse)


def stated(visitor: Visitor, ground: RefusalGround) -> Locator:
    return visitor.page.locator(f'[name="{ground.value}-stated"]')


def reasoning_of(visitor: Visitor, ground: RefusalGround) -> Locator:
    return visitor.page.locator(f'[name="{ground.value}-reasoning_{visitor.words.language}"]')
