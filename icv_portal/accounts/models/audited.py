"""The base of every model whose changes an auditor can follow."""

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from icv_portal.accounts.models.memberships import Membership


class AuditedModel(models.Model):
    """Saved through instances only, each change with its person and reason in the history table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def save_by(self, by: "Membership | None", *, reason: str = "", **kwargs: Any) -> None:
        """Save as this membership's act; `by` is None only for what the portal does by itself."""
        self._history_user = by.user if by else None
        self._change_reason = reason
        self.save(**kwargs)

    def delete_by(self, by: "Membership", *, reason: str = "") -> None:
        self._history_user = by.user
        self._change_reason = reason
        self.delete()
