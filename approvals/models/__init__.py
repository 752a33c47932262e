from approvals.models.calendar import CalendarDay, CalendarYear
from approvals.models.considerations import Consideration, GroundForRefusal
from approvals.models.procedures import Procedure
from approvals.models.terms import Term
from icv_portal.journal.insert_only import protect_history

protect_history(CalendarDay, Consideration, Procedure, Term)

__all__ = ["CalendarDay", "CalendarYear", "Consideration", "GroundForRefusal", "Procedure", "Term"]
