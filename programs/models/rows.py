"""The rows a customer fills in, and the version number of each section that keeps two editors apart."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q

from icv_portal.accounts.models import Membership
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords
from programs.models.programs import Program
from programs.models.subsoil_rights import SubsoilRight

OUT_OF_THE_CUSTOMERS_HANDS = pgtrigger.Trigger(
    name="program_not_locked",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    declare=[("subject", "uuid")],
    func="""
        SELECT id INTO subject FROM programs_program
            WHERE id IN (OLD.program_id, NEW.program_id) AND locked_at IS NOT NULL LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'program % is out of the customer''s hands', subject;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)


class SectionState(models.Model):
    """How often a section was saved, and by whom last: a save names the version it was typed over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="sections")
    section = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "section"], name="one_state_per_section")]

    def __str__(self) -> str:
        return f"{self.section} v{self.version}"

    def count_save(self, by: Membership, at: datetime) -> None:
        """One more version, which the rows written in it name. Inside the transaction that writes them."""
        self.version += 1
        self.saved_at, self.saved_by_id = at, by.pk
        self.save(update_fields=["version", "saved_at", "saved_by_id"])


class RowQuerySet(models.QuerySet["Row"]):
    def of_section(self, section: str) -> "RowQuerySet":
        return self.filter(section=section)


class Row(AuditedModel):
    """One row of the form. `cells` maps `code[.year][.language]` to text; a missing key is an empty cell.

    While somebody types, the row is saved again and again without history; `unrecorded_by` and `unrecorded_at` say
    whose typing is not in it yet, and when they typed last. Their spell is recorded as one change when it ends.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="rows")
    section = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    group = models.CharField(max_length=30, blank=True)
    right = models.ForeignKey(SubsoilRight, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    cells = models.JSONField(default=dict)
    section_version = models.PositiveIntegerField(default=0)
    unrecorded_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    unrecorded_at = models.DateTimeField(null=True)

    objects = RowQuerySet.as_manager()
    history = AuditedRecords(excluded_fields=("unrecorded_by", "unrecorded_at"))

    class Meta:
        ordering = ["section", "position", "id"]
        indexes = [
            models.Index(fields=["program", "section", "position"], name="row_of_section"),
            models.Index(fields=["unrecorded_at"], condition=Q(unrecorded_at__isnull=False), name="row_unrecorded"),
        ]
        triggers = [OUT_OF_THE_CUSTOMERS_HANDS]

    def __str__(self) -> str:
        return f"{self.section}/{self.kind}"


def cells_at(program: Program, section: str, version: int) -> dict[str, Mapping[str, str]]:
    """The section's cells as they stood at one of its versions: row id to cells. Deleted rows are absent."""
    stood: dict[str, Mapping[str, str]] = {}
    past = Row.history.filter(program_id=program.pk, section=section, section_version__lte=version)
    for row in past.order_by("id", "section_version", "history_id"):
        if row.history_type == "-":
            stood.pop(str(row.id), None)
        else:
            stood[str(row.id)] = row.cells
    return stood


def removed_rows(program: Program, section: str, row_ids: Iterable[str]) -> dict[str, Row]:
    """Rows of the section that are gone, as they last stood and not saved; ids that never were a row are left out."""
    past = Row.history.filter(program_id=program.pk, section=section, id__in=list(row_ids))
    return {
        str(row.id): Row(
            id=row.id,
            program=program,
            section=section,
            kind=row.kind,
            group=row.group,
            right_id=row.right_id,
            position=row.position,
            cells=row.cells,
        )
        for row in past.order_by("id", "-history_id").distinct("id")
    }
