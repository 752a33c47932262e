"""What changes a procedure. Each action: lock, permission, step, records, terms, journal, notices, at once."""

from approvals.actions.adoption import adopt, withdraw
from approvals.actions.calendar import CalendarMoved, change_calendar
from approvals.actions.calendar_preview import DayChange
from approvals.actions.decisions import agree, prepare, refuse
from approvals.actions.grounds import GivenGround, InvalidRefusal
from approvals.actions.hearing import decide_preliminarily, keep_minutes, object_to
from approvals.actions.readiness import declare_ready, return_draft, take_ready_back
from approvals.actions.requests import NotReady, StepConflict
from approvals.actions.submission import change_period, open_program, resubmit, submit

__all__ = [
    "CalendarMoved",
    "DayChange",
    "GivenGround",
    "InvalidRefusal",
    "NotReady",
    "StepConflict",
    "adopt",
    "agree",
    "change_calendar",
    "change_period",
    "decide_preliminarily",
    "declare_ready",
    "keep_minutes",
    "object_to",
    "open_program",
    "prepare",
    "refuse",
    "resubmit",
    "return_draft",
    "submit",
    "take_ready_back",
    "withdraw",
]
