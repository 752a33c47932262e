"""A letter as a page and as a file, and the documents of a program on its front page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from approvals.actions.letters import SOURCE
from approvals.models import Consideration, Letter, Procedure
from approvals.rules.letter_kinds import LetterKind
from approvals.rules.letters import LANGUAGES, LetterText
from approvals.views.rows import language_of_names
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.documents.answers import answer
from icv_portal.documents.states import DocumentStates
from icv_portal.outbox.models import NO_READER, InboxEntry
from programs.models import Version


@dataclass(frozen=True)
class Delivery:
    """When the letter came into the addressee's inbox, when and in which position somebody first opened it there."""

    delivered_at: datetime
    opened_at: datetime | None
    opened_by: str
    sent: int
    failed: int
    waiting: int


@dataclass(frozen=True)
class ProgramDocuments:
    """Letters and versions of a procedure, the newest first, with how far their files are.

    Each letter with `body_called`, the name of its body in the reader's language.
    """

    letters: Sequence[Letter]
    versions: Sequence[Version]
    version_languages: Sequence[str]
    states: DocumentStates

    letter_languages = LANGUAGES

    def announce_refusal_in(self, consideration: Consideration) -> bool:
        """Whether one of the letters is a preliminary decision of this consideration."""
        told = {letter.consideration_id for letter in self.letters if letter.kind == LetterKind.PRELIMINARY_DECISION}
        return consideration.pk in told


def letter(request: PortalRequest, pk: UUID) -> HttpResponse:
    shown = _visible_letter(request, pk)
    language = request.GET.get("language", _own_language())
    if language not in LANGUAGES:
        raise Http404
    context = {
        "letter": shown,
        "text": LetterText.from_json(shown.content[language]),
        "language": language,
        "languages": LANGUAGES,
        "documents": DocumentStates([(SOURCE, shown.pk)]),
        "delivery": delivery_of(shown),
    }
    return render(request, "approvals/letter.html", context)


def letter_pdf(request: PortalRequest, pk: UUID, language: str) -> HttpResponseBase:
    shown = _visible_letter(request, pk)
    if language not in LANGUAGES:
        raise Http404
    back = reverse("letter", args=[pk])
    return answer(request, SOURCE, pk, language, filename=file_name(shown, language), back=back)


def file_name(letter: Letter, language: str) -> str:
    return f"{letter.content[language]['title']}, {letter.date:%Y-%m-%d}, {letter.sequence} ({language}).pdf"


def documents_of(procedure: Procedure, versions: Iterable[Version]) -> ProgramDocuments:
    """The letters of a procedure and its versions: three queries, however many there are."""
    visible = Letter.objects.of_visible(procedure).annotate(body_called=F(f"body__name_{language_of_names()}"))
    letters = list(visible.defer("content").order_by("-sent_at", "-sequence"))
    newest_first = sorted(versions, key=lambda version: -version.number)
    sources = [(SOURCE, one.pk) for one in letters] + [("version", one.pk) for one in newest_first]
    return ProgramDocuments(letters, newest_first, procedure.program.languages, DocumentStates(sources))


def _visible_letter(request: PortalRequest, pk: UUID) -> Letter:
    visible = Letter.objects.visible_to(request.membership).select_related("procedure", "body", "addressee", "version")
    return get_object_or_404(visible.defer("version__content"), pk=pk)


def _own_language() -> str:
    """Letters are in the two official languages; whoever reads the portal in another gets the state language."""
    return get_language() if get_language() in LANGUAGES else LANGUAGES[0]


def delivery_of(letter: Letter) -> Delivery | None:
    """Each letter is told of in one notice, which leads to it."""
    is_sent, is_over = Q(emails__sent_at__isnull=False), Q(emails__failed_at__isnull=False)
    has_left = Q(emails__last_error=NO_READER)
    notices = InboxEntry.objects.filter(subject_id=letter.procedure_id, organization_id=letter.addressee_id)
    notice = (
        notices.filter(link=reverse("letter", args=[letter.pk]))
        .annotate(
            sent=Count("emails", filter=is_sent),
            failed=Count("emails", filter=is_over & ~has_left),
            waiting=Count("emails", filter=~is_sent & ~is_over),
        )
        .first()
    )
    if notice is None:
        return None
    opener = Membership.objects.filter(pk=notice.opened_by_id).first() if notice.opened_by_id else None
    return Delivery(
        notice.delivered_at,
        notice.opened_at,
        opener.position_as_read if opener else "",
        notice.sent,
        notice.failed,
        notice.waiting,
    )
