"""Tables the database itself refuses to change: what was written stays as it was written."""

import pgtrigger
from django.db import models


def insert_only() -> list[pgtrigger.Trigger]:
    """Triggers for `Meta.triggers` of a model whose rows are only ever inserted."""
    return [pgtrigger.Protect(name="no_update", operation=pgtrigger.Update), *never_removed()]


def never_removed() -> list[pgtrigger.Trigger]:
    """Triggers of a model whose rows may change and stay."""
    return [
        pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="no_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
        ),
    ]


def protect_history(*audited: type[models.Model]) -> None:
    """Make the history tables of these models insert-only (an abstract base would pass triggers on in silence)."""
    for model in audited:
        pgtrigger.register(*insert_only())(model.history.model)  # type: ignore[attr-defined]
