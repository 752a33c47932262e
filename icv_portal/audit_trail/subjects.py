"""What the journal's entries are about, by name, and what they changed in it: a fixed number of queries for a page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from approvals.models import Procedure
from approvals.timeline import TimelineEntry, events_in_words
from icv_portal.accounts.changes import FieldChange, as_read, field_changes, reason_in_words
from icv_portal.accounts.journaling import LEGAL_SETTING
from icv_portal.accounts.models import (
    Absence,
    ApiToken,
    CalendarFeed,
    LegalSetting,
    Membership,
    Organization,
    OrganizationFact,
    User,
)
from icv_portal.journal.models import JournalEntry
from icv_portal.outbox.models import InboxEntry

AUDITED: Mapping[str, Any] = {
    model.journaled_as: model
    for model in (Organization, OrganizationFact, Membership, User, ApiToken, Absence, CalendarFeed)
}


@dataclass(frozen=True)
class AuditEntry:
    """`about` names the subject, `url` leads to it where there is a page; `address` is the entry's own."""

    entry: TimelineEntry
    about: str
    url: str

    @property
    def address(self) -> str:
        return reverse("audit_entry", args=[self.entry.id])


def in_words(entries: Sequence[Any]) -> list[AuditEntry]:
    """Entries with their `state_before`, as people read them."""
    subjects = Subjects(entries)
    told = events_in_words(entries)
    return [subjects.described(entry, words) for entry, words in zip(entries, told, strict=True)]


class Subjects:
    """Everything a page of entries needs to name what it is about."""

    def __init__(self, entries: Iterable[JournalEntry]) -> None:
        by_kind: dict[str, set[UUID]] = defaultdict(set)
        chains = set()
        for entry in entries:
            by_kind[entry.subject_kind].add(entry.subject_id)
            chains.add(entry.chain_id)
        self._programs = _programs(by_kind["procedure"])
        self._notices = InboxEntry.objects.in_bulk(by_kind["notice"])
        self._histories = {kind: _history(model, by_kind[kind]) for kind, model in AUDITED.items()}
        self._settings = _settings() if by_kind[LEGAL_SETTING] else []
        self._names = _names([row for rows in self._histories.values() for row in rows], chains)

    def described(self, entry: JournalEntry, words: TimelineEntry) -> AuditEntry:
        if entry.subject_kind in AUDITED:
            before, after = self._sides(entry)
            changes = tuple(field_changes(before, after, names=self._names))
            row = after or before
            text = reason_in_words(row.history_change_reason or "") if row else ""
            return AuditEntry(replace(words, changes=changes, text=text), self._about_row(row, entry), "")
        if entry.subject_kind == LEGAL_SETTING:
            return self._setting(entry, words)
        if entry.subject_id in self._programs:
            return AuditEntry(words, self._programs[entry.subject_id], reverse("procedure", args=[entry.subject_id]))
        notice = self._notices.get(entry.subject_id)
        return AuditEntry(words, notice.as_read.title or notice.text if notice else "", "")

    def _sides(self, entry: JournalEntry) -> tuple[Any, Any]:
        """The history rows before and after; None where there was nothing."""
        rows = self._histories[entry.subject_kind]
        history_id = entry.payload.get("history")
        of_subject = [row for row in rows if row.id == entry.subject_id]
        place = next((at for at, row in enumerate(of_subject) if row.history_id == history_id), None)
        if place is None:
            return None, None
        row = of_subject[place]
        before = of_subject[place - 1] if place else None
        return (row, None) if row.history_type == "-" else (before, row)

    def _about_row(self, row: Any, entry: JournalEntry) -> str:
        if row is None:
            return ""
        if entry.subject_kind == Membership.journaled_as:
            named = [self._names.get(row.user_id, ""), self._names.get(row.organization_id, "")]
            return ", ".join(filter(None, named))
        if entry.subject_kind == User.journaled_as:
            return str(row.full_name)
        return self._names.get(entry.chain_id, "")

    def _setting(self, entry: JournalEntry, words: TimelineEntry) -> AuditEntry:
        """An answer beside the one of the same question that was in force from an earlier day."""
        place = next((at for at, one in enumerate(self._settings) if one.pk == entry.subject_id), None)
        if place is None:
            return AuditEntry(words, "", "")
        answer = self._settings[place]
        earlier = [one for one in self._settings[:place] if one.key == answer.key]
        before = earlier[-1] if earlier else None
        changes = [
            FieldChange(str(field.verbose_name).capitalize(), *(_value(one, field) for one in (before, answer)))
            for field in LegalSetting._meta.fields
            if field.name in ("value", "in_force_from", "basis")
        ]
        return AuditEntry(replace(words, changes=tuple(changes)), answer.get_key_display(), "")


def _value(setting: LegalSetting | None, field: Any) -> str:
    return as_read(field, getattr(setting, field.name), {}) if setting else ""


def _programs(procedures: set[UUID]) -> dict[UUID, str]:
    """Customer and years of these procedures; whole models would cost more than all else of the page."""
    language = get_language() if get_language() in ("ru", "en") else "kk"
    found = Procedure.objects.filter(pk__in=procedures)
    named = found.values_list("pk", f"customer_name_{language}", "first_year", "last_year")
    return {pk: f"{customer}, {first}–{last}" for pk, customer, first, last in named}


def _settings() -> list[LegalSetting]:
    return list(LegalSetting.objects.order_by("in_force_from", "entered_at"))


def _history(model: Any, ids: set[UUID]) -> list[Any]:
    return list(model.history.filter(id__in=ids).order_by("history_date", "history_id")) if ids else []


def _names(rows: Iterable[Any], others: set[UUID]) -> dict[UUID, str]:
    """Organisations and people these history rows name, and those among `others`."""
    wanted, members = set(others), set[UUID]()
    for row in rows:
        wanted |= _ids(row, "organization_id", "competent_regulator_id", "user_id")
        members |= _ids(row, "membership_id", "substitute_id")
    names = {one.pk: one.name for one in Organization.objects.filter(pk__in=wanted)}
    names |= {one.pk: one.full_name for one in User.objects.filter(pk__in=wanted)}
    return names | dict(Membership.objects.filter(pk__in=members).values_list("pk", "user__full_name"))


def _ids(row: Any, *attributes: str) -> set[UUID]:
    return {pk for attribute in attributes if (pk := getattr(row, attribute, None))}
