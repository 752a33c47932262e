"""What a person does next with a procedure: verbs, and where each leads. Read from the workflow through permissions."""

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals.permissions import Standing, may_prepare, steps_open_to
from approvals.views.wording import STEPS, Text
from approvals.workflow import BODY_STATES, State
from icv_portal.accounts.models import Membership
from programs.permissions import writes_for

CUSTOMERS_HANDS = (State.DRAFT, State.REWORK)
DECISIONS = ("agree", "refuse")
LOOKS = {"refuse": "danger", "withdraw": "outline-danger"}


@dataclass(frozen=True)
class NextStep:
    """`look` is the button's: primary for the first of a page, danger for what takes something away."""

    verb: Text
    url: str
    look: str = "outline-secondary"

    def quiet(self) -> "NextStep":
        """The same beside another one that is the page's primary."""
        return NextStep(self.verb, self.url)


def next_steps(
    membership: Membership | None,
    procedure: Standing,
    open_consideration: uuid.UUID | None,
    *,
    is_proposed: bool,
) -> list[NextStep]:
    """What this person may do now, the most likely first; once `is_proposed`, a reviewer is asked for nothing more."""
    if open_consideration is not None and procedure.state in BODY_STATES and may_prepare(membership, procedure):
        return [_of_body(membership, procedure, open_consideration, is_proposed)]
    found = _of_customer(membership, procedure)
    if not found:
        return []
    first, *others = found
    return [NextStep(first.verb, first.url, "primary" if first.look == NextStep.look else first.look), *others]


def _of_body(
    membership: Membership | None, procedure: Standing, consideration: uuid.UUID, is_proposed: bool
) -> NextStep:
    url = reverse("consideration", args=[consideration])
    if any(step.name in DECISIONS for step in steps_open_to(membership, procedure)):
        return NextStep(_("Consider and decide"), url, "primary")
    return NextStep(_("Consider the program"), url, NextStep.look if is_proposed else "primary")


def _of_customer(membership: Membership | None, procedure: Standing) -> list[NextStep]:
    found = [
        NextStep(STEPS[step.name].verb, reverse(step.name, args=[procedure.pk]), LOOKS.get(step.name, NextStep.look))
        for step in steps_open_to(membership, procedure)
        if step.name not in DECISIONS
    ]
    if procedure.state in CUSTOMERS_HANDS and writes_for(membership, procedure.customer_id):
        verb = _("Continue drafting") if procedure.state == State.DRAFT else _("Rework the program")
        found.append(NextStep(verb, reverse("program_form", args=[procedure.program_id])))
    return found


def _look_of_refusal(is_announced: bool) -> str:
    """Before the customer was told, to tell them is what comes first."""
    return LOOKS["refuse"] if is_announced else "outline-danger"


def decisions(
    membership: Membership | None,
    procedure: Standing,
    consideration: uuid.UUID,
    *,
    is_announced: bool,
    is_proposed: bool,
) -> list[NextStep]:
    """The buttons of the review page: a head's decisions or a reviewer's proposal.

    `is_announced` says that the customer was told of a refusal: another preliminary decision is then the exception.
    `is_proposed` says that a proposal is with the head: another one is the exception, too.
    """
    found = [
        NextStep(
            STEPS[step.name].verb,
            reverse(step.name, args=[consideration]),
            "primary" if step.name == "agree" else _look_of_refusal(is_announced),
        )
        for step in steps_open_to(membership, procedure)
        if step.name in DECISIONS
    ]
    if not is_announced and any(step.name == "refuse" for step in steps_open_to(membership, procedure)):
        announce = STEPS["decide_preliminarily"].verb
        found.insert(1, NextStep(announce, reverse("decide_preliminarily", args=[consideration]), "outline-danger"))
    if not found and may_prepare(membership, procedure):
        prepare = reverse("prepare", args=[consideration])
        return [
            NextStep(_("Propose another decision"), prepare)
            if is_proposed
            else NextStep(STEPS["prepare"].verb, prepare, "primary")
        ]
    return found
