"""Applications of manufacturers entered one by one: facts, whoever the program lies with (p. 6(3)).

A version names those that were entered when it was submitted.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from icv_portal.accounts.models import Membership
from icv_portal.journal.models import Audience, record
from programs.models import ManufacturerApplication, Program
from programs.permissions import may_write
from programs.rules.contracts import FIRST_YEAR

FACTS = (
    "kind",
    "manufacturer",
    "manufacturer_bin",
    "good",
    "product_code",
    "volume",
    "unit",
    "received_on",
    "letter_number",
    "outcome",
    "answer",
)
ON_SEVERAL_LINES = ("answer",)
MOST_APPLICATIONS = 1000
"""Of one program: a version holds them all."""
Facts = Mapping[str, Any]
"""By the names in FACTS."""


class ApplicationChanged(Exception):
    """Somebody else changed the application after it was read. Nothing was changed now."""

    def __init__(self, application: ManufacturerApplication) -> None:
        super().__init__(str(application.pk))
        self.application = application


@transaction.atomic
def add_application(program_id: uuid.UUID, facts: Facts, *, by: Membership, at: datetime) -> ManufacturerApplication:
    """Raises PermissionDenied, ValidationError."""
    program = _lock(program_id, by)
    if program.applications.count() >= MOST_APPLICATIONS:
        raise ValidationError(
            _("A program holds %(most)d applications at most. Remove one first.") % {"most": MOST_APPLICATIONS}
        )
    application = ManufacturerApplication(program=program)
    _take(application, facts)
    _require_sense(application, at=at)
    application.save_by(by, reason="added", at=at)
    _leave_record("application_added", application, by=by, at=at)
    return application


@transaction.atomic
def change_application(
    program_id: uuid.UUID, application_id: uuid.UUID, facts: Facts, *, seen: int | None, by: Membership, at: datetime
) -> ManufacturerApplication:
    """Correct some facts, over the state that was `seen` (None: over whatever stands).

    What changes nothing leaves no trace. Raises PermissionDenied, ValidationError, ApplicationChanged.
    """
    application = _lock(program_id, by).applications.get(pk=application_id)
    before = {name: getattr(application, name) for name in FACTS}
    _take(application, facts)
    changed = [name for name in FACTS if getattr(application, name) != before[name]]
    if not changed:
        return application
    if seen is not None and seen != application.version:
        raise ApplicationChanged(ManufacturerApplication.objects.get(pk=application_id))
    _require_sense(application, at=at)
    application.save_by(by, reason="changed", at=at)
    _leave_record("application_changed", application, by=by, at=at, fields=changed)
    return application


@transaction.atomic
def remove_application(
    program_id: uuid.UUID, application_id: uuid.UUID, *, reason: str, by: Membership, at: datetime
) -> None:
    """Entered by mistake; its history keeps it with the reason. Removed twice is removed once.

    Raises PermissionDenied, ValidationError.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is removed.")})
    program = _lock(program_id, by)
    application = program.applications.filter(pk=application_id).first()
    if application is not None:
        _leave_record("application_removed", application, by=by, at=at)
        application.delete_by(by, reason=reason.strip(), at=at)


def _lock(program_id: uuid.UUID, by: Membership) -> Program:
    program = Program.objects.lock(program_id)
    if not may_write(by, program):
        raise PermissionDenied
    return program


def _take(application: ManufacturerApplication, facts: Facts) -> None:
    for name in FACTS:
        if name in facts:
            value = facts[name]
            if isinstance(value, str) and name not in ON_SEVERAL_LINES:
                value = " ".join(value.split())
            setattr(application, name, value)


def _require_sense(application: ManufacturerApplication, *, at: datetime) -> None:
    if application.manufacturer_bin == application.program.customer.bin:
        raise ValidationError({"manufacturer_bin": _("This is the BIN of your own company. Enter the manufacturer's.")})
    received = application.received_on
    if received and received.year < FIRST_YEAR:
        raise ValidationError({"received_on": _("Check the year of this day.")})
    if received and received > localdate(at):
        raise ValidationError(
            {"received_on": _("This day is still to come. Enter the application when it has been received.")}
        )
    if application.volume is not None and application.volume < 0:
        raise ValidationError({"volume": _("A volume is not negative. Enter 0 or more.")})
    _require_another(application)
    application.full_clean()


def _require_another(application: ManufacturerApplication) -> None:
    same = ManufacturerApplication.objects.filter(
        program=application.program_id,
        kind=application.kind,
        manufacturer_bin=application.manufacturer_bin,
        good=application.good,
        received_on=application.received_on,
    )
    if application.received_on and same.exclude(pk=application.pk).exists():
        raise ValidationError(
            {
                "good": _(
                    "An application of this manufacturer for this good and day is entered already. Change it there."
                )
            }
        )


def _leave_record(
    event: str, application: ManufacturerApplication, *, by: Membership, at: datetime, **more: Any
) -> None:
    """For the company itself, by ids and codes: who applied for what stands in the register."""
    record(
        chain_id=application.program_id,
        subject_kind="application",
        subject_id=application.pk,
        event=event,
        by=by,
        at=at,
        audience=Audience.STAFF,
        payload={"kind": application.kind, **more},
    )
