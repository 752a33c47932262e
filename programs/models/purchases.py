"""Imported lists of purchases: batches that are only ever inserted, line by line, and replaced by later ones."""

import uuid
from functools import cache, cached_property
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from icv_portal.accounts.models import Membership
from icv_portal.journal.insert_only import insert_only
from programs.models.programs import Program
from programs.models.rows import OUT_OF_THE_CUSTOMERS_HANDS
from programs.models.subsoil_rights import SubsoilRight
from programs.rules.purchases.faults import Note, notes_from_json
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose
from programs.rules.purchases.lines import Line
from programs.rules.purchases.totals import PurchaseList as NamedList
from programs.rules.purchases.totals import totals_from_json


class PurchaseListQuerySet(models.QuerySet["PurchaseList"]):
    def visible_to(self, membership: Membership | None) -> "PurchaseListQuerySet":
        """Of one's own company; everybody else reads what versions hold of them: their totals."""
        return self.filter(program__in=Program.objects.drafted_by(membership))

    def in_force(self) -> "PurchaseListQuerySet":
        return self.filter(~Exists(PurchaseListEnd.objects.filter(ended=OuterRef("pk"))))

    def of(self, purpose: PurchasePurpose) -> "PurchaseListQuerySet":
        return self.filter(purpose=purpose)


class PurchaseList(models.Model):
    """A list as it was imported. `size` in bytes and `sha256` are of the file; `totals` those of the rules, as JSON.

    `notes`: by code, how many lines each is about and the first of them. One list of a purpose is in force at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="purchase_lists")
    purpose = models.CharField(max_length=10)
    name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    totals = models.JSONField()
    notes = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    imported_by_id = models.UUIDField()

    objects = PurchaseListQuerySet.as_manager()

    class Meta:
        ordering = ["imported_at", "id"]
        indexes = [models.Index(fields=["program", "imported_at", "id"], name="purchase_list_of_program")]
        triggers = [*insert_only(), OUT_OF_THE_CUSTOMERS_HANDS]

    def __str__(self) -> str:
        return self.name

    @property
    def list_purpose(self) -> PurchasePurpose:
        return PurchasePurpose(self.purpose)

    @cached_property
    def as_named(self) -> NamedList:
        """As a version names it."""
        totals = totals_from_json(self.totals)
        return NamedList(str(self.pk), self.purpose, self.name, self.sha256, self.count, totals)

    @property
    def all_notes(self) -> list[Note]:
        return notes_from_json(self.notes)


class PurchaseListEnd(models.Model):
    """Out of force: replaced by a later list, or withdrawn (None). Versions that named it name it for ever."""

    ended = models.OneToOneField(PurchaseList, primary_key=True, on_delete=models.PROTECT, related_name="end")
    replaced_by = models.ForeignKey(PurchaseList, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField()
    ended_by_id = models.UUIDField()

    class Meta:
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.ended_id}, {self.ended_at:%d.%m.%Y %H:%M}"


class PurchaseLineQuerySet(models.QuerySet["PurchaseLine"]):
    def of_goods(self) -> "PurchaseLineQuerySet":
        """Those the targets of Table 2 rest on."""
        return self.filter(kind=PurchaseKind.GOODS)

    def from_producers(self) -> "PurchaseLineQuerySet":
        return self.filter(icv_share__gt=0)

    def found_by(self, text: str) -> "PurchaseLineQuerySet":
        """By a code or its beginning, a BIN, a part of the name or of the producer's name."""
        named = Q(name__icontains=text) | Q(producer__icontains=text)
        return self.filter(Q(code__startswith=text) | Q(producer_bin=text) | named)


class PurchaseLine(models.Model):
    """`number` is the line's in the file; `value` in tenge, `icv_share` in per cent, None where it is not stated."""

    id = models.BigAutoField(primary_key=True)
    purchase_list = models.ForeignKey(PurchaseList, on_delete=models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=17, blank=True)
    name = models.CharField(max_length=500, blank=True)
    contract = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    volume = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    value = models.DecimalField(max_digits=30, decimal_places=10)
    year = models.PositiveSmallIntegerField()
    right = models.ForeignKey(SubsoilRight, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    producer = models.CharField(max_length=300, blank=True)
    producer_bin = models.CharField(max_length=12, blank=True)
    icv_share = models.DecimalField(max_digits=13, decimal_places=10, null=True)

    objects = PurchaseLineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purchase_list", "number"], name="one_purchase_per_line")]
        indexes = [
            models.Index(fields=["purchase_list", "-value", "-number"], name="purchase_by_value"),
            models.Index(fields=["purchase_list", "year", "right", "-value", "-number"], name="purchase_of_target"),
        ]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.number}: {self.code} {self.name}"


def copied(list_id: uuid.UUID, line: Line) -> tuple[object, ...]:
    """A row of the table, in the order of `copy_statement`."""
    return (list_id, *(getattr(line, field.name) for field in _copied()[1:]))


def copy_statement() -> str:
    """PostgreSQL's COPY: a hundred thousand rows in seconds."""
    columns = ", ".join(f'"{field.column}"' for field in _copied())
    return f'COPY "{PurchaseLine._meta.db_table}" ({columns}) FROM STDIN'


@cache
def _copied() -> list["models.Field[Any, Any]"]:
    """The list comes first; the others are called as what a line of the rules has."""
    return [field for field in PurchaseLine._meta.fields if not field.primary_key]
