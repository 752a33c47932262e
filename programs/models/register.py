"""What a company enters into its registers of contracts and applications: seen at a state, changed over that state."""

from typing import Any

from django.db.models import QuerySet

from icv_portal.accounts.models.audited import AuditedModel


class RegisterEntry(AuditedModel):
    """`version` is the number of the last history row: who changes an entry names the one they saw."""

    class Meta:
        abstract = True

    history: Any

    @property
    def past(self) -> "QuerySet[Any]":
        """Its history, the newest first."""
        rows: QuerySet[Any] = type(self).history.filter(id=self.pk).order_by("-history_id")
        return rows

    @property
    def version(self) -> int:
        """0 before it was saved."""
        return self.past.values_list("history_id", flat=True).first() or 0
