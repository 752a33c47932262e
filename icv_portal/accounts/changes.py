"""What changed in a person, an organisation or another audited row, field by field in the reader's words."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models import audited

Names = Mapping[uuid.UUID, str]
"""Organisations and people by id, as they are called in the reader's language."""

NOT_TOLD = {"id", "entered_by", "date_joined"}
LABELS = {"organization": _("organisation"), "membership": _("membership")}
"""Where a field has no name of its own in three languages."""


@dataclass(frozen=True)
class FieldChange:
    """One line: what changed, from what to what; an empty side was or is empty."""

    what: str
    before: str
    after: str


REASONS = {
    "demo": pgettext_lazy("reason", "demo data"),
    "issued": pgettext_lazy("reason", "issued"),
    "revoked": pgettext_lazy("reason", "revoked"),
    "new password": pgettext_lazy("reason", "new password"),
    "second factor switched on": pgettext_lazy("reason", "second factor switched on"),
    "second factor switched off": pgettext_lazy("reason", "second factor switched off"),
    "second factor reset by an administrator": pgettext_lazy("reason", "second factor reset by an administrator"),
    "recovery code used": pgettext_lazy("reason", "recovery code used"),
    "recovery codes made anew": pgettext_lazy("reason", "recovery codes made anew"),
}
"""Reasons that actions give, in words; others were typed by a person and stand as typed."""

PAGES = {"set_language": _("With the language switch")}
"""Pages that change something by the way; others are told by their name."""


def reason_in_words(reason: str) -> str:
    """Why a history row was written: the reason given, else the task or the page that wrote it."""
    kind, _space, name = reason.partition(" ")
    match kind:
        case audited.BY_TASK if name:
            return gettext("By the portal's task %(task)s") % {"task": name}
        case audited.ON_PAGE if name:
            return str(PAGES.get(name) or gettext("On the page “%(page)s”") % {"page": name})
        case _:
            return gettext("Reason: %(reason)s") % {"reason": REASONS.get(reason, reason)} if reason else ""


def field_changes(before: Any, after: Any, *, names: Names) -> list[FieldChange]:
    """Between two history rows of one instance; None where it did not exist yet, or not any more."""
    row = after if after is not None else before
    return list(_changes(row.tracked_fields, before, after, names)) if row is not None else []


def _changes(fields: Any, before: Any, after: Any, names: Names) -> Iterator[FieldChange]:
    for field in fields:
        if field.name in NOT_TOLD:
            continue
        was, is_now = (as_read(field, getattr(row, field.attname, None), names) for row in (before, after))
        if was != is_now:
            label = str(_label(field))
            yield FieldChange(label[:1].upper() + label[1:], was, is_now)


def _label(field: Any) -> Any:
    has_name = field.verbose_name != field.name.replace("_", " ")
    return field.verbose_name if has_name else LABELS.get(field.name, field.verbose_name)


def as_read(field: Any, value: Any, names: Names) -> str:
    """A field's value as people read it: choices by label, dates as dates, people and organisations by name."""
    if isinstance(value, list):
        return ", ".join(as_read(field.base_field, one, names) for one in value)
    if isinstance(field, models.ForeignKey):
        return names.get(value, "")
    if field.choices and value:
        return str(dict(field.flatchoices).get(value, value))
    return as_text(value)


def as_text(value: Any) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
        case datetime():
            return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
        case date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case time():
            return time_format(value, "H:i")
        case _:
            return str(value)
