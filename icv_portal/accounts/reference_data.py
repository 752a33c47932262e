"""Legal settings as they stand on the day of the Rules: one function for migrations, demo and test database."""

from datetime import datetime
from typing import Any

from icv_portal.accounts.rules.legal_settings import OPEN_QUESTIONS, RULES_ADOPTED_ON


def load_legal_settings(legal_setting: Any, *, at: datetime) -> None:
    """Insert the default answer of every open question that has none yet; the model comes as an argument."""
    for question in OPEN_QUESTIONS:
        if not legal_setting.objects.filter(key=question.key).exists():
            legal_setting.objects.create(
                key=question.key,
                value=question.default,
                in_force_from=RULES_ADOPTED_ON,
                basis=question.basis,
                entered_at=at,
            )
