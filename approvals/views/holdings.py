"""What the portal holds under a SHA-256: which version, letter or file, and how it stands; nothing of what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from approvals.actions.letters import SOURCE as LETTER
from approvals.models import Consideration, Letter, Procedure
from approvals.models.letters import LetterQuerySet
from approvals.rules.letter_kinds import LetterKind
from approvals.workflow import State
from icv_portal.documents.models import Document
from programs.models import Version


@dataclass(frozen=True)
class HeldVersion:
    """A version with what became of it; `later` is the number of the last version submitted after it, if any.

    `letters` are those of decisions and registration: of a preliminary decision only its addressee knows.
    """

    version: Version
    considerations: Sequence[Consideration]
    letters: Sequence[Letter]
    later: int | None

    @property
    def procedure(self) -> Procedure | None:
        return self.considerations[-1].procedure if self.considerations else None

    @property
    def customer_name(self) -> str:
        return self.procedure.customer_name if self.procedure else self.version.program.customer.name

    @property
    def period(self) -> str:
        return self.procedure.period if self.procedure else self.version.program.period

    @property
    def is_adopted(self) -> bool:
        return self.procedure is not None and self.procedure.adopted_version_id == self.version.pk

    @property
    def is_withdrawn(self) -> bool:
        return self.procedure is not None and self.procedure.state == State.WITHDRAWN


@dataclass(frozen=True)
class HeldFile:
    """A file made by the portal, of a version or of a letter."""

    document: Document
    version: HeldVersion | None
    letter: Letter | None


@dataclass(frozen=True)
class Holdings:
    """The same text may have been submitted twice: there may be several versions under one number."""

    sha256: str
    versions: Sequence[HeldVersion]
    letters: Sequence[Letter]
    files: Sequence[HeldFile]

    def __bool__(self) -> bool:
        return bool(self.versions or self.letters or self.files)


def held_under(sha256: str) -> Holdings:
    """For whoever has the number: it stands on the document itself and cannot be guessed. Drafts have none."""
    versions = Version.objects.filter(sha256=sha256).order_by("created_at").values_list("pk", flat=True)
    return Holdings(
        sha256,
        [_version(pk) for pk in versions],
        list(_letters().filter(sha256=sha256)),
        [_file(document) for document in Document.objects.filter(sha256=sha256)],
    )


def _file(document: Document) -> HeldFile:
    if document.source_kind == LETTER:
        return HeldFile(document, None, _letters().get(pk=document.source_id))
    return HeldFile(document, _version(document.source_id), None)


def _version(pk: UUID) -> HeldVersion:
    version = Version.objects.select_related("program__customer").get(pk=pk)
    considerations = Consideration.objects.filter(version=pk).select_related("procedure", "body")
    letters = _letters().filter(version=pk).exclude(kind=LetterKind.PRELIMINARY_DECISION)
    later = Version.objects.filter(program=version.program_id, number__gt=version.number).order_by("-number")
    return HeldVersion(version, list(considerations), list(letters), later.values_list("number", flat=True).first())


def _letters() -> LetterQuerySet:
    return Letter.objects.select_related("body", "addressee", "version").defer("content", "version__content")
