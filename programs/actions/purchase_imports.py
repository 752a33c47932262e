"""What becomes of files with purchases: read one at a time, then taken in one transaction or told what is wrong."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID, uuid4

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.timezone import localdate

from icv_portal.documents import storage
from icv_portal.documents.storage import AlteredFile
from programs.actions.attachments import bytes_of
from programs.actions.purchases import leave_record
from programs.content import named_rights
from programs.models import Program, PurchaseImport, PurchaseList, PurchaseListEnd
from programs.models.purchases import copied, copy_statement
from programs.permissions import ProgramLocked, require_writable
from programs.purchase_files.fault_report import kept
from programs.purchase_files.reading import Found, ReadAs, read_purchases
from programs.purchase_files.refusals import RefusalCode, Refused
from programs.rules.purchases.faults import Fault
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose
from programs.rules.purchases.lines import Line
from programs.rules.purchases.totals import totals_as_json

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
PAUSE = timedelta(minutes=45)
"""Before what failed is tried again; longer than a worker lives (CELERY_TASK_TIME_LIMIT), so that no second one begins
with a list that is still read."""
TOLD_EVERY = 2000
"""Lines between two words of progress."""
FIRST_FAULTS = 50
"""Shown on the page; all of them are in the file."""
AT_A_TIME = 100


class AlreadyDone(Exception):
    """Another worker ended the import meanwhile: what it came to stands."""


def import_due(now: Callable[[], datetime]) -> bool:
    """Read the file that has waited longest; False when none is due that nobody else is reading."""
    at = now()
    PurchaseImport.objects.due(at).filter(attempts__gte=MOST_ATTEMPTS).update(next_attempt_at=None)  # given up
    wanted = _taken(at)
    if wanted is None:
        return False
    try:
        _import(wanted, now)
    except AlreadyDone:
        logger.warning("Purchases %s were read twice; the first time counts", wanted.pk)
    except Exception:
        logger.exception("Purchases %s were not read, attempt %s", wanted.pk, wanted.attempts)
    return True


@transaction.atomic
def _taken(at: datetime) -> PurchaseImport | None:
    """An attempt counts from its beginning, so that what ends the worker each time is given up in the end: once the
    pause after the last attempt is over, not while it runs."""
    wanted = PurchaseImport.objects.due(at).select_for_update(of=("self",), skip_locked=True).first()
    if wanted is not None:
        wanted.attempts += 1
        wanted.next_attempt_at = at + PAUSE
        wanted.save(update_fields=["attempts", "next_attempt_at"])
    return wanted


def _import(wanted: PurchaseImport, now: Callable[[], datetime]) -> None:
    with TemporaryFile("w+", encoding="utf-8") as lines, TemporaryFile("w+b") as faults:
        reading = _Reading(wanted, lines, faults)
        try:
            found = reading.read()
            if not found.faulty:
                _take(wanted, found, _lines(lines), at=now())
                storage.forget(wanted.file)
                return
        except Refused as refused:
            wanted.refusal = refused.as_json()
        else:
            wanted.sheet, wanted.faulty = found.sheet[:100], found.faulty
            wanted.faults = [fault.as_json() for fault in reading.first]
            faults.seek(0)
            wanted.fault_file = default_storage.save(f"purchases/{wanted.pk}.faults", File(faults))
        _end(wanted, at=now())


def _end(wanted: PurchaseImport, *, at: datetime) -> None:
    """Nothing is left to do; the bytes are needed no more. Raises AlreadyDone."""
    with transaction.atomic():
        _require_unfinished(wanted)
        wanted.finished_at, wanted.next_attempt_at, wanted.percent = at, None, 100
        wanted.save()
    storage.forget(wanted.file)


def _require_unfinished(wanted: PurchaseImport) -> None:
    """Inside a transaction, until whose end no other worker ends the import. Raises AlreadyDone."""
    if PurchaseImport.objects.select_for_update().get(pk=wanted.pk).finished_at is not None:
        raise AlreadyDone


class _Reading:
    """One file on its way through: good lines and faults go to the disk, progress to the row."""

    def __init__(self, wanted: PurchaseImport, lines: IO[str], faults: IO[bytes]) -> None:
        self.wanted, self.lines, self.faults = wanted, lines, faults
        self.first: list[Fault] = []

    def read(self) -> Found:
        """Raises Refused."""
        read_as = read_as_of(self.wanted)
        try:
            with storage.open_unchanged(self.wanted.file, self.wanted.sha256) as file:
                return read_purchases(bytes_of(file), read_as, keep=self.keep, tell=self.tell, progress=self.progress)
        except AlteredFile as lost:
            raise Refused(RefusalCode.LOST) from lost

    def keep(self, line: Line) -> None:
        json.dump(asdict(line), self.lines, ensure_ascii=False, default=str)
        self.lines.write("\n")

    def tell(self, fault: Fault) -> None:
        self.faults.write(kept(fault).encode())
        if len(self.first) < FIRST_FAULTS:
            self.first.append(fault)

    def progress(self, lines: int, done: float) -> None:
        if lines % TOLD_EVERY == 0:
            self.wanted.lines_read, self.wanted.percent = lines, int(done * 100)
            self.wanted.save(update_fields=["lines_read", "percent"])


def read_as_of(wanted: PurchaseImport) -> ReadAs:
    """By the years of the program and the rights of its customer as they are now."""
    program = Program.objects.select_related("customer").get(pk=wanted.program_id)
    if wanted.import_purpose is PurchasePurpose.ACTUAL:
        return ReadAs(PurchasePurpose.ACTUAL, tuple(program.baseline_years))
    rights = named_rights(program, on=localdate(wanted.uploaded_at))
    return ReadAs(PurchasePurpose.PLANNED, tuple(program.years), rights)


def _lines(kept_lines: IO[str]) -> Iterator[Line]:
    kept_lines.seek(0)
    for text in kept_lines:
        yield Line(**_thawed(json.loads(text)))


def _thawed(cells: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: None if cells[name] is None else Decimal(cells[name]) for name in ("volume", "value", "icv_share")}
    return {**cells, **numbers, "kind": PurchaseKind(cells["kind"])}


@transaction.atomic
def _take(wanted: PurchaseImport, found: Found, lines: Iterator[Line], *, at: datetime) -> None:
    """The lines go in first: nobody waits for the program's row meanwhile.

    Raises Refused when the program is locked by now or has a later list; AlreadyDone.
    """
    list_id = uuid4()
    with connection.cursor() as cursor, cursor.copy(copy_statement()) as table:
        for line in lines:
            table.write_row(copied(list_id, line))
    program = Program.objects.lock(wanted.program_id)
    _require_unfinished(wanted)
    if PurchaseImport.objects.overtaking(wanted).exists():
        raise Refused(RefusalCode.REPLACED)
    with _refused_when_locked():
        require_writable(program, wanted.membership)
    made = _listed(wanted, list_id, found, at=at)
    for ended in program.purchase_lists.in_force().of(made.list_purpose).exclude(pk=made.pk):
        PurchaseListEnd.objects.create(ended=ended, replaced_by=made, ended_at=at, ended_by_id=wanted.membership_id)
    leave_record("purchases_imported", made, by=wanted.membership, at=at)
    wanted.purchase_list, wanted.lines_read, wanted.percent = made, found.lines, 100
    wanted.finished_at, wanted.next_attempt_at, wanted.sheet = at, None, found.sheet[:100]
    wanted.save()


@contextmanager
def _refused_when_locked() -> Iterator[None]:
    try:
        yield
    except ProgramLocked as locked:
        raise Refused(RefusalCode.OUT_OF_HANDS) from locked


def _listed(wanted: PurchaseImport, list_id: UUID, found: Found, *, at: datetime) -> PurchaseList:
    return PurchaseList.objects.create(
        id=list_id,
        program_id=wanted.program_id,
        purpose=wanted.purpose,
        name=wanted.name,
        sha256=wanted.sha256,
        size=wanted.size,
        count=found.lines,
        totals=totals_as_json(found.totals),
        notes=found.notes.counted,
        imported_at=at,
        imported_by_id=wanted.membership_id,
    )


def remove_expired(at: datetime) -> int:
    """Imports whose time is over, with their files; how many. Lists stay."""
    expired = list(PurchaseImport.objects.expired(at)[:AT_A_TIME])
    for one in expired:
        for name in filter(None, (one.file, one.fault_file)):
            storage.forget(name)
        one.delete()
    return len(expired)
