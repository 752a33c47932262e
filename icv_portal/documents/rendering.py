"""Documents are wanted in the transaction of an act and made by the worker: each once, whatever fails on the way."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from icv_portal.documents import storage
from icv_portal.documents.models import Document, Rendering, RenderingQuerySet
from icv_portal.documents.sources import source
from icv_portal.jobs import nudge

logger = logging.getLogger(__name__)

RENDER_WANTED = "icv_portal.documents.tasks.render_wanted"
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6)]
"""After each attempt that was in vain; the one after the last pause is the last."""

CUT_OFF = "the worker was ended while it made the document"
LONGEST_ERROR = 300  # characters


def want(source_kind: str, source_id: UUID, languages: Iterable[str], *, at: datetime) -> None:
    """Have these documents made, inside the caller's transaction; those made or wanted already are left alone.

    Raises UnknownSource.
    """
    made = Document.objects.filter(source_kind=source_kind, source_id=source_id).values_list("language", flat=True)
    want_of_new(source_kind, source_id, set(languages) - set(made), at=at)


def want_of_new(source_kind: str, source_id: UUID, languages: Iterable[str], *, at: datetime) -> None:
    """The same for what this very transaction writes: none of its documents can be there yet."""
    source(source_kind)
    wanted = [
        Rendering(source_kind=source_kind, source_id=source_id, language=language, wanted_at=at, next_attempt_at=at)
        for language in sorted(set(languages))
    ]
    if wanted:
        Rendering.objects.bulk_create(wanted, ignore_conflicts=True)
        nudge(RENDER_WANTED)


@transaction.atomic
def want_now(source_kind: str, source_id: UUID, language: str, *, at: datetime) -> None:
    """A reader waits for it: before all that nobody waits for, also when hundreds were wanted on the last day."""
    want(source_kind, source_id, [language], at=at)
    found = Rendering.objects.filter(source_kind=source_kind, source_id=source_id, language=language)
    # one that is being made is locked, and needs no hurry
    waiting = list(found.filter(is_waited_for=False).select_for_update(skip_locked=True).values_list("pk", flat=True))
    Rendering.objects.filter(pk__in=waiting).update(is_waited_for=True)


def render_due(at: datetime) -> bool:
    """Make the document that has waited longest; False when none is due that nobody else is making.

    A failure is kept in its row. What the rendering wrote until then is rolled back, and it is tried again later.
    """
    rendering = _taken(at)
    if rendering is None:
        return False
    try:
        with transaction.atomic():
            _make(rendering.pk, at)
    except Exception as failure:
        error = _told(failure)
        logger.exception("%s was not made, attempt %s: %s", rendering, rendering.attempts, error)
        Rendering.objects.filter(pk=rendering.pk).update(last_error=error)
    return True


@transaction.atomic
def _taken(at: datetime) -> Rendering | None:
    """An attempt counts from its beginning, so that what ends the worker each time does not come first for ever."""
    rendering = Rendering.objects.due(at).select_for_update(skip_locked=True).first()
    if rendering is None:
        return None
    if rendering.attempts and not rendering.last_error:
        rendering.last_error = CUT_OFF
    in_vain = rendering.attempts
    rendering.attempts += 1
    rendering.next_attempt_at = at + PAUSES[in_vain] if in_vain < len(PAUSES) else None
    rendering.save(update_fields=["attempts", "next_attempt_at", "last_error"])
    return rendering


def _make(rendering_id: UUID, at: datetime) -> None:
    """The row stays locked until the document is there: a second worker passes it by however long it takes.

    A worker that looked for one at the same moment may hold the row for an instant, although it leaves it to us.
    """
    rendering = Rendering.objects.select_for_update().filter(pk=rendering_id).first()
    if rendering is None:
        return
    made = {name: getattr(rendering, name) for name in ("source_kind", "source_id", "language")}
    present = Document.objects.filter(**made).first()
    if present is not None:
        storage.read(present)
    else:
        content = source(rendering.source_kind).bytes_of(rendering.source_id, rendering.language)
        Document.objects.create(
            **made,
            file=storage.keep(content, **made),
            size=len(content),
            sha256=sha256(content).hexdigest(),
            rendered_at=at,
        )
    rendering.delete()


def report_altered(document: Document, problem: storage.AlteredFile, *, at: datetime) -> None:
    """Alarm the administrators; once the file is brought back, trying again finds it whole and ends the alarm."""
    logger.error("Document %s is not as it was made: %s", document, problem)
    Rendering.objects.get_or_create(
        source_kind=document.source_kind,
        source_id=document.source_id,
        language=document.language,
        defaults={"wanted_at": at, "next_attempt_at": None, "attempts": 1, "last_error": _told(problem)},
    )


@transaction.atomic
def try_again(renderings: RenderingQuerySet, *, at: datetime) -> int:
    """Have these tried now and, if need be, after the same pauses; how many. Those in the making are left out."""
    waiting = list(renderings.select_for_update(skip_locked=True).values_list("pk", flat=True))
    nudge(RENDER_WANTED)
    return Rendering.objects.filter(pk__in=waiting).update(next_attempt_at=at, attempts=0)


def _told(failure: Exception) -> str:
    """Its kind and first line: what comes after may quote the text of a document."""
    line = str(failure).partition("\n")[0]
    return f"{type(failure).__name__}: {line}"[:LONGEST_ERROR]
