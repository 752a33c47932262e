"""What changes a procedure. Each action: lock, permission, step, records, terms, journal, notices, at once."""

from approvals.actions.adoption import adopt, withdraw
from approvals.actions.calendar import DayChange, change_calendar
from approvals.actions.decisions import agree, prepare, refuse
from approvals.actions.grounds import GivenGround, InvalidRefusal
from approvals.actions.hearing import decide_preliminarily, keep_minutes, object_to
from approvals.actions.requests import NotReady, StepConflict
from approvals.actions.submission import change_period, open_program, resubmit, submit

__all__ = [
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
    "keep_minutes",
    "object_to",
    "open_program",
    "prepare",
    "refuse",
    "resubmit",
    "submit",
    "withdraw",
]
