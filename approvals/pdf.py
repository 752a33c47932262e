"""A letter as a PDF file, made from its frozen text alone."""

from uuid import UUID

from django.conf import settings

from approvals.models import Letter
from approvals.rules.letters import LetterText
from icv_portal.accounts.rules.labels import Label
from icv_portal.pdf import render_pdf

VERSION = Label(kk="№ {number} редакция", ru="Редакция № {number}", en="Version No. {number}")
ADDRESS = Label(kk="Тексеру", ru="Проверка", en="Verification")


class AlteredLetter(ValueError):
    """The stored text no longer has the SHA-256 it was frozen with: no document may be issued from it."""


def render_letter(letter_id: UUID, language: str) -> bytes:
    """The letter in `kk` or `ru`; raises AlteredLetter and what `render_pdf` raises."""
    letter = Letter.objects.select_related("version").defer("version__content").get(pk=letter_id)
    if not letter.is_intact:
        raise AlteredLetter(letter_id)
    text = LetterText.from_json(letter.content[language])
    return print_letter(text, version_number=letter.version.number, version_sha256=letter.version.sha256)


def print_letter(text: LetterText, *, version_number: int, version_sha256: str) -> bytes:
    """A letter in its own language; the footer says which version it is about and where that is verified."""
    version = VERSION.format(number=version_number)
    context = {
        "text": text,
        "version": version.in_language(text.language),
        "digest": version_sha256,
        "address_name": ADDRESS.in_language(text.language),
        "address": f"{settings.BASE_URL}/verify/{version_sha256}/",
    }
    title = f"{text.title}. № {text.head.number}, {text.head.day}"
    return render_pdf("approvals/pdf/letter.html", context, language=text.language, title=title)
