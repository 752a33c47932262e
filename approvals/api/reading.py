"""A consideration as one caller reads it: its term, its hearing, its grounds by name, and what the checks found."""

from dataclasses import dataclass
from datetime import date

from approvals.actions.terms import FILED
from approvals.due_dates import DueDates
from approvals.models import Consideration, PreliminaryDecision, Procedure, Term
from approvals.permissions import steps_open_to
from approvals.views.hearings import Hearing, Told, hearing_of
from approvals.views.procedures import PEOPLE, sees_preparation
from approvals.views.refusals import GroundAsRead, grounds_announced, grounds_of_refusal, grounds_proposed
from icv_portal.accounts.models import Membership
from programs.rules import checks
from programs.rules.checks.finding import Finding


@dataclass(frozen=True)
class DecisionRead:
    """A preliminary decision with its grounds by name and what was answered."""

    told: Told
    grounds: list[GroundAsRead]

    @property
    def decision(self) -> PreliminaryDecision:
        return self.told.decision


@dataclass(frozen=True)
class ConsiderationRead:
    """`proposed` is what the reviewer proposes, while nothing is decided, for those who may read it."""

    consideration: Consideration
    term: Term | None
    dates: DueDates
    prepared: Consideration | None
    hearing: Hearing | None = None
    decisions: tuple[DecisionRead, ...] = ()
    grounds: tuple[GroundAsRead, ...] = ()
    proposed: tuple[GroundAsRead, ...] | None = None
    findings: tuple[Finding, ...] = ()
    last_safe_day: date | None = None

    @property
    def as_proposed(self) -> "ConsiderationRead | None":
        """The whole once more, where there is a proposal to read."""
        return self if self.proposed is not None else None


def of_procedure(procedure: Procedure, membership: Membership) -> list[Consideration]:
    """Those this membership may see, the first one first: one query, without the versions' text."""
    visible = Consideration.objects.visible_to(membership).filter(procedure=procedure)
    return list(visible.select_related(*PEOPLE, "version").defer("version__content"))


def rows_read(considerations: list[Consideration], membership: Membership, dates: DueDates) -> list[ConsiderationRead]:
    """For a list: one query more, for their terms."""
    terms = {term.event_id: term for term in _terms(considerations)}
    return [ConsiderationRead(one, terms.get(one.pk), dates, _prepared(one, membership)) for one in considerations]


def read(consideration: Consideration, membership: Membership, dates: DueDates) -> ConsiderationRead:
    """`consideration` comes with people, version and procedure."""
    content = consideration.version.as_content
    term = next(iter(_terms([consideration])), None)
    hearing = hearing_of(consideration, membership, term.due_on if term else None, dates)
    prepared = _prepared(consideration, membership)
    is_proposed = prepared is not None and consideration.is_open
    return ConsiderationRead(
        consideration,
        term,
        dates,
        prepared,
        hearing=hearing,
        decisions=tuple(DecisionRead(one, grounds_announced(one.decision, content)) for one in hearing.told),
        grounds=tuple(grounds_of_refusal(consideration)),
        proposed=tuple(grounds_proposed(consideration, content)) if is_proposed else None,
        findings=tuple(checks.run(content)),
        last_safe_day=hearing.last_safe_day if _decides(consideration, membership) else None,
    )


def _terms(considerations: list[Consideration]) -> list[Term]:
    return list(Term.objects.filter(event=FILED, event_id__in=[one.pk for one in considerations]))


def _prepared(consideration: Consideration, membership: Membership) -> Consideration | None:
    """The consideration once more, where its preparation may be read and there is one."""
    is_read = consideration.prepared_at is not None and sees_preparation(membership, consideration)
    return consideration if is_read else None


def _decides(consideration: Consideration, membership: Membership) -> bool:
    return consideration.is_open and bool(steps_open_to(membership, consideration.procedure))
