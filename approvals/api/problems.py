"""What a step can answer instead of being taken: the refusals of the actions as problem details (RFC 9457)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from approvals import actions
from approvals.models import Consideration, Procedure
from approvals.views.conflicts import ALTERED, meanwhile, present_state, report_altered
from icv_portal.accounts.models import Membership
from icv_portal.accounts.templatetags.portal import state_label
from icv_portal.api.problems import Problem
from programs.api.serializers.findings import FindingSerializer

SOME_ID = "0190d5c8-4f3e-7c1b-9a57-2f6f7d1f0b11"


class StepConflicted(Problem):
    """Nothing was changed. `procedure` says how it stands now, `decided` who did what meanwhile where one may know."""

    default_code: str = "step-conflict"
    title = gettext_lazy("The program has moved on in the meantime.")
    example: ClassVar[dict[str, Any]] = {
        "procedure": {"id": SOME_ID, "state": "rework", "state_label": "In rework", "round": 1, "version": 2},
        "decided": {
            "consideration": SOME_ID,
            "outcome": "refused",
            "by": "Әлиева Сәуле",
            "at": "2026-09-07T11:20:00+05:00",
        },
    }

    def __init__(self, procedure: Procedure, consideration: Consideration | None = None) -> None:
        said = [meanwhile(consideration) if consideration else "", present_state(procedure)]
        super().__init__(
            " ".join(filter(None, said)),
            procedure=_standing(procedure),
            decided=_decided(consideration) if consideration else None,
        )


def _standing(procedure: Procedure) -> dict[str, Any]:
    return {
        "id": str(procedure.pk),
        "state": str(procedure.state),
        "state_label": state_label(procedure.state),
        "round": procedure.round,
        "version": procedure.version,
    }


def _decided(consideration: Consideration) -> dict[str, Any] | None:
    """The decision, or while there is none the proposal; None when the customer withdrew."""
    by: Membership | None = consideration.decided_by or consideration.prepared_by
    at = consideration.decided_at or consideration.prepared_at
    if by is None or at is None or consideration.outcome == Consideration.Outcome.WITHDRAWN:
        return None
    return {
        "consideration": str(consideration.pk),
        "outcome": consideration.outcome or None,
        "by": by.user.full_name,
        "at": localtime(at).isoformat(),
    }


class NotReadyYet(Problem):
    """`findings`: what blocks submission, each by the code of its check with its place in the form."""

    status_code: int = 422
    default_code: str = "not-ready"
    title = gettext_lazy("The program cannot be submitted yet.")
    advice = gettext_lazy("Correct what `findings` name, then take the step again.")
    example: ClassVar[dict[str, Any]] = {
        "findings": [
            {
                "code": "missing_targets",
                "severity": "error",
                "point": "7",
                "message": "Table 2: enter the target of 2027.",
                "section": "table_2",
                "row": SOME_ID,
                "cell": "target.2027",
                "column": "target",
                "ground": None,
            }
        ]
    }

    def __init__(self, findings: Any) -> None:
        super().__init__(findings=FindingSerializer(findings, many=True).data)


class RefusalUnlawful(Problem):
    """`errors`: for each thing a refusal lacks a JSON pointer to the ground, a code and what to do."""

    status_code: int = 422
    default_code: str = "invalid-refusal"
    title = gettext_lazy("A refusal lacks what point 14 of the Rules asks for.")
    advice = gettext_lazy("See `errors`: each names the ground it is about.")
    example: ClassVar[dict[str, Any]] = {
        "errors": [
            {
                "pointer": "/grounds/0",
                "code": "ground-incomplete",
                "detail": "Name at least one row of Table 2 that the ground concerns.",
            }
        ]
    }


class AlteredVersion(Problem):
    """What would be adopted is not what was signed: only the portal's administrator can find out why."""

    default_code: str = "altered-version"
    title = gettext_lazy("The text is not the one that was agreed.")
    advice = ALTERED

    def __init__(self, procedure: Procedure) -> None:
        report_altered(procedure)
        super().__init__()


class CalendarMissing(Problem):
    """`year` is the one nobody has entered: a wrong date would be worse than none."""

    default_code: str = "calendar-missing"
    title = gettext_lazy("It cannot be computed: the calendar of a year is missing.")
    example: ClassVar[dict[str, Any]] = {"year": 2031}

    def __init__(self, year: int) -> None:
        super().__init__(year=year)


@contextmanager
def steps_told(*, with_decision: bool = False) -> Iterator[None]:
    """The refusals of an action as problems; `with_decision` where the caller may know who decided or proposed."""
    try:
        yield
    except actions.StepConflict as outdated:
        raise StepConflicted(outdated.procedure, outdated.consideration if with_decision else None) from outdated
    except actions.NotReady as missing:
        raise NotReadyYet(missing.findings) from missing
