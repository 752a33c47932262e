"""One entry of a history as rows of a sheet: a row for each thing it changed, in typed columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.templatetags.procedure import in_words as point_in_words
from approvals.timeline import TimelineEntry
from icv_portal.accounts.changes import FieldChange
from icv_portal.accounts.templatetags.portal import role_label

NOTHING = FieldChange("", "", "")


@dataclass(frozen=True)
class ExportedEntry:
    """What a sheet shows of an entry: `about` and `path` say what it is about and where it stands in the portal."""

    entry: TimelineEntry
    about: str
    path: str


@dataclass(frozen=True)
class Column:
    """`value` gives a text, or the moment without its zone for a column of dates."""

    title: Promise
    width: int
    value: Callable[[ExportedEntry, Any], str | datetime]


def rows(exported: ExportedEntry) -> Iterator[list[str | datetime]]:
    for change in exported.entry.changes or (NOTHING,):
        yield [column.value(exported, change) for column in COLUMNS]


def _at(one: ExportedEntry, change: Any) -> datetime:
    return timezone.localtime(one.entry.at).replace(tzinfo=None, microsecond=0)


def _of_person(attribute: str) -> Callable[[ExportedEntry, Any], str]:
    def value(one: ExportedEntry, change: Any) -> str:
        return str(getattr(one.entry.person, attribute)) if one.entry.person else ""

    return value


def _name(one: ExportedEntry, change: Any) -> str:
    return one.entry.person.name if one.entry.person else one.entry.who


def _role(one: ExportedEntry, change: Any) -> str:
    return role_label(one.entry.person.role) if one.entry.person else ""


COLUMNS = (
    Column(_("When (Astana time)"), 18, _at),
    Column(_("What happened"), 34, lambda one, change: str(one.entry.title)),
    Column(_("About"), 40, lambda one, change: one.about),
    Column(_("Person"), 30, _name),
    Column(_("Position"), 24, _of_person("position")),
    Column(_("Organisation"), 34, _of_person("organization")),
    Column(_("Role"), 24, _role),
    Column(_("Point"), 12, lambda one, change: point_in_words(one.entry.point)),
    Column(_("Details"), 50, lambda one, change: one.entry.text),
    Column(_("What changed"), 34, lambda one, change: change.what),
    Column(_("Before"), 40, lambda one, change: change.before),
    Column(_("Now"), 40, lambda one, change: change.after),
    Column(_("Version, SHA-256"), 20, lambda one, change: one.entry.version_sha256),
    Column(_("Address"), 40, lambda one, change: f"{settings.BASE_URL}{one.path}"),
)


def path_of(entry: TimelineEntry, procedure_id: Any) -> str:
    """Where an entry of a program's timeline stands."""
    return reverse("history_save" if entry.kind == "text" else "history_entry", args=[procedure_id, entry.id])
