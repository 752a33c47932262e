"""The steps open to a caller now, read from the workflow: what each is called, where it is sent, what it needs."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals.models import Consideration, Procedure
from approvals.permissions import may_prepare, steps_open_to
from approvals.readiness import SIGNED, acts_open_to, why_not_to_sign
from approvals.rules.hearing import POINT as HEARING_POINT
from approvals.views.hearings import Hearing
from approvals.views.wording import STEPS, Text
from approvals.workflow import steps
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.tokens import Scope

PREPARATION_POINT = "12"
DECISIONS = ("agree", "refuse")
HEARD = {"object_to": _("Answer the preliminary decision"), "keep_minutes": _("Enter the minutes of the hearing")}


@dataclass(frozen=True)
class OpenStep:
    """`preview` is empty where there is none."""

    name: str
    title: Text
    point: str
    address: str
    preview: str = ""
    method: str = "POST"
    scope: str = Scope.ACT.value


def open_steps(
    membership: Membership, procedure: Procedure, opened: Consideration | None, hearing: Hearing | None
) -> list[OpenStep]:
    """Those of the workflow first; `opened` is the open consideration the caller may see, `hearing` is about it."""
    found = list(_of_workflow(membership, procedure, opened))
    found += _inside(membership, procedure)
    if opened is not None and may_prepare(membership, procedure):
        found.append(_step("prepare", PREPARATION_POINT, opened.pk))
    if hearing is not None and hearing.may_object and hearing.decision is not None:
        found.append(_of_hearing("object_to", hearing.decision.pk))
    if hearing is not None and hearing.minutes_for is not None:
        found.append(_of_hearing("keep_minutes", hearing.minutes_for.pk))
    return found


def _of_workflow(membership: Membership, procedure: Procedure, opened: Consideration | None) -> Iterator[OpenStep]:
    for step in steps_open_to(membership, procedure):
        if step.name in SIGNED and why_not_to_sign(membership, procedure.program) is not None:
            continue
        if step.name not in DECISIONS:
            yield _step(step.name, step.point, procedure.pk)
        elif opened is not None:
            yield _step(step.name, step.point, opened.pk)
            if step.name == "refuse":
                yield _step("decide_preliminarily", HEARING_POINT, opened.pk)


def _inside(membership: Membership, procedure: Procedure) -> Iterator[OpenStep]:
    """Acts of the customer's own people, by the point of the step they prepare."""
    point = next((step.point for step in steps() if step.name in SIGNED and step.source == procedure.state), "")
    for name in acts_open_to(membership, procedure, procedure.program):
        yield _step(name, point, procedure.pk)


def _step(name: str, point: str, subject: uuid.UUID) -> OpenStep:
    address = reverse(f"api-{name}", args=[subject])
    return OpenStep(name, STEPS[name].verb, point, address, reverse(f"api-{name}-preview", args=[subject]))


def _of_hearing(name: str, decision: uuid.UUID) -> OpenStep:
    return OpenStep(name, HEARD[name], HEARING_POINT, reverse(f"api-{name}", args=[decision]))
