"""What each sweep does, for an administrator who is to look why it does not."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "icv_portal.accounts.tasks.address_notices": _("E-mails about notices are made"),
    "icv_portal.outbox.tasks.send_emails": _("E-mails are sent"),
    "icv_portal.documents.tasks.render_wanted": _("Documents are made"),
    "programs.tasks.tend_attachments": _("Attachments are scanned for viruses"),
    "programs.tasks.record_typing": _("What was typed is written into the history"),
    "programs.tasks.read_workbooks": _("Workbooks of the form are read"),
    "programs.tasks.import_purchases": _("Lists of purchases are read"),
    "approvals.tasks.remind": _("Reminders of terms are told"),
    "approvals.tasks.write_digests": _("“Your day” is written"),
    "approvals.tasks.check_calendar": _("Years missing in the calendar are told of"),
    "icv_portal.sweeps.tasks.look_at_sweeps": _("Work that stays away is told of in the log"),
    "icv_portal.journal.tasks.verify_chains": _("The journal is verified"),
    "icv_portal.accounts.tasks.tell_of_locks": _("People whose accounts were locked are told"),
    "icv_portal.audit_trail.tasks.write_wanted": _("Histories are written as files"),
    "icv_portal.accounts.tasks.clear_sessions": _("Ended sessions are removed"),
}


def title(task: str) -> str:
    """In the reader's language; a task without words is called by its name."""
    return str(TITLES.get(task, task))
