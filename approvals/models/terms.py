"""Statutory terms: stored with their proof, never counted down. Overdue is computed when read."""

import uuid
from dataclasses import fields
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.rules.term_dates import TermDates, TermFacts
from approvals.rules.terms import TermKind, WorkingHours, is_met
from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models import Organization
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords


class TermQuerySet(models.QuerySet["Term"]):
    def of_subject(self, kind: str, pk: uuid.UUID) -> "TermQuerySet":
        return self.filter(subject_kind=kind, subject_id=pk)

    def running(self) -> "TermQuerySet":
        return self.filter(closed_at=None)

    def to_remind_of(self, on: date) -> "TermQuerySet":
        """Running terms of which somebody is to be reminded by then, those waiting longest first."""
        return self.running().filter(remind_on__lte=on).order_by("remind_on", "id")

    def unsettled(self) -> "TermQuerySet":
        """Those that follow the calendar: running ones, and closed ones that still wait for the calendar of a year."""
        return self.filter(Q(closed_at=None) | Q(missing_year__isnull=False))


class Term(AuditedModel):
    """A term of an organisation. `started_at` is the moment of the event (filing, receipt of the refusal), `event_id`
    what it happened to; `started_on` the day it counts from. Without a calendar `due_on` is empty and `missing_year`
    says which one. `closes_at` is the body's closing time the registration was judged by;
    `registration` has the days from the filing to it, `proof` those after it. `remind_on` is the next day on which a
    reminder is due: a mark of the sweep, no fact of the term, so its history leaves it out."""

    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    event = models.CharField(max_length=40)
    event_id = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=40, choices=choices_of(TermKind))
    point = models.CharField(_("point of the Rules"), max_length=20)
    length = models.PositiveSmallIntegerField(_("length in working days"))
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("started at"))
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)
    started_on = models.DateField(_("counted from"), null=True)
    due_on = models.DateField(_("last day"), null=True)
    missing_year = models.PositiveSmallIntegerField(_("year without a calendar"), null=True)
    registration = models.JSONField(default=list, db_default=[])
    proof = models.JSONField(default=list)
    closed_at = models.DateTimeField(_("ended at"), null=True)
    remind_on = models.DateField(null=True)

    objects = TermQuerySet.as_manager()
    history = AuditedRecords(excluded_fields=("remind_on",))

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], condition=Q(closed_at=None), name="one_running_term"
            )
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(closed_at=None), name="running_term_by_due"),
            models.Index(fields=["subject_kind", "subject_id", "started_at"], name="term_of_subject"),
            # with the subject, so that finding a day's due terms among a million reads no row of the table
            models.Index(
                fields=["remind_on", "id"],
                include=["subject_kind"],
                condition=Q(closed_at=None),
                name="running_term_by_reminder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on or '—'}"

    @property
    def term_kind(self) -> TermKind:
        return TermKind(self.kind)

    @property
    def facts(self) -> TermFacts:
        return facts_of(self)

    @property
    def dates(self) -> TermDates:
        return dates_stored(self)

    @property
    def was_met(self) -> bool | None:
        """Whether the closing act was in time; None while the term runs or cannot be computed."""
        if self.closed_at is None or self.due_on is None:
            return None
        return is_met(self.due_on, self.closed_at)

    def is_overdue(self, on: date) -> bool:
        return self.closed_at is None and self.due_on is not None and self.due_on < on


def facts_of(term: Any) -> TermFacts:
    """What a term, or a row of its history, is computed from."""
    registers = term.opens_at is not None and term.closes_at is not None
    return TermFacts(term.length, term.started_at, WorkingHours(term.opens_at, term.closes_at) if registers else None)


def dates_stored(term: Any) -> TermDates:
    """What stands in a term, or in a row of its history."""
    return TermDates(**{field.name: getattr(term, field.name) for field in fields(TermDates)})
