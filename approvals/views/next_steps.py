"""What a person does next with a procedure: verbs, and where each leads. Read from the workflow through permissions."""

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals.permissions import Standing, may_prepare, steps_open_to
from approvals.readiness import SIGNED, acts_open_to, why_not_to_sign
from approvals.views.wording import STEPS, Text
from approvals.workflow import BODY_STATES, CUSTOMERS_HANDS, State
from icv_portal.accounts.models import Membership
from programs.models import Program
from programs.permissions import writes_for

DECISIONS = ("agree", "refuse")
LOOKS = {"refuse": "danger", "withdraw": "outline-danger", "take_ready_back": "link"}


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
    program: Program | None = None,
) -> list[NextStep]:
    """What this person may do now, the most likely first; once `is_proposed`, a reviewer is asked for nothing more.

    `program` is handed in to the customer's own people, who may still write it or are to sign it.
    """
    if open_consideration is not None and procedure.state in BODY_STATES and may_prepare(membership, procedure):
        return [_of_body(membership, procedure, open_consideration, is_proposed)]
    found = _of_customer(membership, procedure, program)
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


def _of_customer(membership: Membership | None, procedure: Standing, program: Program | None) -> list[NextStep]:
    found = [
        _step(name, procedure)
        for name in (step.name for step in steps_open_to(membership, procedure))
        if name not in DECISIONS and not _is_kept_from_signing(name, membership, program)
    ]
    if program is None or procedure.state not in CUSTOMERS_HANDS or not writes_for(membership, procedure.customer_id):
        return found
    if program.is_writable:
        verb = _("Continue drafting") if procedure.state == State.DRAFT else _("Rework the program")
        found.append(NextStep(verb, reverse("program_form", args=[procedure.program_id])))
    return [*found, *(_step(name, procedure) for name in acts_open_to(membership, procedure, program))]


def _step(name: str, procedure: Standing) -> NextStep:
    return NextStep(STEPS[name].verb, reverse(name, args=[procedure.pk]), LOOKS.get(name, NextStep.look))


def _is_kept_from_signing(name: str, membership: Membership | None, program: Program | None) -> bool:
    """By the company's own order of two people."""
    if name not in SIGNED or membership is None or program is None:
        return False
    return why_not_to_sign(membership, program) is not None


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
