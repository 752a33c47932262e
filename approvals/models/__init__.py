from approvals.models.calendar import CalendarDay, CalendarYear
from approvals.models.considerations import Consideration, GroundForRefusal
from approvals.models.hearings import HearingMinutes, Objection, PreliminaryDecision
from approvals.models.letters import Letter
from approvals.models.procedures import Procedure
from approvals.models.terms import Term
from icv_portal.journal.insert_only import protect_history

protect_history(CalendarDay, Consideration, Procedure, Term)

__all__ = [
    "CalendarDay",
    "CalendarYear",
    "Consideration",
    "GroundForRefusal",
    "HearingMinutes",
    "Letter",
    "Objection",
    "PreliminaryDecision",
    "Procedure",
    "Term",
]
