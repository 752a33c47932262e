"""A letter as a PDF file, made from its frozen text alone."""

from typing import Any
from uuid import UUID

from django.conf import settings

from approvals.models import Letter
from approvals.rules.letters import LetterText
from icv_portal.accounts.rules.labels import Label
from icv_portal.pdf import MissingGlyphs, render_pdf, spelling

DIGEST = Label(kk="хаттың SHA-256 мәні", ru="SHA-256 письма", en="SHA-256 of the letter")
ADDRESS = Label(kk="Тексеру", ru="Проверка", en="Verification")
VERSION = Label(kk="№ {number} редакция", ru="Редакция № {number}", en="Version No. {number}")


class AlteredLetter(ValueError):
    """The stored text no longer has the SHA-256 it was frozen with: no document may be issued from it."""


def render_letter(letter_id: UUID, language: str) -> bytes:
    """The letter in `kk` or `ru`; raises AlteredLetter and what `render_pdf` raises."""
    letter = Letter.objects.select_related("version").defer("version__content").get(pk=letter_id)
    if not letter.is_intact:
        raise AlteredLetter(letter_id)
    text, version = LetterText.from_json(letter.content[language]), letter.version
    return print_letter(text, sha256=letter.sha256, version_number=version.number, version_sha256=version.sha256)


def print_letter(text: LetterText, *, sha256: str, version_number: int, version_sha256: str) -> bytes:
    """A letter in its own language. `sha256`, that of its frozen text, stands on every page, the version's at the end.

    A letter never changes, so characters that no font has cannot be corrected in it: they are printed as "[U+1F600]".
    """
    version = VERSION.format(number=version_number)
    marks = {
        "digest_name": DIGEST.in_language(text.language),
        "digest": sha256,
        "address_name": ADDRESS.in_language(text.language),
        "address": _address(sha256),
        "version": version.in_language(text.language),
        "version_address": _address(version_sha256),
    }
    try:
        return _printed(text, marks)
    except MissingGlyphs as missing:
        readable = _translated(text.as_json(), spelling(missing.characters))
        return _printed(LetterText.from_json(readable), marks)


def _printed(text: LetterText, marks: dict[str, str]) -> bytes:
    title = f"{text.title}. № {text.head.number}, {text.head.day}"
    return render_pdf("approvals/pdf/letter.html", {"text": text, **marks}, language=text.language, title=title)


def _address(sha256: str) -> str:
    return f"{settings.BASE_URL}/verify/{sha256}/"


def _translated(value: Any, names: dict[int, str]) -> Any:
    """The same JSON with every text in it translated."""
    match value:
        case str():
            return value.translate(names)
        case dict():
            return {key: _translated(one, names) for key, one in value.items()}
        case list() | tuple():
            return [_translated(one, names) for one in value]
    return value
