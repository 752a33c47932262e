"""A letter as a PDF file, made from its frozen text alone."""

from uuid import UUID

from django.conf import settings

from approvals.actions.letters import digest_of
from approvals.models import Letter
from approvals.rules.letters import LetterText
from icv_portal.accounts.rules.labels import Label
from icv_portal.pdf import render_pdf

VERSION = Label(kk="Бағдарламаның № {number} редакциясы", ru="Редакция программы № {number}", en="Version No. {number}")
DIGEST = Label(kk="SHA-256", ru="SHA-256", en="SHA-256")
ADDRESS = Label(kk="Тексеру мекенжайы", ru="Адрес для проверки", en="Address for verification")


class AlteredLetter(ValueError):
    """The stored text no longer has the SHA-256 it was frozen with: no document may be issued from it."""


def render_letter(letter_id: UUID, language: str) -> bytes:
    """The letter in `kk` or `ru`; raises AlteredLetter and what `render_pdf` raises."""
    letter = Letter.objects.select_related("version").defer("version__content").get(pk=letter_id)
    if digest_of(letter.content) != letter.sha256:
        raise AlteredLetter(letter_id)
    text = LetterText.from_json(letter.content[language])
    labels = {"version": VERSION.format(number=letter.version.number), "digest_name": DIGEST, "address_name": ADDRESS}
    context = {
        "text": text,
        "digest": letter.version.sha256,
        "address": f"{settings.BASE_URL}/verify/{letter.version.sha256}/",
        **{name: label.in_language(language) for name, label in labels.items()},
    }
    title = f"{text.title}. № {letter.number}, {text.head.day}"
    return render_pdf("approvals/pdf/letter.html", context, language=language, title=title)
