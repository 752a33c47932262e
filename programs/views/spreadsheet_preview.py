"""What a workbook would change, as a person reads it before it is applied: by sheet and cell, old beside new."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.dateparse import parse_datetime

from programs.actions.spreadsheets import Decisions, comparison_of
from programs.forms.entry_parts import OtherEdit, cell_label
from programs.forms.spreadsheets import SIDES, field_of
from programs.models import Program, Row, SpreadsheetUpload
from programs.rules.names import row_name, section_name
from programs.rules.numbers import display_with_unit
from programs.rules.standard_form import section
from programs.spreadsheets.comparing import Comparison, Contested
from programs.spreadsheets.findings import Findings, findings_of
from programs.spreadsheets.problems import WorkbookProblem
from programs.spreadsheets.refusals import in_words
from programs.views.comparison import ChangedSection, changes_by_section

MOST_SHOWN = 100
"""Rows or problems at once."""
MOST_CONTESTED = 1000
"""All are shown, so that nobody decides what they have not seen; where there are more, nothing is decided."""


@dataclass(frozen=True)
class ShownContest:
    """A cell both changed. `by`: who changed it in the portal, and when; `side` is what was decided, if it was."""

    contested: Contested
    where: str
    what: str
    before: str
    mine: str
    theirs: str
    by: OtherEdit | None
    side: str

    @property
    def name(self) -> str:
        return field_of(*self.contested.id)


@dataclass(frozen=True)
class ShownMissing:
    row_id: str
    where: str
    name: str
    is_changed: bool
    is_chosen: bool


@dataclass(frozen=True)
class Preview:
    """`start`: how many changed rows are shown on pages before this one."""

    upload: SpreadsheetUpload
    language: str
    on: date
    decisions: Decisions = field(default_factory=Decisions)
    start: int = 0

    @cached_property
    def comparison(self) -> Comparison | None:
        return comparison_of(self.upload, on=self.on)

    @cached_property
    def findings(self) -> Findings | None:
        found = (self.upload.result or {}).get("found")
        return findings_of(found) if found else None

    @property
    def downloaded_at(self) -> object:
        return parse_datetime(self.findings.downloaded_at) if self.findings else None

    @property
    def refusal(self) -> tuple[str, str] | None:
        """Why nothing could be read, and what to do."""
        refused = (self.upload.result or {}).get("refused")
        return in_words(refused["code"], refused["values"]) if refused else None

    @property
    def problems(self) -> list[WorkbookProblem]:
        """Errors first."""
        problems = self.comparison.problems if self.comparison else []
        return sorted(problems, key=lambda problem: not problem.is_error)

    @property
    def shown_problems(self) -> list[WorkbookProblem]:
        return self.problems[:MOST_SHOWN]

    @property
    def is_beyond_deciding(self) -> bool:
        """Whether so many cells are contested that the form has to be downloaded anew."""
        return len(self.contested) > MOST_CONTESTED

    @cached_property
    def contested(self) -> list[ShownContest]:
        made = self.comparison
        if made is None:
            return []
        edits = _edits(self.upload.program, {one.row.id for one in made.contested})
        return [self._contest(made, one, edits.get(one.row.id)) for one in made.contested]

    def _contest(self, made: Comparison, one: Contested, by: OtherEdit | None) -> ShownContest:
        spec = next(spec for spec in made.content.cell_specs(one.row) if spec.key == one.key)
        before, mine, theirs = (
            display_with_unit(text, spec.column.kind, self.language) for text in (one.before, one.mine, one.theirs)
        )
        name = row_name(made.content, one.row).in_language(self.language).rstrip(":")
        what = f"{name}: {cell_label(spec, made.content.languages).in_language(self.language)}"
        side = next((name for name in SIDES if one.id in getattr(self.decisions, name)), "")
        return ShownContest(one, f"{one.sheet}, {one.cell}", what, before, mine, theirs, by, side)

    @cached_property
    def missing(self) -> list[ShownMissing]:
        made = self.comparison
        if made is None:
            return []
        return [
            ShownMissing(
                one.row.id,
                section_name(section(one.row.section)).in_language(self.language),
                row_name(made.content, one.row).in_language(self.language),
                one.is_changed,
                one.row.id in self.decisions.removed,
            )
            for one in made.missing
        ]

    @cached_property
    def _changes(self) -> list[ChangedSection]:
        made = self.comparison
        return changes_by_section(made.content, made.after, self.language) if made else []

    @property
    def changed_rows(self) -> int:
        return sum(len(one.rows) for one in self._changes)

    @property
    def changes(self) -> list[ChangedSection]:
        """Those shown on this page."""
        return list(_part(self._changes, self.start, self.start + MOST_SHOWN))

    @property
    def next_start(self) -> int | None:
        following = self.start + MOST_SHOWN
        return following if following < self.changed_rows else None


def _part(sections: Collection[ChangedSection], start: int, end: int) -> Iterator[ChangedSection]:
    for one in sections:
        rows = one.rows[max(start, 0) : max(end, 0)]
        start, end = start - len(one.rows), end - len(one.rows)
        if rows:
            yield ChangedSection(one.section, rows)


def _edits(program: Program, row_ids: Collection[str]) -> dict[str, OtherEdit]:
    """Who changed each row last, and when: who types in it just now, else who is in its history."""
    if not row_ids:
        return {}
    past = Row.history.filter(program_id=program.pk, id__in=row_ids).select_related("history_user")
    edits = {
        str(one.id): OtherEdit(one.history_user.full_name if one.history_user else "", one.history_date)
        for one in past.order_by("id", "-history_id").distinct("id")
    }
    typing = program.rows.filter(pk__in=row_ids, unrecorded_at__isnull=False).select_related("unrecorded_by__user")
    for row in typing:
        if row.unrecorded_by is not None and row.unrecorded_at is not None:
            edits[str(row.pk)] = OtherEdit(row.unrecorded_by.user.full_name, row.unrecorded_at)
    return edits
