"""When the worker looks for what is to be done."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab


def every(task: str, **interval: float) -> dict[str, Any]:
    """A sweep nobody took within its time is not worth two: the next one does the same."""
    time = timedelta(**interval)
    return {"task": task, "schedule": time, "options": {"expires": int(time.total_seconds())}}


def nightly(task: str, *, hour: int, minute: int) -> dict[str, Any]:
    return {"task": task, "schedule": crontab(hour=str(hour), minute=str(minute))}


TIMETABLE: dict[str, dict[str, Any]] = {
    "address-notices": every("icv_portal.accounts.tasks.address_notices", seconds=30),
    "send-emails": every("icv_portal.outbox.tasks.send_emails", seconds=30),
    "tell-of-locks": every("icv_portal.accounts.tasks.tell_of_locks", minutes=1),
    "render-documents": every("icv_portal.documents.tasks.render_wanted", minutes=1),
    "remind": every("approvals.tasks.remind", minutes=10),
    "write-digests": every("approvals.tasks.write_digests", minutes=10),
    "write-histories": every("icv_portal.audit_trail.tasks.write_wanted", minutes=1),
    "tend-attachments": every("programs.tasks.tend_attachments", minutes=1),
    "read-workbooks": every("programs.tasks.read_workbooks", minutes=1),
    "import-purchases": every("programs.tasks.import_purchases", minutes=1),
    "record-typing": every("programs.tasks.record_typing", minutes=5),
    "look-at-sweeps": every("icv_portal.sweeps.tasks.look_at_sweeps", minutes=10),
    "check-calendar": nightly("approvals.tasks.check_calendar", hour=8, minute=0),
    "verify-journal": nightly("icv_portal.journal.tasks.verify_chains", hour=2, minute=30),
    "clear-sessions": nightly("icv_portal.accounts.tasks.clear_sessions", hour=3, minute=0),
}
